"""The way of updates shares one Redis, one heartbeat and one queue."""

from __future__ import annotations

from redis.asyncio import Redis

from bot.updates.pipeline import AT_ONCE, UpdatePipeline


async def test_queue_and_processor_work_for_the_same_process(redis: Redis) -> None:
    pipeline = UpdatePipeline.of(redis)

    assert pipeline.processor._updates is pipeline.updates
    assert pipeline.updates._reader._heartbeat is pipeline.heartbeat
    assert pipeline.processor.max_concurrent_updates == AT_ONCE
