"""Counters of what happens."""

from __future__ import annotations

from redis.asyncio import Redis

from bot.jobs.measures import Count, UsageCounts


async def test_each_name_is_counted_by_itself(redis: Redis) -> None:
    counts = UsageCounts(redis)
    for name in ("sad", "happy", "sad"):
        await counts.add(Count.PAINTED, name)

    assert await counts.read(Count.PAINTED) == {"sad": 2, "happy": 1}
    assert await counts.read(Count.FAILED) == {}
