"""Paintings as workers leave them in Redis."""

from __future__ import annotations

from collections.abc import Iterable

from redis.asyncio import Redis

from worker.shared.contract import Styled, StyleResult, painting_key


async def size_of(store: Redis, results: Iterable[StyleResult | None]) -> int:
    """Return how many bytes the paintings of these results have."""
    ids = [result.request_id for result in results if isinstance(result, Styled)]
    return sum([int(await store.strlen(painting_key(request_id))) for request_id in ids])


async def painting_of(store: Redis, result: StyleResult | None) -> bytes:
    """Return the painting of a result, empty when there is none, or none any more."""
    found = await store.get(painting_key(result.request_id)) if isinstance(result, Styled) else None
    return found if isinstance(found, bytes) else b""
