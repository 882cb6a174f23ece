"""What tests count in Redis."""

from __future__ import annotations

from bot.redis_keys import OPEN_REQUESTS
from tests.bot.conftest import BotHouse


async def open_count(house: BotHouse) -> int:
    return int(await house.redis.hlen(OPEN_REQUESTS))


async def number_of(house: BotHouse, pattern: str) -> int:
    """Return how many keys there are."""
    return len(await house.redis.keys(pattern))
