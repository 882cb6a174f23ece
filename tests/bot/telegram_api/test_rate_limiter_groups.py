"""A 429 in a group holds that group, in all processes, and keeps no other chat waiting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from redis.asyncio import Redis
from telegram.error import RetryAfter
from telegram.ext import ExtBot

from bot import service
from bot.delivery import consumer
from bot.progress import status_messages
from bot.redis_keys import calls_scope, rate_key
from bot.sandbox.person import Person
from bot.telegram_api import rate_limiter
from bot.telegram_api.rate_limiter import GROUP, GROUP_SECONDS, RateLimiter, SharedRateLimit
from tests.bot.conftest import BotHouse, is_painting, says, until, until_awaited, until_delivered
from tests.bot.stand_in_worker import picture
from worker.shared.contract import STAGE, Stage, job_key

FRIENDS, OTHERS = -1_000_000_000_321, -1_000_000_000_322


def in_group(house: BotHouse, chat_id: int) -> Person:
    """Return the person in a group of that number."""
    state, user = house.sandbox.state, house.person.user
    return Person(state, user, state.open_group(chat_id, "Friends", [user]))


@asynccontextmanager
async def caller(house: BotHouse, redis: Redis) -> AsyncIterator[tuple[ExtBot[int], RateLimiter]]:
    """One process that calls Telegram, and its pace."""
    pace = RateLimiter(SharedRateLimit(redis))
    async with ExtBot(house.sandbox.token, f"{house.sandbox.url}/bot", rate_limiter=pace) as bot:
        yield bot, pace


async def is_held(redis: Redis, group: int) -> bool:
    return bool(
        await redis.pttl(rate_key(calls_scope(group))) > 1000 * (GROUP_SECONDS + 4)
    )  # a call alone moves it by 3 s


async def test_all_processes_let_the_group_alone_and_call_others(house: BotHouse) -> None:
    in_group(house, FRIENDS)
    in_group(house, OTHERS)
    house.sandbox.faults.too_many_requests("sendMessage", retry_after=6)
    async with caller(house, house.redis) as (one, _), caller(house, house.redis) as (two, _):
        held = [asyncio.create_task(one.send_message(FRIENDS, "first"))]
        await until_awaited(lambda: is_held(house.redis, FRIENDS), True)
        held += [asyncio.create_task(bot.send_message(FRIENDS, "next")) for bot in (one, two)]

        async with asyncio.timeout(4):
            for bot in (one, two):
                for chat_id in (house.person.user.id, OTHERS):
                    await bot.send_message(chat_id, "hello")
            await asyncio.sleep(1)

        assert not any(task.done() for task in held)
        for task in held:
            task.cancel()
        await asyncio.gather(*held, return_exceptions=True)


async def test_the_rows_of_both_tell_who_is_held(house: BotHouse) -> None:
    pace = SharedRateLimit(house.redis)

    await pace.block(30, FRIENDS)

    assert 25 < await pace.reserve(rate_key(calls_scope(FRIENDS)), GROUP, GROUP_SECONDS) < 34
    assert await pace.reserve(rate_key(calls_scope(OTHERS)), GROUP, GROUP_SECONDS) == 0
    assert await pace.reserve(rate_key(calls_scope()), 30, 1) == 0


async def test_what_the_group_was_to_hear_is_sent_when_the_wait_is_over(house: BotHouse) -> None:
    friends = in_group(house, FRIENDS)
    house.sandbox.faults.too_many_requests("sendMessage", times=2, retry_after=1)
    async with caller(house, house.redis) as (bot, _):
        await bot.send_message(FRIENDS, "hello")

    assert [message.content.text for message in friends.received] == ["hello"]
    assert len(house.sandbox.calls_of("sendMessage")) == 3


async def test_a_group_that_is_held_again_and_again_is_given_up_and_holds_nobody_else(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limiter, "RETRIES", 1)
    in_group(house, FRIENDS)
    house.sandbox.faults.too_many_requests("sendMessage", times=2, retry_after=2)
    async with caller(house, house.redis) as (bot, _):
        with pytest.raises(RetryAfter):
            await bot.send_message(FRIENDS, "hello")

        async with asyncio.timeout(1.5):
            await bot.send_message(house.person.user.id, "hello")


async def test_without_redis_the_process_that_was_told_so_lets_the_group_alone(house: BotHouse) -> None:
    friends = in_group(house, FRIENDS)
    house.sandbox.faults.too_many_requests("sendMessage", retry_after=3)
    async with Redis.from_url("redis://127.0.0.1:9/0") as away, caller(house, away) as (bot, pace):
        held = [asyncio.create_task(bot.send_message(FRIENDS, "first"))]
        await until(lambda: pace._blocked)
        held.append(asyncio.create_task(bot.send_message(FRIENDS, "next")))
        async with asyncio.timeout(2):
            await bot.send_message(house.person.user.id, "hello")

        assert not friends.received
        await asyncio.gather(*held)
    assert len(house.sandbox.calls_of("sendMessage")) == 4  # none of them met a second 429


async def test_paintings_of_a_group_that_is_held_keep_no_other_chat_waiting(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limiter, "REPLIES_AT_ONCE", 3)
    hanging = house.sandbox.faults.hang("sendPhoto", times=3)
    friends = in_group(house, FRIENDS)
    async with house.bot():
        for shade in range(3):
            sent = await friends.send_photo(picture(color=(shade, 0, 0)))
            await friends.send_text("/style sad", reply_to=sent)
            await house.worker.paint()
        await until(lambda: len(house.sandbox.calls_of("sendPhoto")) == consumer.IN_CHAT)
        house.sandbox.faults._faults.clear()  # whatever comes now is taken
        await house.person.send_photo(picture())
        await house.worker.paint()

        await house.person.next_message(is_painting)

        hanging.release()
        await until(lambda: sum(map(is_painting, friends.received)) == 3)


async def test_a_status_that_does_not_change_keeps_no_other_waiting(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_messages, "LOOK_SECONDS", 0.1)
    async with house.bot():
        await house.person.send_photo(picture())
        slow = await house.worker.take()
        hanging = house.sandbox.faults.hang("editMessageText")
        await house.redis.hset(job_key(slow.request_id), STAGE, Stage.PAINTING.value)
        await until(lambda: house.sandbox.calls_of("editMessageText"))
        other = house.sandbox.new_person("Bo")
        await other.send_photo(picture(color=(1, 2, 3)))
        await house.redis.hset(job_key((await house.worker.take()).request_id), STAGE, Stage.PAINTING.value)

        async with asyncio.timeout(3):  # less than a call may take
            await other.wait_for(says("I am painting your photo"))

        assert not says("I am painting your photo")(house.person.received[-1])
        hanging.release()
        await house.person.wait_for(says("I am painting your photo"))


async def test_a_painting_that_a_stopping_bot_had_not_begun_to_send_is_sent_by_the_next(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "FINISH_SECONDS", 0.5)
    friends = in_group(house, FRIENDS)
    async with house.bot():
        sent = await friends.send_photo(picture())
        await friends.send_text("/style sad", reply_to=sent)
        house.sandbox.faults.too_many_requests("sendPhoto", retry_after=5)
        await house.worker.paint()
        await until(lambda: len(house.sandbox.calls_of("sendPhoto")) == 1)

    async with house.bot():
        await friends.next_message(is_painting)
        await until_delivered(house)

    assert sum(map(is_painting, friends.received)) == 1
    assert not any("did not confirm" in message.content.text for message in friends.received)


async def test_groups_that_are_held_keep_no_other_chat_waiting_however_many_they_are(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limiter, "REPLIES_AT_ONCE", 2)
    groups = [in_group(house, FRIENDS - number) for number in range(3)]
    house.sandbox.faults.too_many_requests("sendPhoto", times=3, retry_after=15)
    async with house.bot():
        for shade, group in enumerate(groups):
            sent = await group.send_photo(picture(color=(shade, 0, 0)))
            await group.send_text("/style sad", reply_to=sent)
            await house.worker.paint()
        await until(lambda: len(house.sandbox.calls_of("sendPhoto")) == 3)
        await house.person.send_photo(picture())
        await house.worker.paint()

        await house.person.next_message(is_painting)

        assert not any(is_painting(message) for group in groups for message in group.received)
        async with asyncio.timeout(40):
            for group in groups:
                await group.next_message(is_painting)
        await until_delivered(house)
