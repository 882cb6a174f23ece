"""Locks across all processes of the bot, for values that are read from Redis, changed and written back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from redis.asyncio import Redis
from redis.asyncio.lock import Lock

from bot.redis_keys import lock_key

LONGEST_SECONDS = 15.0  # after which a lock expires, because its process may have been killed
LOOK_SECONDS = 0.05  # between two tries to take a lock that another process holds


class Locks:
    """Locks by name: first come, first served within this process, and held by one process at a time."""

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
                raise_on_release_error=False,  # a block that outlives the lock is already done, though unprotected
            ),
        ):
            yield
