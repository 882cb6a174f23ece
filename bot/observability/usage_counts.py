"""Counts of events, without personal data."""

from __future__ import annotations

from collections.abc import Awaitable
from enum import StrEnum
from typing import cast

from redis.asyncio import Redis

from bot.redis_keys import count_key


class Count(StrEnum):
    """What is counted; each has names of its own, as emotions."""

    PAINTED = "painted"  # by emotion
    CACHED = "cached"  # answered with a painting that Telegram had already, by emotion
    FAILED = "failed"  # by reason
    CORRECTIONS = "corrections"  # "happy" was wrong, "happy>sad" is what it was


class UsageCounts:
    """Keeps counts in Redis."""

    def __init__(self, store: Redis) -> None:
        self._redis = store

    async def add(self, count: Count, name: str) -> None:
        """Count one more."""
        await self._redis.hincrby(count_key(count), name, 1)

    async def read(self, count: Count) -> dict[str, int]:
        """Return how often each name was counted."""
        found = await cast("Awaitable[dict[bytes, bytes]]", self._redis.hgetall(count_key(count)))
        return {name.decode(): int(times) for name, times in found.items()}
