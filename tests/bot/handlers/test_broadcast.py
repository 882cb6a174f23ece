"""News for everybody, when Redis breaks off in the middle."""

from __future__ import annotations

from typing import Any

import pytest
import redis as redis_errors
from redis.asyncio import Redis

from bot.chats import KnownChats
from bot.handlers import broadcast
from bot.redis_keys import BROADCAST, BROADCAST_LEFT
from tests.bot.conftest import BotHouse, says, until, until_awaited


async def test_a_broadcast_that_redis_took_without_being_able_to_say_so_tells_nobody_twice(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcast, "IDLE", 0.02)
    admin = house.sandbox.new_person("Admin")
    house.changed = {"admins": str(admin.user.id)}
    execute: Any = Redis.execute_command
    cut_off = iter([True])

    async def cut_off_once(self: Redis, *words: Any, **options: Any) -> Any:
        answer = await execute(self, *words, **options)
        if BROADCAST_LEFT in words and words[0] in ("RPUSH", "EVAL") and next(cut_off, False):
            raise redis_errors.ConnectionError
        return answer

    await KnownChats(house.redis).add(house.person.user.id)
    monkeypatch.setattr(Redis, "execute_command", cut_off_once)
    async with house.bot():
        await admin.send_text("/broadcast Hello!")

        await until(lambda: any(map(says("I am sending it to 1 chat."), admin.received)))
        await until(lambda: any(map(says("The broadcast has reached 1 chat."), admin.received)))
        await until_awaited(lambda: house.redis.exists(BROADCAST), 0)

    assert [message.content.text for message in house.person.received] == ["Hello!"]
