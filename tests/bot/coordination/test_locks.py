"""Locks that hold over several processes of the bot."""

from __future__ import annotations

import asyncio

import pytest
from redis.asyncio import Redis

from bot.coordination import locks
from bot.coordination.locks import Locks
from bot.jobs.painting_records import PaintingRecord, PaintingRecords
from emostyle.emotions import Emotion
from tests.bot.conftest import BotHouse, is_painting, until
from tests.bot.stand_in_worker import picture


async def test_two_processes_do_not_lose_what_the_other_adds(redis: Redis) -> None:
    async def add(ours: Locks) -> None:
        async with ours.hold("sum"):
            known = int(await redis.get("sum") or 0)
            await asyncio.sleep(0.01)
            await redis.set("sum", known + 1)

    one, other = Locks(redis), Locks(redis)

    await asyncio.gather(*(add(ours) for ours in (one, other) * 5))

    assert await redis.get("sum") == b"10"
    assert await redis.keys("emostyle:lock:*") == []


async def test_a_lock_of_a_killed_process_ends_by_itself(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "LONGEST_SECONDS", 1.0)
    dead = Locks(redis).hold("x")  # which lets it go only long after its time

    async with dead, asyncio.timeout(20), Locks(redis).hold("x"):
        assert 0 < await redis.pttl("emostyle:lock:x") <= 1000


async def test_two_bots_lose_no_part_of_a_mix_to_quick_fingers(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = PaintingRecords.keep

    async def keep_slowly(self: PaintingRecords, token: str | None, shown: PaintingRecord) -> str:
        await asyncio.sleep(0.05)  # so that the other bot reads meanwhile, unless it has to wait
        return await keep(self, token, shown)

    monkeypatch.setattr(PaintingRecords, "keep", keep_slowly)
    async with house.bot(), house.bot(polls=False):
        await house.person.send_photo(picture())
        await house.worker.paint(Emotion.SAD)
        painting = await house.person.next_message(is_painting)
        await (await house.person.press("🌀 Mix", painting)).answered()
        await until(lambda: "✅ Paint the mix" in [each["text"] for each in painting.buttons])
        happy, sad = (
            next(one["callback_data"] for one in painting.buttons if one["text"] == face) for face in ("😄", "😢")
        )

        for said in (happy, sad, sad, happy, sad, happy):
            await house.person.press(said, painting)

        await until(lambda: {"😄 ×3", "😢 ×3"} <= {each["text"] for each in painting.buttons})
