"""A bot ends though a cancellation is lost on the way, as redis-py's waiting may lose one before Python 3.12."""

from __future__ import annotations

import asyncio

import pytest
import redis

from bot.app import build_application
from bot.coordination import heartbeat, loops
from bot.coordination.heartbeat import Heartbeat
from bot.coordination.loops import Loop, end
from bot.observability.liveness import Liveness
from bot.redis_keys import LEADER
from bot.runtime import run
from tests.bot.conftest import BotHouse, until, until_awaited


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

    await asyncio.wait_for(end(tasks), 60)

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

    done, _ = await asyncio.wait({running}, timeout=60)
    is_deaf = False
    assert done


class Scripted:
    """Steps that do what a test says, one after the other, and then wait."""

    def __init__(self, *steps: float | Exception | None) -> None:
        self.steps, self.begun = list(steps), 0

    async def step(self) -> float:
        self.begun += 1
        step = self.steps.pop(0) if self.steps else 0.01
        if step is None:  # hangs
            await asyncio.Event().wait()
        if isinstance(step, Exception):
            raise step
        return step or 0.0


async def run_until(steps: Scripted, count: int, reports: list[Exception]) -> Loop:
    """Run a loop until it has begun so many steps, and end it."""

    async def report(error: Exception) -> None:
        reports.append(error)

    loop = Loop("Test", steps, Liveness(), report, (LookupError,))
    running = asyncio.create_task(loop.run())
    await until(lambda: steps.begun >= count or running.done())
    loop.end()
    await asyncio.wait_for(running, 60)
    return loop


async def test_a_loop_goes_on_after_an_error_and_reports_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "FAILED_SECONDS", 0.01)
    reports: list[Exception] = []

    await run_until(Scripted(ValueError("x"), 0.0), 3, reports)

    assert [type(each) for each in reports] == [ValueError]


async def test_a_loop_outlives_a_loss_of_redis_without_a_report(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(loops, "FIRST_PAUSE", 0.01)
    reports: list[Exception] = []

    await run_until(Scripted(redis.ConnectionError(), redis.TimeoutError(), 0.0), 4, reports)

    assert reports == []
    assert "Test: Redis unavailable (ConnectionError); next try in 0.0 s" in caplog.text


async def test_a_step_that_hangs_is_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "STEP_SECONDS", 0.05)
    monkeypatch.setattr(loops, "FAILED_SECONDS", 0.01)
    reports: list[Exception] = []

    await run_until(Scripted(None, 0.0), 2, reports)

    assert [type(each) for each in reports] == [TimeoutError]


async def test_a_final_error_ends_a_loop() -> None:
    with pytest.raises(LookupError):
        await run_until(Scripted(0.0, LookupError("final")), 9, [])


async def test_the_end_of_a_loop_breaks_off_its_pause() -> None:
    await run_until(Scripted(3600.0), 1, [])
