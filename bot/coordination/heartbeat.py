"""Which processes of the bot are alive: another process takes over what a dead one had claimed, and only that.

Each process keeps a key that lives for a few seconds. A process that ends well leaves word that it is gone.
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

TTL = 10.0  # seconds without a sign after which a process counts as dead
RENEW_SECONDS = 2.0  # between two signs
GONE, GONE_TTL = b"gone", 86_400  # seconds
NEVER = float("-inf")
log = logging.getLogger(__name__)


def own_host() -> str:
    """Return the name of this machine or container, as names of processes begin."""
    return socket.gethostname().replace(":", "-")


class Heartbeat:
    """Gives signs of life, and judges those of others."""

    def __init__(self, store: Redis) -> None:
        self._redis = store
        self.name = f"{own_host()}:{os.getpid()}:{secrets.token_hex(3)}"
        self._known = asyncio.Event()
        self._since = self._renewed = NEVER  # monotonic seconds: of the first and the last sign in an unbroken row

    @property
    def may_judge(self) -> bool:
        """Whether a missing heartbeat proves a death: only after a full TTL of our own unbroken heartbeats."""
        now = time.monotonic()
        return self._known.is_set() and now - self._renewed < TTL and now - self._since > TTL

    async def known(self, seconds: float) -> bool:
        """Wait until others can know that we are alive; return False when it took longer than this."""
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
            level = logging.DEBUG if self._known.is_set() else logging.WARNING  # later the delivery warns of it
            log.log(level, "heartbeat not sent, Redis unavailable (%s)", type(error).__name__)
            self._renewed = NEVER
        return RENEW_SECONDS

    async def leave(self) -> None:
        """Announce that this process has ended, so that others take over its claims at once."""
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
