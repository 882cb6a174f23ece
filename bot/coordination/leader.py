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
MARGIN_SECONDS = 1.0  # before the end of a lease that was not renewed, to stop polling in
RENEW_SECONDS = 2.0
log = logging.getLogger(__name__)

_TAKE = read_lua(__file__, "take_lead")
_LEAVE = read_lua(__file__, "leave_lead")


class Leadership:
    """Takes and renews the leader lease, and knows whether this process holds it."""

    def __init__(self, store: Redis, name: str) -> None:
        self._redis, self._name = store, name
        self._until = 0.0  # monotonic seconds
        self._is_leaving = False
        self._doubt = asyncio.Event()
        self._turn = asyncio.Lock()  # what leaves must not be taken again by a call under way
        self.decided = asyncio.Event()  # a process leads, this one or another

    @property
    def is_ours(self) -> bool:
        """Whether we lead now."""
        return time.monotonic() < self._until

    async def step(self) -> float:
        """Take or renew the lead; return the seconds until that is due again."""
        self._doubt.clear()
        try:
            async with self._turn:
                await self._take()
        except redis.RedisError as error:
            log.debug("leader lease not renewed: %s", type(error).__name__)  # the delivery loop logs a warning
        with suppress(TimeoutError):
            await asyncio.wait_for(self._doubt.wait(), RENEW_SECONDS)
        return 0.0

    def doubt(self) -> None:
        """Renew the lease at once to see whether this process still leads."""
        self._doubt.set()

    async def leave(self) -> None:
        """Let another one lead; raises redis.RedisError."""
        self._is_leaving = True
        self._doubt.set()
        self._until = 0.0
        async with self._turn:
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
            log.info("elected leader: this bot polls Telegram")
        self.decided.set()
