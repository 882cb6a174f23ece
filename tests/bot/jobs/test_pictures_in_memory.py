"""Large pictures wait for each other, and keep no small one waiting."""

from __future__ import annotations

import asyncio

import pytest

from bot.jobs import pictures
from bot.jobs.pictures import FoundPhoto, MemoryBudget
from tests.bot.conftest import BotHouse, until, until_awaited
from tests.bot.stand_in_worker import picture


async def hold(budget: MemoryBudget, size: int, inside: list[int], until_told: asyncio.Event) -> None:
    async with budget.room(size):
        inside.append(size)
        await until_told.wait()
        inside.remove(size)


async def test_as_much_is_inside_as_there_is_room_for_in_turn() -> None:
    budget, inside, told = MemoryBudget(most=100, small=10), list[int](), [asyncio.Event() for _ in range(5)]
    sizes = (60, 50, 20, 9, 500)
    tasks = [asyncio.create_task(hold(budget, size, inside, done)) for size, done in zip(sizes, told, strict=True)]

    await until(lambda: inside == [60, 9])  # 20 would fit, but 50 was before it
    told[0].set()
    await until(lambda: inside == [9, 50, 20])
    told[1].set()
    told[2].set()
    await until(lambda: inside == [9, 500])  # more than there is room for has all of it

    told[3].set()
    told[4].set()
    await asyncio.gather(*tasks)
    assert inside == []


async def test_who_gives_up_waiting_takes_no_room() -> None:
    budget, inside, told = MemoryBudget(most=100, small=10), list[int](), asyncio.Event()
    first = asyncio.create_task(hold(budget, 100, inside, told))
    await until(lambda: inside == [100])
    second = asyncio.create_task(hold(budget, 100, inside, told))
    await asyncio.sleep(0.05)

    second.cancel()
    await asyncio.gather(second, return_exceptions=True)
    told.set()
    await first

    async with asyncio.timeout(5), budget.room(100):
        assert inside == []


async def test_large_files_are_fetched_a_few_at_a_time_and_photos_meanwhile(
    lived_in: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch, under_way, most, go_on = pictures._fetch, list[str](), list[int](), asyncio.Event()

    async def slowly(bot: object, photo: FoundPhoto) -> bytes:
        if (photo.size or 0) < 1_000_000:
            return await fetch(bot, photo)  # type: ignore[arg-type]
        under_way.append(photo.file_id)
        most.append(len(under_way))
        await go_on.wait()
        under_way.remove(photo.file_id)
        return picture()

    monkeypatch.setattr(pictures, "_fetch", slowly)
    for number in range(7):
        await lived_in.person.send_document(bytes(19_000_000 + number), "a.png")
    await until(lambda: len(under_way) == 2)

    await lived_in.person.send_photo(picture())

    await until_awaited(lived_in.worker.waiting, 1)
    go_on.set()
    await until_awaited(lived_in.worker.waiting, 8)
    assert max(most) == 2
