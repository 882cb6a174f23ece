"""What tests of albums share: three photos, and what a worker makes of them."""

from __future__ import annotations

from tests.bot.conftest import (
    BotHouse,
)
from tests.bot.stand_in_worker import picture
from worker.shared.contract import Failed, Reason, StyleRequest


def three() -> list[bytes]:
    return [picture(color=(shade, 2, 3)) for shade in (10, 20, 30)]


async def taken(house: BotHouse, count: int) -> list[StyleRequest]:
    return [await house.worker.take() for _ in range(count)]


async def fail(house: BotHouse, request: StyleRequest, reason: Reason) -> None:
    await house.worker.publish(Failed(request_id=request.request_id, ticket=request.ticket, reason=reason))
