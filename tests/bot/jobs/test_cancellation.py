"""What was sent before a cancellation is cancelled, and what comes afterwards is not."""

from __future__ import annotations

import pytest
from redis import Redis as SyncRedis
from redis.asyncio import Redis

from bot.jobs.album_results import AlbumResults
from bot.jobs.cancellation import Cancellations
from bot.jobs.job_queue import JobQueue
from bot.jobs.pending import Pending
from bot.jobs.tickets import AlbumPlace, Ticket
from worker.shared.contract import CANCELLED, job_key

TICKET = Ticket(chat_id=-5, message_id=3, person_id=7)
BEFORE, AT, AFTER = b"1700000000000-0", b"1700000000000-1", b"1700000000001-0"


@pytest.fixture
def cancellations(redis: Redis, redis_url: str) -> Cancellations:
    queue = JobQueue(SyncRedis.from_url(redis_url), 3600, 120)
    return Cancellations(redis, queue, Pending.of(redis), AlbumResults(redis))


async def test_updates_before_the_watermark_are_covered(cancellations: Cancellations) -> None:
    await cancellations.note(AT, 7, -5)

    assert await cancellations.covers(BEFORE, 7, -5)
    assert not await cancellations.covers(AFTER, 7, -5)
    assert not await cancellations.covers(BEFORE, 7, 99)
    assert not await cancellations.covers(BEFORE, 8, -5)
    assert not await cancellations.covers(None, 7, -5)


async def test_a_cancellation_everywhere_covers_every_chat_and_never_moves_back(cancellations: Cancellations) -> None:
    await cancellations.note(AT, 7)
    await cancellations.note(BEFORE, 7)

    assert await cancellations.covers(BEFORE, 7, 99)
    assert await cancellations.is_unwanted(BEFORE, TICKET)
    assert not await cancellations.is_unwanted(AFTER, TICKET)


async def test_photos_of_a_refused_album_are_unwanted(cancellations: Cancellations, redis: Redis) -> None:
    ticket = TICKET.model_copy(update={"album": AlbumPlace(album="a", place=0, total=2)})
    await AlbumResults(redis).refuse("a")

    assert await cancellations.is_unwanted(AFTER, ticket)
    assert await cancellations.is_stopped("r1", ticket)
    assert not await cancellations.is_stopped("r1", TICKET)


async def test_everything_of_a_person_is_stopped_and_counted(cancellations: Cancellations, redis: Redis) -> None:
    pending = Pending.of(redis)
    await pending.open_requests.add("r1", TICKET)
    await pending.arriving.add(7, -5, ["r1", "r2"])

    assert await cancellations.stop_everything(AT, 7) == 2

    assert await redis.hexists(job_key("r1"), CANCELLED)
    assert await pending.arriving.of_person(7) == set()
