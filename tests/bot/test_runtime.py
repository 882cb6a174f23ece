"""The bot runs until it is told to stop, and leaves nothing running."""

from __future__ import annotations

import asyncio

import pytest

from bot.app import build_application
from bot.redis_keys import LEADER
from bot.runtime import run
from bot.service import SERVICE
from tests.bot.conftest import BotHouse, says, until


async def test_a_bot_says_when_it_is_ready_and_leaves_nothing_behind(
    house: BotHouse, capsys: pytest.CaptureFixture[str]
) -> None:
    stop, before = asyncio.Event(), asyncio.all_tasks()
    application = build_application(house.settings, house.redis_url)
    running = asyncio.create_task(run(application, stop))
    await until(lambda: application.bot_data[SERVICE].poller.is_polling)
    await house.person.send_text("/help")
    await house.person.next_message(says("Send a photo"))

    stop.set()
    await asyncio.wait_for(running, 60)

    assert capsys.readouterr().out == "ready: https://t.me/emostyle_sandbox_bot\n"
    assert not await house.redis.exists(LEADER)
    left = asyncio.all_tasks() - before - {running}
    assert [task for task in left if "bot" in str(task.get_coro()) and "sandbox" not in str(task.get_coro())] == []


async def test_a_second_bot_is_ready_without_polling(house: BotHouse, capsys: pytest.CaptureFixture[str]) -> None:
    async with house.bot(), house.bot(polls=False) as second:
        await until(lambda: capsys.readouterr().out)
        await until(second.bot_data[SERVICE].poller.ready.is_set)
        assert not second.bot_data[SERVICE].poller.is_polling
