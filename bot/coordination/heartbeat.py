"""Heartbeats: a process of the bot takes over the claims of a dead process, and never those of a living one.

Each process renews a key in Redis that expires after `TTL`. A process that shuts down sets its key to `GONE`.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
import time

import redis
from redis.asyncio import Redis

from bot.redis_keys import alive_key, host_key

TTL = 10.0  # seconds without a heartbeat after which a process counts as dead
RENEW_SECONDS = 2.0  # between two heartbeats
GONE, GONE_TTL = b"gone", 86_400  # value of the key after a shutdown, and seconds that it stays
NEVER = float("-inf")
log = logging.getLogger(__name__)


def own_host() -> str:
    """Return the name of this machine or container; the names of its processes begin with it."""
    return socket.gethostname().replace(":", "-")


class Heartbeat:
    """Sends the heartbeats of this process, and decides whether a missing one proves that another process is dead."""

    def __init__(self, store: Redis) -> None:
        self._redis = store
        self.name = f"{own_host()}:{os.getpid()}:{secrets.token_hex(3)}"
        self._known = asyncio.Event()
        self._since = self._renewed = NEVER  # monotonic seconds: first and last heartbeat of the unbroken series

    @property
    def may_judge(self) -> bool:
        """Whether a missing heartbeat proves a death: only after a full TTL of our own unbroken heartbeats."""
        now = time.monotonic()
        return self._known.is_set() and now - self._renewed < TTL and now - self._since > TTL

    async def known(self, seconds: float) -> bool:
        """Wait up to `seconds` for our first heartbeat to reach Redis; return whether it did."""
        try:
            await asyncio.wait_for(self._known.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def step(self) -> float:
        """Send a heartbeat; return the seconds until the next one is due."""
        try:
            await self._renew()
        except redis.RedisError as error:
            # After the first heartbeat, the delivery loop logs the warning.
            level = logging.DEBUG if self._known.is_set() else logging.WARNING
            words = "heartbeat of this bot not sent, Redis unavailable (%s); next try in %.0f s"
            log.log(level, words, type(error).__name__, RENEW_SECONDS)
            self._renewed = NEVER
        return RENEW_SECONDS

    async def leave(self) -> None:
        """Mark this process as gone, so that other processes take over its claims at once."""
        await self._redis.set(alive_key(self.name), GONE, ex=GONE_TTL)

    async def _renew(self) -> None:
        began = time.monotonic()
        async with self._redis.pipeline() as pipe:
            for key in (alive_key(self.name), host_key(own_host())):
                pipe.set(key, "1", px=int(TTL * 1000))
            await pipe.execute()
        if began - self._renewed > TTL:
            self._since = began
        self._renewed = began
        self._known.set()
