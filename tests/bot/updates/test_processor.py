"""Updates are handled several at once, and acknowledged when their handlers have ended."""

from __future__ import annotations

import asyncio

from redis.asyncio import Redis

from bot.updates.pipeline import UpdatePipeline
from tests.bot.conftest import looping, until, until_awaited
from tests.bot.updates.test_queue import kept, message


async def number_kept(redis: Redis) -> int:
    return len(await kept(redis))


async def test_an_update_leaves_redis_when_its_handler_has_ended(redis: Redis) -> None:
    pipeline = UpdatePipeline.of(redis)
    await pipeline.updates.add(message())
    ends = asyncio.Event()

    async def handle() -> None:
        await ends.wait()

    async with looping(pipeline.heartbeat, pipeline.updates):
        update = await asyncio.wait_for(pipeline.updates.get(), 60)
        handling = asyncio.create_task(pipeline.processor.process_update(update, handle()))
        await asyncio.sleep(0.05)
        assert await number_kept(redis) == 1

        ends.set()
        await handling

    assert await number_kept(redis) == 0


async def test_an_update_whose_handling_is_abandoned_is_left_to_another_process(redis: Redis) -> None:
    pipeline = UpdatePipeline.of(redis)
    await pipeline.updates.add(message())
    begun = asyncio.Event()

    async def hang() -> None:
        begun.set()
        await asyncio.Event().wait()

    async with looping(pipeline.heartbeat, pipeline.updates):
        update = await asyncio.wait_for(pipeline.updates.get(), 60)
        handling = asyncio.create_task(pipeline.processor.process_update(update, hang()))
        await asyncio.wait_for(begun.wait(), 60)
        await pipeline.processor.abandon()
        await until(handling.done)
        await pipeline.heartbeat.leave()
    assert await number_kept(redis) == 1

    successor = UpdatePipeline.of(redis)
    async with looping(successor.heartbeat, successor.updates):
        assert await asyncio.wait_for(successor.updates.get(), 60) is not None
        await until_awaited(lambda: number_kept(redis), 1)
