"""A bot ends though a cancellation is lost on the way, as redis-py's waiting may lose one before Python 3.12."""

from __future__ import annotations

import asyncio

import pytest

from bot.app import build_application
from bot.coordination import heartbeat, loops
from bot.coordination.heartbeat import Heartbeat
from bot.coordination.loops import end
from bot.redis_keys import LEADER
from bot.runtime import run
from tests.bot.conftest import BotHouse, until_awaited


class Deaf:
    """Something that goes on after a number of cancellations."""

    def __init__(self, lost: int) -> None:
        self.lost = lost

    async def run(self) -> None:
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                if not self.lost:
                    raise
                self.lost -= 1


@pytest.mark.parametrize("lost", [0, 1, 2])
async def test_a_task_that_lost_a_cancellation_is_cancelled_again(lost: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "AGAIN_SECONDS", 0.05)
    tasks = [asyncio.create_task(Deaf(count).run()) for count in (0, lost)]
    await asyncio.sleep(0)

    await asyncio.wait_for(end(tasks), 10)

    assert all(task.cancelled() for task in tasks)


async def test_what_a_task_raises_at_its_end_is_left_in_it() -> None:
    async def fails() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            raise ValueError

    task = asyncio.create_task(fails())
    await asyncio.sleep(0)

    await end([task])

    assert isinstance(task.exception(), ValueError)


async def test_a_bot_whose_sign_of_life_loses_cancellations_ends(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "RENEW_SECONDS", 0.0)
    renew, is_deaf = Heartbeat._renew, True

    async def renew_deafly(self: Heartbeat) -> None:
        await renew(self)
        try:
            await asyncio.sleep(0.2)
        except asyncio.CancelledError:
            if not is_deaf:
                raise

    monkeypatch.setattr(Heartbeat, "_renew", renew_deafly)
    stop = asyncio.Event()
    running = asyncio.create_task(run(build_application(house.settings, house.redis_url), stop))
    await until_awaited(lambda: house.redis.exists(LEADER), 1)

    stop.set()

    done, _ = await asyncio.wait({running}, timeout=15)
    is_deaf = False
    assert done
