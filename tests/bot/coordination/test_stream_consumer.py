"""Entries of a stream belong to one process until it has handled them or died."""

from __future__ import annotations

import pytest
from redis.asyncio import Redis

from bot.coordination.heartbeat import Heartbeat
from bot.coordination.stream_consumer import StreamConsumer


async def consumer(redis: Redis) -> tuple[StreamConsumer, Heartbeat]:
    heartbeat = Heartbeat(redis)
    await heartbeat.step()
    return StreamConsumer(redis, heartbeat, "stream", "group"), heartbeat


async def test_an_entry_is_given_once_and_gone_when_it_is_done(redis: Redis) -> None:
    first, _ = await consumer(redis)
    second, _ = await consumer(redis)
    await redis.xadd("stream", {"a": "1"})

    (entry,) = await first.next(5, 10)
    assert await second.next(5, 10) == []
    await first.done([entry.id])

    assert entry.fields == {b"a": b"1"}
    assert await redis.xlen("stream") == 0


async def test_what_a_process_held_that_is_gone_is_taken_over_with_its_deaths(redis: Redis) -> None:
    first, heartbeat = await consumer(redis)
    second, _ = await consumer(redis)
    await redis.xadd("stream", {"a": "1"})
    (entry,) = await first.next(5, 10)

    await heartbeat.leave()

    (taken,) = await second.next(5, 10)
    assert taken.id == entry.id
    assert taken.deaths == 1


async def test_what_a_living_process_holds_is_left_to_it(redis: Redis) -> None:
    first, _ = await consumer(redis)
    second, judge = await consumer(redis)
    judge._since -= 1000  # it may judge, but there is a sign of life
    await redis.xadd("stream", {"a": "1"})
    await first.next(5, 10)

    assert await second.next(5, 10) == []


async def test_what_was_let_go_is_not_given_out_again(redis: Redis) -> None:
    first, _ = await consumer(redis)
    await redis.xadd("stream", {"a": "1"})
    (entry,) = await first.next(5, 10)

    first.defer(entry.id)
    first._is_sure = False  # as after a broken connection

    assert await first.next(5, 10) == []
    await first.done([entry.id])
    assert await redis.xlen("stream") == 0


async def test_an_entry_whose_answer_was_lost_is_given_out(redis: Redis) -> None:
    first, heartbeat = await consumer(redis)
    await redis.xadd("stream", {"a": "1"})
    await first.next(1, 10)
    again = StreamConsumer(redis, heartbeat, "stream", "group")  # knows nothing of what it holds

    assert len(await again.next(5, 10)) == 1


@pytest.mark.parametrize("count", [1, 2])
async def test_no_more_are_given_than_asked_for(redis: Redis, count: int) -> None:
    first, _ = await consumer(redis)
    for number in range(3):
        await redis.xadd("stream", {"a": str(number)})

    assert len(await first.next(count, 10)) == count
