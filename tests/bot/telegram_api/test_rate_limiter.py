"""Telegram's limits hold for all processes together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from redis.asyncio import Redis
from telegram.error import NetworkError
from telegram.ext import ExtBot

from bot.redis_keys import calls_scope, rate_key
from bot.telegram_api import rate_limiter
from bot.telegram_api.rate_limiter import (
    ALL,
    ALL_SECONDS,
    GROUP,
    GROUP_SECONDS,
    RateLimiter,
    ReplyCall,
    SharedRateLimit,
)
from tests.bot.conftest import BotHouse, until_awaited


async def test_two_processes_share_the_limit_of_a_group(redis: Redis) -> None:
    paces = [SharedRateLimit(redis), SharedRateLimit(redis)]

    free = [await paces[turn % 2].reserve("group", GROUP, GROUP_SECONDS) for turn in range(GROUP)]
    waits = [await pace.reserve("group", GROUP, GROUP_SECONDS) for pace in paces]

    assert free == [0.0] * GROUP
    assert 0 < waits[0] <= GROUP_SECONDS / GROUP < waits[1] <= 2 * GROUP_SECONDS / GROUP


async def test_groups_do_not_wait_for_each_other(redis: Redis) -> None:
    pace = SharedRateLimit(redis)
    for _ in range(GROUP):
        await pace.reserve("group", GROUP, GROUP_SECONDS)

    assert await pace.reserve("other", GROUP, GROUP_SECONDS) == 0.0


async def test_the_limit_is_forgotten_when_there_is_room_again(redis: Redis) -> None:
    await SharedRateLimit(redis).reserve("all", ALL, ALL_SECONDS)

    assert 0 < await redis.pttl("all") <= 1000 * ALL_SECONDS + 1000


async def test_without_redis_nobody_waits(redis_url: str) -> None:
    async with Redis.from_url("redis://127.0.0.1:9/0") as away:
        assert await SharedRateLimit(away).reserve("all", ALL, ALL_SECONDS) == 0.0


async def test_how_many_calls_there_are_in_a_second_can_be_set(redis: Redis) -> None:
    pace = SharedRateLimit(redis, calls_per_second=1)

    await pace.wait(chat_id=7)

    assert await pace.reserve(rate_key(calls_scope()), 1, ALL_SECONDS) > 0.5


async def test_a_429_of_one_process_holds_the_others(house: BotHouse) -> None:
    house.sandbox.faults.too_many_requests("sendMessage", retry_after=6)
    other = SharedRateLimit(house.redis)
    pace = RateLimiter(SharedRateLimit(house.redis))
    async with ExtBot(house.sandbox.token, f"{house.sandbox.url}/bot", rate_limiter=pace) as bot:
        sending = asyncio.create_task(bot.send_message(house.person.user.id, "hello"))

        await until_awaited(lambda: is_held(house.redis), True)

        assert await other.reserve(rate_key(calls_scope()), ALL, ALL_SECONDS) > 1
        await sending
    assert len(house.person.received) == 1


async def is_held(redis: Redis) -> bool:
    return bool(await redis.pttl(rate_key(calls_scope())) > 4000)  # a call alone moves it by a second or two


async def test_a_hold_is_over_when_its_time_is(redis: Redis) -> None:
    await SharedRateLimit(redis).block(30)
    waits = [await SharedRateLimit(redis).reserve(rate_key(calls_scope()), ALL, ALL_SECONDS) for _ in range(2)]

    assert 20 < waits[0] < waits[1] < 32
    assert await redis.pttl(rate_key(calls_scope())) < 33_000


async def test_without_redis_the_others_do_not_hear_of_a_429(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "bot.telegram_api.rate_limiter")
    async with Redis.from_url("redis://127.0.0.1:9/0") as away:
        await SharedRateLimit(away).block(3)

    assert "429 not shared, Redis unavailable (ConnectionError): only this bot pauses" in caplog.text


async def process(
    pace: RateLimiter, callback: Callable[[], Coroutine[Any, Any, bool]], reply: ReplyCall | None
) -> object:
    return await pace.process_request(callback, (), {}, "sendPhoto", {"chat_id": 5}, reply)


async def test_a_reply_that_is_cancelled_in_the_middle_of_its_call_stays_in_flight(redis: Redis) -> None:
    reply, begun = ReplyCall(), asyncio.Event()

    async def hang() -> bool:
        begun.set()
        await asyncio.Event().wait()
        return True

    task = asyncio.create_task(process(RateLimiter(SharedRateLimit(redis)), hang, reply))
    await begun.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert reply.is_in_flight


async def test_a_reply_that_waits_for_another_is_not_in_flight(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limiter, "REPLIES_AT_ONCE", 1)
    pace, first, second = RateLimiter(SharedRateLimit(redis)), ReplyCall(), ReplyCall()
    begun, answer, sent = asyncio.Event(), asyncio.Event(), []

    async def send() -> bool:
        sent.append((first.is_in_flight, second.is_in_flight))
        begun.set()
        await answer.wait()
        return True

    calls = [asyncio.create_task(process(pace, send, first))]
    await begun.wait()
    calls.append(asyncio.create_task(process(pace, send, second)))
    assert await process(pace, no_wait, None)  # a call that is no reply needs no place
    assert not second.is_in_flight
    answer.set()
    await asyncio.gather(*calls)

    assert sent == [(True, False), (False, True)]


async def no_wait() -> bool:
    return True


async def test_a_reply_that_failed_is_not_in_flight_any_more(redis: Redis) -> None:
    reply = ReplyCall()

    async def fail() -> bool:
        raise NetworkError("gone")

    with pytest.raises(NetworkError):
        await process(RateLimiter(SharedRateLimit(redis)), fail, reply)

    assert not reply.is_in_flight
