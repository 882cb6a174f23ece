"""How things stand in Redis, as Prometheus reads it."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, generate_latest
from redis import Redis as SyncRedis
from redis.asyncio import Redis

from bot.jobs.job_queue import JobQueue
from bot.jobs.pending import Pending
from bot.jobs.tickets import Ticket
from bot.operations.queue_metrics import TEXTS, SnapshotCollector, Snapshots
from bot.redis_keys import UPDATES


def told(collector: SnapshotCollector) -> str:
    registry = CollectorRegistry()
    registry.register(collector)
    return generate_latest(registry).decode()


async def test_a_snapshot_counts_what_is_in_redis(redis: Redis, redis_url: str) -> None:
    requests = Pending(redis)
    await requests.open("r1", Ticket(chat_id=1, message_id=2))
    await redis.xadd(UPDATES, {"update": "{}"})

    snapshot = await Snapshots(redis, JobQueue(SyncRedis.from_url(redis_url), 60, 60), requests).take()

    assert set(snapshot.figures) == set(TEXTS)
    assert (snapshot.figures["open_requests"], snapshot.figures["inbox_updates"]) == (1, 1)
    text = told(SnapshotCollector(snapshot))
    assert "emostyle_redis_up 1.0" in text
    assert "emostyle_open_requests 1.0" in text


def test_without_redis_only_that_is_told() -> None:
    assert told(SnapshotCollector(None)).count("emostyle_") == told(SnapshotCollector(None)).count("emostyle_redis_up")
