"""Passes changes to all listeners: open pages, and tests that wait."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from bot.sandbox.errors import Json

EventQueue = asyncio.Queue[Json | None]  # None: the sandbox ends


class Events:
    """Hands each event to every listener."""

    def __init__(self) -> None:
        self._listeners: set[EventQueue] = set()

    def publish(self, kind: str, **fields: object) -> None:
        """Pass an event to all listeners."""
        for listener in self._listeners:
            listener.put_nowait({"type": kind, **fields})

    @contextmanager
    def listen(self) -> Iterator[EventQueue]:
        """Collect events from here on until the block ends."""
        queue: EventQueue = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def close(self) -> None:
        """End the streams of all listeners."""
        for listener in self._listeners:
            listener.put_nowait(None)
