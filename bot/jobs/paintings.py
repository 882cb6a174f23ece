"""Paintings as workers leave them in Redis, loaded a few at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from redis.asyncio import Redis

from bot.jobs.memory_budget import MemoryBudget
from worker.shared.contract import Styled, StyleResult, painting_key


class Paintings:
    """Loads and deletes paintings."""

    def __init__(self, store: Redis, budget: MemoryBudget) -> None:
        self._redis, self._budget = store, budget

    @asynccontextmanager
    async def loaded(self, results: Sequence[StyleResult | None]) -> AsyncIterator[list[bytes]]:
        """Load the paintings of results for as long as the block runs, once memory allows it.

        One that does not exist, or no longer, is empty.
        """
        styled = [result for result in results if isinstance(result, Styled)]
        size = sum([int(await self._redis.strlen(painting_key(result.request_id))) for result in styled])
        async with self._budget.room(size):
            yield [await self._load(result) for result in results]

    async def delete(self, *request_ids: str) -> None:
        """Delete the paintings of requests."""
        if request_ids:
            await self._redis.delete(*map(painting_key, request_ids))

    async def _load(self, result: StyleResult | None) -> bytes:
        found = await self._redis.get(painting_key(result.request_id)) if isinstance(result, Styled) else None
        return found if isinstance(found, bytes) else b""
