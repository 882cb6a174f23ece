"""Places for what is under way at the same time; who only waits for a group gives its place to others meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar


class Slot:
    """One place, taken and given back."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places, self._is_taken = places, False

    async def take(self) -> None:
        """Wait for a free place."""
        await self._places.acquire()
        self._is_taken = True

    def give(self) -> None:
        """Give the place back, if it is taken."""
        if self._is_taken:
            self._is_taken = False
            self._places.release()

    def use(self) -> None:
        """Let this task work in this place."""
        _mine.set(self)


@asynccontextmanager
async def resting() -> AsyncIterator[None]:
    """Give up this task's place, if it has one, until the block ends; one that is cancelled needs none any more."""
    if (slot := _mine.get()) is None:
        yield
        return
    slot.give()
    yield
    await slot.take()


_mine: ContextVar[Slot | None] = ContextVar("slot", default=None)
