"""Leader election: one process of the bot polls Telegram, edits status messages and sends broadcasts.

It holds a lease in Redis and renews it. A process that cannot renew it in time stops leading before another one can
start.
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress

import redis
from redis.asyncio import Redis

from bot.redis_keys import LEADER
from worker.shared.lua import read_lua, run_lua

LEASE_SECONDS = 10.0
MARGIN_SECONDS = 1.0  # a process stops leading this long before its lease expires
RENEW_SECONDS = 2.0
log = logging.getLogger(__name__)

_TAKE = read_lua(__file__, "take_lead")
_LEAVE = read_lua(__file__, "leave_lead")


class Leadership:
    """Takes and renews the leader lease, and says whether this process holds it."""

    def __init__(self, store: Redis, name: str) -> None:
        self._redis, self._name = store, name
        self._until = 0.0  # monotonic seconds
        self._is_leaving = False
        self._doubt = asyncio.Event()
        self._lock = asyncio.Lock()  # no renewal in flight may take the lease again after `leave` has released it
        self.decided = asyncio.Event()  # set once some process holds the lease

    @property
    def is_ours(self) -> bool:
        """Whether this process leads now."""
        return time.monotonic() < self._until

    async def step(self) -> float:
        """Take or renew the lease, and wait until that is due again; return 0 as the pause of the loop."""
        self._doubt.clear()
        try:
            async with self._lock:
                await self._take()
        except redis.RedisError as error:  # the delivery loop logs the warning
            words = "leader lease not renewed, Redis unavailable (%s); next try in %.0f s"
            log.debug(words, type(error).__name__, RENEW_SECONDS)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._doubt.wait(), RENEW_SECONDS)
        return 0.0

    def doubt(self) -> None:
        """Renew the lease at once to see whether this process still leads."""
        self._doubt.set()

    async def leave(self) -> None:
        """Release the lease for good, so that another process can lead; raises redis.RedisError."""
        self._is_leaving = True
        self._doubt.set()
        self._until = 0.0
        async with self._lock:
            await run_lua(self._redis, _LEAVE, [LEADER], self._name)

    async def _take(self) -> None:
        if self._is_leaving:
            return
        began = time.monotonic()
        was_ours = self.is_ours
        taken = await run_lua(self._redis, _TAKE, [LEADER], self._name, str(int(LEASE_SECONDS * 1000)))
        is_ours = bool(taken) and not self._is_leaving
        self._until = began + LEASE_SECONDS - MARGIN_SECONDS if is_ours else 0.0
        if is_ours and not was_ours:
            log.info("elected leader: this bot now polls Telegram (if polling is on) and edits status messages")
        self.decided.set()
