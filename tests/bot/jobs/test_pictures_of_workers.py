"""Paintings are loaded from where workers leave them."""

from __future__ import annotations

from redis.asyncio import Redis

from bot.jobs.pictures import MemoryBudget, Paintings
from emostyle.emotions import Emotion
from worker.shared.contract import Failed, Reason, Styled, painting_key


def styled(request_id: str) -> Styled:
    return Styled(
        request_id=request_id, ticket="t", emotion=Emotion.SAD, confidence=None, faces=(), style="x",
        width=9, height=9, media_type="image/jpeg", seconds={},
    )  # fmt: skip


async def test_each_result_gets_its_painting_and_others_nothing(redis: Redis) -> None:
    paintings = Paintings(redis, MemoryBudget())
    await redis.set(painting_key("r1"), b"picture")
    failed = Failed(request_id="r3", ticket="t", reason=Reason.FAILED)

    async with paintings.loaded([styled("r1"), styled("gone"), failed, None]) as found:
        assert found == [b"picture", b"", b"", b""]

    await paintings.delete("r1", "gone")
    await paintings.delete()
    assert not await redis.exists(painting_key("r1"))


async def test_large_paintings_wait_for_each_other(redis: Redis) -> None:
    budget = MemoryBudget(most=10, small=1)
    paintings = Paintings(redis, budget)
    await redis.set(painting_key("r1"), b"0123456789")

    async with paintings.loaded([styled("r1")]):
        assert budget._left == 0

    assert budget._left == 10
