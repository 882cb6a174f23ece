"""Ending tasks for good.

Before Python 3.12 `asyncio.wait_for`, in which redis-py waits for its answers, loses a cancellation that comes together
with the answer. A task that goes on after that would keep a stopping bot for ever.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import redis

AGAIN_SECONDS = 5.0  # before a task that goes on is cancelled again; what it does at its end has time until then


async def end(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancel tasks until they have ended; what they raise is left in them."""
    late = set(tasks)
    while late:
        for task in late:
            task.cancel()
        _, late = await asyncio.wait(late, timeout=AGAIN_SECONDS)


AWAY = (redis.ConnectionError, redis.TimeoutError, redis.ReadOnlyError)  # Redis will be back
