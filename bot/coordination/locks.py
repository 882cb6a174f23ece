"""Locks that hold over all processes of the bot, for what is read from Redis, changed and written back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from redis.asyncio import Redis
from redis.asyncio.lock import Lock

from bot.redis_keys import lock_key

LONGEST_SECONDS = 15.0  # that a process holds a lock: one that was killed keeps the others waiting no longer
LOOK_SECONDS = 0.05  # between two looks whether another process has let go


class Locks:
    """Locks by name: in the order of requests within this process, and held by one process at a time."""

    def __init__(self, store: Redis) -> None:
        self._redis = store
        self._here: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def hold(self, name: str) -> AsyncIterator[None]:
        """Hold the lock of this name until the block ends. Raises redis.RedisError."""
        here = self._here.setdefault(name, asyncio.Lock())
        async with (
            here,
            Lock(
                self._redis,
                lock_key(name),
                timeout=LONGEST_SECONDS,
                sleep=LOOK_SECONDS,
                thread_local=False,
                raise_on_release_error=False,  # what took too long is done all the same, without protection
            ),
        ):
            yield
