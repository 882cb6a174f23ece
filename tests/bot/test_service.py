"""A loop that hangs is noticed though the event loop lives, and one that waits for good reason is not taken for it."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.coordination import loops
from bot.coordination.heartbeat import Heartbeat
from bot.coordination.leader import Leadership
from bot.coordination.stream_consumer import StreamConsumer
from bot.delivery import consumer, sender
from bot.handlers.broadcast import Broadcast
from bot.observability import liveness
from bot.operations.http_server import WEB
from bot.progress.status_messages import StatusUpdater
from bot.redis_keys import UPDATES
from bot.service import BotApplication
from bot.updates.poller import Poller
from tests.bot.conftest import BotHouse, is_painting, until, until_awaited
from tests.bot.stand_in_worker import picture
from worker.shared.contract import RESULTS_STREAM
from worker.shared.local_redis import open_redis


@pytest.fixture
async def served(house: BotHouse) -> AsyncIterator[tuple[BotHouse, BotApplication]]:
    """A bot that runs with its server."""
    house.changed["http_port"] = 0
    async with house.bot() as application:
        yield house, application


async def get(application: BotApplication, path: str) -> tuple[int, str]:
    address = f"http://127.0.0.1:{application.bot_data[WEB].port}{path}"
    async with ClientSession() as session, session.get(address) as response:
        return response.status, await response.text()


async def until_said(application: BotApplication, path: str, words: str) -> int:
    """Wait until an answer holds these words; return its status."""
    async with asyncio.timeout(60):
        while True:
            status, text = await get(application, path)
            if words in text:
                return status
            await asyncio.sleep(0.05)


def hang(monkeypatch: pytest.MonkeyPatch, owner: type, name: str, only: Callable[[Any], bool] = bool) -> asyncio.Event:
    """Have a method never return, until the event is set."""
    goes_on, method = asyncio.Event(), getattr(owner, name)

    async def hangs(self: Any, *arguments: Any) -> Any:
        if only(self):
            await goes_on.wait()
        return await method(self, *arguments)

    monkeypatch.setattr(owner, name, hangs)
    return goes_on


def reads(stream: str) -> Callable[[StreamConsumer], bool]:
    return lambda reader: reader._stream == stream


@pytest.mark.parametrize(
    ("loop", "owner", "name", "only"),
    [
        ("Delivery", StreamConsumer, "next", reads(RESULTS_STREAM)),
        ("Inbox", StreamConsumer, "next", reads(UPDATES)),
        ("Watch", StatusUpdater, "look", lambda _: True),
        ("Broadcast", Broadcast, "step", lambda _: True),
        ("Leadership", Leadership, "_take", lambda _: True),
        ("Presence", Heartbeat, "_renew", lambda _: True),
        ("Polling", Poller, "step", lambda _: True),
    ],
)
async def test_a_loop_that_hangs_is_named(
    loop: str,
    owner: type,
    name: str,
    only: Callable[[Any], bool],
    served: tuple[BotHouse, BotApplication],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    _, application = served
    assert await get(application, "/healthz") == (200, "ok\n")
    goes_on = hang(monkeypatch, owner, name, only)
    monkeypatch.setattr(liveness, "LATE_SECONDS", 1.0)

    assert await until_said(application, "/healthz", f"{loop} hangs") == 503
    assert f"{loop} hangs" in caplog.text
    goes_on.set()

    async def still_hangs() -> bool:
        return f"{loop} hangs" in (await get(application, "/healthz"))[1]

    await until_awaited(still_hangs, False)


async def test_a_loop_that_hangs_is_begun_again(
    served: tuple[BotHouse, BotApplication], monkeypatch: pytest.MonkeyPatch
) -> None:
    house, _ = served
    monkeypatch.setattr(loops, "STEP_SECONDS", 0.2)
    monkeypatch.setattr(loops, "FAILED_SECONDS", 0.05)
    hung = [True]

    def once(reader: StreamConsumer) -> bool:
        return reader._stream == RESULTS_STREAM and bool(hung) and hung.pop()

    hang(monkeypatch, StreamConsumer, "next", once)
    await until(lambda: not hung)

    await house.person.send_photo(picture())
    await house.worker.paint()
    await house.person.next_message(is_painting)


async def test_the_metrics_tell_how_long_ago_each_loop_turned(served: tuple[BotHouse, BotApplication]) -> None:
    _, application = served

    for loop in ("Delivery", "Watch", "Broadcast", "Leadership", "Presence", "Inbox", "Polling"):
        line = f'emostyle_loop_last_turn_seconds{{loop="{loop}"}}'
        assert await until_said(application, "/metrics", line) == 200


async def test_without_redis_no_loop_is_late(house: BotHouse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(loops, "LONGEST_PAUSE", 0.5)
    house.changed["http_port"] = 0
    with open_redis(None, tmp_path) as handle:
        house.redis_url = handle.url
        async with house.bot() as application:
            os.kill(int((tmp_path / "redis.pid").read_text()), signal.SIGKILL)
            await house.person.send_text("/help")  # which polling cannot put down
            monkeypatch.setattr(liveness, "LATE_SECONDS", 4.0)
            for _ in range(60):
                assert await get(application, "/healthz") == (200, "ok\n")
                await asyncio.sleep(0.1)


async def test_a_delivery_whose_replies_telegram_does_not_take_is_not_late(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "AT_ONCE", 1)
    monkeypatch.setattr(sender, "FIRST_PAUSE", 0.5)
    monkeypatch.setattr(sender, "LONGEST_PAUSE", 0.5)
    house.changed["http_port"] = 0
    fault = house.sandbox.faults.bad_gateway("sendPhoto", times=1000)
    async with house.bot() as application:
        for shade in (1, 2):  # one that is tried again and again, and one that waits for its end
            await house.person.send_photo(picture(color=(shade, 0, 0)))
            await house.worker.paint()
        await until(lambda: fault.times < 1000)
        monkeypatch.setattr(liveness, "LATE_SECONDS", 2.0)
        for _ in range(40):
            assert "Delivery" not in (await get(application, "/healthz"))[1]
            await asyncio.sleep(0.1)
        house.sandbox.faults.clear()
        await house.person.next_message(is_painting)
