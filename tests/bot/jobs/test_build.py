"""The parts that know of jobs, put together: they keep to the settings and work on the same jobs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pydantic import SecretStr
from redis import Redis as SyncRedis
from redis.asyncio import Redis
from rq.job import Job
from rq.serializers import JSONSerializer
from telegram import Chat, Message, PhotoSize

from bot.jobs.build import Jobs, build_jobs
from bot.jobs.painting_records import PaintingSummary, record_for
from bot.jobs.pictures import FoundPhoto
from bot.jobs.tickets import Ticket
from bot.redis_keys import kept_key, shown_key
from bot.settings import BotSettings
from emostyle.emotions import Emotion
from worker.shared.contract import StyleRequest, photo_key

TICKET = Ticket(chat_id=5, message_id=3, person_id=7, photo=FoundPhoto(file_id="f", unique_id="u", message_id=3))
PAINTED = PaintingSummary(emotion=Emotion.SAD, confidence=0.8, style="x")
SETTINGS = {"photo_ttl": 100, "cache_ttl": 200, "buttons_ttl": 4000, "job_timeout": 33}


@pytest.fixture
def connection(redis_url: str) -> Iterator[SyncRedis]:
    with SyncRedis.from_url(redis_url) as connection:
        yield connection


@pytest.fixture
def jobs(redis: Redis, connection: SyncRedis) -> Jobs:
    token = {"TELEGRAM_BOT_TOKEN": SecretStr("42:" + "x" * 35)}
    return build_jobs(BotSettings.model_validate(token | SETTINGS), redis, connection)


async def submit(jobs: Jobs, request_id: str) -> None:
    request = StyleRequest(request_id=request_id, ticket=TICKET.text, submitted=0.0)
    await jobs.queue.submit(request, b"photo", TICKET.person_id)


async def test_photos_and_jobs_last_as_long_as_the_settings_say(
    jobs: Jobs, redis: Redis, connection: SyncRedis
) -> None:
    await submit(jobs, "r1")

    assert 90 < await redis.ttl(photo_key("r1")) <= 100
    assert Job.fetch("r1", connection=connection, serializer=JSONSerializer).timeout == 33


async def test_buttons_and_paintings_are_kept_each_for_their_own_time(jobs: Jobs, redis: Redis) -> None:
    record = record_for(TICKET, PAINTED)
    assert record is not None
    sent = Message(9, datetime.now(UTC), Chat(5, "private"), photo=[PhotoSize("large", "l", 99, 99)])

    token = await jobs.records.keep(None, record)
    await jobs.cache.keep("r1", TICKET, PAINTED, "photo-sad.jpg", sent)

    [kept] = await redis.keys(kept_key("*"))
    assert 3990 < await redis.ttl(shown_key(token)) <= 4000
    assert 190 < await redis.ttl(kept) <= 200


async def test_what_is_open_is_stopped_in_the_queue(jobs: Jobs) -> None:
    await submit(jobs, "r1")
    await jobs.pending.open("r1", TICKET)

    assert await jobs.cancellations.stop_everything(b"1700000000000-1", TICKET.person_id) == 1

    assert await jobs.queue.waiting() == []
