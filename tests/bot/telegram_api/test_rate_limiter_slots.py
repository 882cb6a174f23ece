"""Places are given up while their owner waits, and never given back twice."""

from __future__ import annotations

import asyncio

from bot.telegram_api.rate_limiter import Slot, released_slot


async def work(slot: Slot, pause: asyncio.Event) -> None:
    slot.use()
    async with released_slot():
        await pause.wait()


async def test_a_place_is_free_while_its_owner_waits_and_taken_again_before_it_goes_on() -> None:
    places, pause = asyncio.Semaphore(1), asyncio.Event()
    first, second = Slot(places), Slot(places)
    await first.take()
    task = asyncio.create_task(work(first, pause))
    await asyncio.wait_for(second.take(), 5)

    pause.set()
    await asyncio.wait({task}, timeout=0.05)
    assert not task.done()
    second.release()
    await asyncio.wait_for(task, 5)

    assert places.locked()
    first.release()
    assert not places.locked()


async def test_who_is_cancelled_while_it_waits_gives_nothing_back_twice() -> None:
    places = asyncio.Semaphore(1)
    slot = Slot(places)
    await slot.take()
    task = asyncio.create_task(work(slot, asyncio.Event()))
    await asyncio.sleep(0.01)

    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    slot.release()

    await asyncio.wait_for(places.acquire(), 5)
    assert places.locked()


async def test_who_has_no_place_rests_all_the_same() -> None:
    async with released_slot():
        await asyncio.sleep(0)
