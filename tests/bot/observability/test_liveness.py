"""What counts as a turn of a loop, and what is added to the time that it may take."""

from __future__ import annotations

import asyncio

import pytest
from redis.asyncio import Redis
from telegram import Bot
from telegram.error import RetryAfter

from bot.observability.liveness import LATE_SECONDS, Liveness, beat
from bot.observability.metrics import Metrics
from bot.telegram_api.http import Connectivity, InstrumentedRequest, wait_of
from bot.telegram_api.rate_limiter import SharedRateLimit
from tests.bot.conftest import BotHouse, until


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_loop_is_late_until_it_turns_again() -> None:
    clock = Clock()
    loops = Liveness(clock)
    with loops.of("Slow"):
        clock.now += LATE_SECONDS
        assert loops.find_late() is None
        clock.now += 12
        assert loops.find_late() == f"Slow hangs (last turn {LATE_SECONDS + 12:.0f} s ago)"

        beat()

    assert loops.find_late() is None
    assert loops.ages() == {"Slow": 0.0}


def test_only_the_loop_that_turns_is_marked() -> None:
    clock = Clock()
    loops = Liveness(clock)
    with loops.of("Hung"):
        pass
    with loops.of("Alive"):
        clock.now += LATE_SECONDS + 1
        beat()

    assert loops.find_late() == f"Hung hangs (last turn {LATE_SECONDS + 1:.0f} s ago)"


def test_a_turn_of_one_task_does_not_shorten_the_wait_of_another() -> None:
    clock = Clock()
    loops = Liveness(clock)
    with loops.of("Delivery"):
        beat(wait=1000)
        beat()

    clock.now += 1000 + LATE_SECONDS
    assert loops.find_late() is None
    clock.now += 1
    assert loops.find_late() is not None


async def test_what_a_task_of_a_loop_does_counts_for_the_loop() -> None:
    clock = Clock()
    loops = Liveness(clock)

    async def answer() -> None:
        clock.now += 50
        beat()

    with loops.of("Delivery"):
        task = asyncio.create_task(answer())
    await task

    assert loops.ages() == {"Delivery": 0.0}


async def test_a_429_makes_no_loop_late(house: BotHouse) -> None:
    clock = Clock()
    loops = Liveness(clock)
    house.sandbox.faults.too_many_requests("sendMessage", retry_after=1000)
    request = InstrumentedRequest(Metrics(), Connectivity(), loops, connections=1)
    with loops.of("Delivery"), loops.of("Inbox"):
        async with Bot(house.sandbox.token, f"{house.sandbox.url}/bot", request=request) as bot:
            with pytest.raises(RetryAfter):
                await bot.send_message(house.person.user.id, "hello")

    clock.now += 1000 + LATE_SECONDS
    assert loops.find_late() is None
    clock.now += 1
    assert "Delivery hangs" in str(loops.find_late())


async def test_who_waits_for_a_place_in_the_row_is_not_late(redis: Redis) -> None:
    clock = Clock()
    loops = Liveness(clock)
    pace = SharedRateLimit(redis)
    await pace.hold(1000)  # by another process
    with loops.of("Delivery"):
        waiting = asyncio.create_task(pace.wait(7))
    clock.now += 1

    await until(lambda: loops.ages()["Delivery"] == 0)
    clock.now += 1000
    assert loops.find_late() is None
    waiting.cancel()


@pytest.mark.parametrize(
    ("body", "seconds"), [(b'{"parameters": {"retry_after": 7}}', 7), (b"<html>", 0), (b"[]", 0), (b"{}", 0)]
)
def test_how_long_a_429_asks_us_to_wait_is_read_or_left(body: bytes, seconds: float) -> None:
    assert wait_of(body) == seconds
