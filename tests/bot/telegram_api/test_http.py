"""What is known of a call to Telegram that was broken off."""

from __future__ import annotations

import asyncio

import pytest

from bot.telegram_api.http import Calls, call_in_flight, watched_calls


async def call(seconds: float, error: Exception | None = None) -> None:
    with call_in_flight():
        await asyncio.sleep(seconds)
        if error is not None:
            raise error


async def watch(seen: list[Calls], *steps: float) -> None:
    with watched_calls() as calls:
        seen.append(calls)
        for seconds in steps:
            await call(seconds)
        await asyncio.sleep(60)


@pytest.mark.parametrize(("steps", "is_in_flight"), [((60,), True), ((0,), False), ((0, 60), True), ((), False)])
async def test_only_a_call_in_its_middle_may_have_been_read(steps: tuple[float, ...], is_in_flight: bool) -> None:
    seen: list[Calls] = []
    task = asyncio.create_task(watch(seen, *steps))
    await asyncio.sleep(0.05)

    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert seen[0].is_in_flight is is_in_flight


async def test_a_call_that_failed_is_not_under_way_any_more() -> None:
    with watched_calls() as calls, pytest.raises(OSError, match="gone"):
        await call(0, OSError("gone"))

    assert not calls.is_in_flight


async def test_a_call_that_nobody_watches_is_made_all_the_same() -> None:
    await call(0)
