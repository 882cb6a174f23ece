"""Memory for pictures: large ones are in this process a few at a time, however many people send at once."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

MOST = (
    40_000_000  # bytes of large pictures at once, when not a single album is larger; each takes up to three times that
)
SMALL = 1_000_000  # bytes below which a picture waits for nobody, as do nearly all that are sent as photos


class MemoryBudget:
    """Gives room for bytes, in the order in which it was asked for."""

    def __init__(self, most: int = MOST, small: int = SMALL) -> None:
        self._most, self._left, self._small = most, most, small
        self._turn = asyncio.Lock()
        self._room = asyncio.Event()

    @asynccontextmanager
    async def room(self, size: int) -> AsyncIterator[None]:
        """Reserve `size` bytes until the block ends; more than the whole budget counts as the whole budget."""
        taken = 0 if size < self._small else min(size, self._most)
        await self._take(taken)
        try:
            yield
        finally:
            if taken:
                gc.collect()  # httpx ties an answer and its stream in a knot, which would keep the picture for long
            self._left += taken
            self._room.set()

    async def _take(self, size: int) -> None:
        if not size:
            return
        async with self._turn:
            while self._left < size:
                self._room.clear()
                await self._room.wait()
            self._left -= size
