"""Updates are kept from the first byte until they are handled."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest
import redis as redis_errors
from redis.asyncio import Redis
from telegram import Update
from telegram.ext import TypeHandler

from bot.coordination import heartbeat
from bot.coordination.heartbeat import Heartbeat
from bot.redis_keys import UPDATES, UPDATES_ASIDE, alive_key
from bot.updates import queue as inbox_module
from bot.updates.queue import FIELD, GROUP, UpdateQueue
from tests.bot.conftest import BotHouse, looping, says, until, until_awaited, until_handled
from worker.shared.local_redis import open_redis

DEAD = "somewhere:1:abcdef"


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let dead processes be noticed sooner."""
    monkeypatch.setattr(heartbeat, "TTL", 0.6)
    monkeypatch.setattr(heartbeat, "RENEW_SECONDS", 0.1)


def message(update_id: int = 7, text: str = "/help", date: int = 1_700_000_000) -> dict[str, Any]:
    """Return an update in Telegram's own form."""
    chat = {"id": 5, "type": "private", "first_name": "Ada"}
    person = {"id": 5, "is_bot": False, "first_name": "Ada"}
    body = {"message_id": 3, "date": date, "chat": chat, "from": person, "text": text}
    if text.startswith("/"):
        body["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    return {"update_id": update_id, "message": body}


async def kept(redis: Redis) -> list[dict[str, Any]]:
    """Return the updates in Redis."""
    entries: Any = await redis.xrange(UPDATES)
    return [json.loads(fields[FIELD.encode()]) for _, fields in entries]


def inbox_of(redis: Redis, at_once: int = 4) -> UpdateQueue:
    return UpdateQueue(redis, Heartbeat(redis), at_once)


async def test_an_update_is_in_redis_when_keep_returns(redis: Redis) -> None:
    await inbox_of(redis).add_or_handle(message())

    assert [update["message"]["text"] for update in await kept(redis)] == ["/help"]


async def test_an_update_is_kept_once_though_telegram_brings_it_twice(redis: Redis) -> None:
    inbox = inbox_of(redis)

    added = [await inbox.add(message()), await inbox.add(message()), await inbox.add(message(date=1_700_000_060))]

    assert added == [True, False, True]  # the last one is of a server that counts from the same number again
    assert await inbox.add(message(update_id=8))
    await inbox.add_or_handle(message())
    assert len(await kept(redis)) == 3


async def test_updates_that_redis_could_not_keep_come_again(house: BotHouse, tmp_path: Path) -> None:
    with open_redis(None, tmp_path) as handle:
        house.redis_url = handle.url
        async with house.bot(), Redis.from_url(handle.url) as store:
            os.kill(int((tmp_path / "redis.pid").read_text()), signal.SIGKILL)
            await house.person.send_text("/help")
            await until(lambda: len(house.sandbox.calls_of("getUpdates")) > 2)  # it is asked for again and again
            with pytest.raises(redis_errors.RedisError):
                await inbox_of(store).add(message(update_id=8))
            assert not house.person.received

            await asyncio.to_thread(handle.revive)

            await house.person.next_message(says("Send a photo"))


async def test_old_updates_are_trimmed_and_the_stream_has_a_time_to_live(redis: Redis) -> None:
    await redis.xadd(UPDATES, {FIELD: json.dumps(message(text="old"))}, id="1-1")

    await inbox_of(redis).add(message())

    assert [update["message"]["text"] for update in await kept(redis)] == ["/help"]
    assert 0 < await redis.ttl(UPDATES) <= inbox_module.TTL


async def test_no_more_are_given_out_than_may_be_handled_at_once(redis: Redis) -> None:
    inbox = inbox_of(redis, at_once=2)
    async with looping(inbox._reader._heartbeat, inbox):
        for number in range(3):
            await inbox.add(message(update_id=number))
        first, _ = await inbox.get(), await inbox.get()
        third = asyncio.create_task(inbox.get())
        await asyncio.wait({third}, timeout=0.3)
        assert not third.done()

        await inbox.ended(first)

        assert isinstance(await asyncio.wait_for(third, 60), Update)


@pytest.mark.parametrize("value", ["{broken", "[]", '{"message": {"text": "Ada Lovelace"}}'])
async def test_an_entry_that_cannot_be_read_is_dropped_without_its_text(
    lived_in: BotHouse, value: str, caplog: pytest.LogCaptureFixture
) -> None:
    await lived_in.redis.xadd(UPDATES, {FIELD: value})

    await until(lambda: "unreadable update dropped" in caplog.text)
    await until_awaited(lambda: lived_in.redis.xlen(UPDATES), 0)
    assert "Ada" not in caplog.text


@pytest.mark.parametrize("error", [redis_errors.ConnectionError("away"), redis_errors.TimeoutError("slow")])
async def test_an_update_whose_handler_lost_redis_is_handled_again_and_answered_once(
    house: BotHouse, error: Exception
) -> None:
    failures = [error]

    async def fail_once(_update: object, _context: object) -> None:
        if failures:
            raise failures.pop()

    async def fail_for_help(update: object, context: object) -> None:
        await fail_once(update, context)
        if isinstance(update, Update) and update.message is not None:
            await update.message.reply_text("handled")

    async with house.bot() as application:
        application.handlers.clear()
        application.add_handler(TypeHandler(Update, fail_for_help))
        await house.person.send_text("/help")

        await house.person.next_message(says("handled"))
        await until_handled(house)
    assert [each.content.text for each in house.person.received] == ["handled"]
    assert not failures


@pytest.mark.usefixtures("hurry")
async def test_an_update_that_a_killed_process_had_begun_is_handled_by_another(house: BotHouse) -> None:
    await begun_by(house, DEAD)

    async with house.bot():
        await house.person.next_message(says("Send a photo"))
        await until_awaited(lambda: house.redis.xlen(UPDATES), 0)
        await until_awaited(lambda: consumers(house.redis), 1)


@pytest.mark.usefixtures("hurry")
async def test_an_update_of_a_living_process_is_left_to_it(house: BotHouse) -> None:
    await begun_by(house, DEAD)
    await house.redis.set(alive_key(DEAD), "1")

    async with house.bot():
        await asyncio.sleep(3 * heartbeat.TTL)
        assert not house.person.received
        await house.redis.delete(alive_key(DEAD))

        await house.person.next_message(says("Send a photo"))


@pytest.mark.usefixtures("hurry")
async def test_an_update_that_three_processes_died_of_is_set_aside_and_apologised_for(
    house: BotHouse, caplog: pytest.LogCaptureFixture
) -> None:
    entry_id = await begun_by(house, DEAD)
    await house.redis.xclaim(UPDATES, GROUP, DEAD, 0, [entry_id], retrycount=inbox_module.TRIES)

    async with house.bot():
        await house.person.next_message(says("went wrong on my side"))
        await until_awaited(lambda: house.redis.xlen(UPDATES), 0)

    assert await house.redis.xlen(UPDATES_ASIDE) == 1
    assert 0 < await house.redis.ttl(UPDATES_ASIDE) <= inbox_module.TTL
    assert "dead letter: update" in caplog.text
    assert len(house.person.received) == 1


async def test_what_a_stopping_bot_had_not_begun_is_left_to_the_next_one_at_once(house: BotHouse) -> None:
    async with house.bot():
        pass
    await inbox_of(house.redis).add(help_update(house))

    async with house.bot():
        await house.person.next_message(says("Send a photo"))


async def test_a_handler_that_does_not_end_is_left_to_the_next_bot(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.service.HANDLE_SECONDS", 0.05)
    async with house.bot() as application:
        application.handlers.clear()
        begun = asyncio.Event()

        async def hang(_update: object, _context: object) -> None:
            begun.set()
            await asyncio.Event().wait()

        application.add_handler(TypeHandler(Update, hang))
        await house.person.send_text("/help")
        await asyncio.wait_for(begun.wait(), 60)

    async with house.bot():
        await house.person.next_message(says("Send a photo"))
        await until_handled(house)


def help_update(house: BotHouse) -> dict[str, Any]:
    """Return an update in which the person of the sandbox asks for help."""
    update = message()
    update["message"]["chat"] = house.person.conversation.chat.as_json()
    update["message"]["from"] = house.person.user.as_json()
    return update


async def begun_by(house: BotHouse, name: str) -> bytes:
    """Let a process take an update and end there; return the id of its entry."""
    await house.redis.xgroup_create(UPDATES, GROUP, id="0", mkstream=True)
    await inbox_of(house.redis).add(help_update(house))
    taken: Any = await house.redis.xreadgroup(GROUP, name, {UPDATES: ">"})
    entry_id: bytes = taken[0][1][0][0]
    return entry_id


async def consumers(redis: Redis) -> int:
    return len(await redis.xinfo_consumers(UPDATES, GROUP))
