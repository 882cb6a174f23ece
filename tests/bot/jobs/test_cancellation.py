"""What a person no longer wants is stopped wherever it is."""

from __future__ import annotations

import pytest
from redis import Redis as SyncRedis
from redis.asyncio import Redis

from bot.jobs.album_results import AlbumResults
from bot.jobs.cancellation import Cancellations
from bot.jobs.job_queue import JobQueue
from bot.jobs.pending import Pending
from bot.jobs.tickets import Ticket
from worker.shared.contract import CANCELLED, job_key

TICKET = Ticket(chat_id=-5, message_id=3, person_id=7)
AT = b"1700000000000-1"


@pytest.fixture
def cancellations(redis: Redis, redis_url: str) -> Cancellations:
    queue = JobQueue(SyncRedis.from_url(redis_url), 3600, 120)
    return Cancellations(redis, queue, Pending(redis), AlbumResults(redis))


async def test_everything_of_a_person_is_stopped_and_counted(cancellations: Cancellations, redis: Redis) -> None:
    pending = Pending(redis)
    await pending.open("r1", TICKET)
    await pending.arrive(7, -5, ["r2"])

    assert await cancellations.stop_everything(AT, 7) == 2

    assert await redis.hexists(job_key("r1"), CANCELLED)
    assert (await pending.of_person(7))[1] == {"r1"}  # until its worker has stopped
