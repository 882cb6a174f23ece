"""Which answers were sent, and who is sending one just now.

Two processes must not send the same answer, and one that dies in the middle of a call to Telegram leaves nobody who
knows whether the picture arrived. Whoever finds such an answer does not send it again, since it may be there already,
but says so.
"""

from __future__ import annotations

import asyncio
from enum import Enum, auto

from redis.asyncio import Redis

from bot.presence import GONE, Presence
from bot.pulse import turn
from bot.redis_keys import alive_key, sending_key, sent_key

SENT_TTL = 7 * 86_400  # seconds that answers are remembered
CLAIM_TTL = 7 * 86_400  # seconds that a claim holds unless its end deletes it
LOOK_SECONDS = 0.5  # between two looks at what another process does


class Claim(Enum):
    """Whose an answer is."""

    OURS = auto()
    ANSWERED = auto()  # by whoever had it before
    UNKNOWN = auto()  # a process died while it sent it


class Sendings:
    """Knows what was sent, and who is sending what."""

    def __init__(self, store: Redis, presence: Presence) -> None:
        self._redis, self._presence = store, presence
        self._begun: set[str] = set()  # what this process has begun to send
        self._answered: set[str] = set()  # what Redis could not yet be told of

    async def was_answered(self, name: str) -> bool:
        """Tell whether a request or an album was answered."""
        return name in self._answered or bool(await self._redis.exists(sent_key(name)))

    async def claim(self, name: str) -> Claim:
        """Begin to send an answer; waits while another living process sends it. Raises redis.RedisError."""
        while (holder := await self._holder(name)) != self._presence.name:
            if await self._is_dead(holder):
                return Claim.UNKNOWN
            turn()
            await asyncio.sleep(LOOK_SECONDS)
        if await self.was_answered(name):
            await self._redis.delete(sending_key(name))
            return Claim.ANSWERED
        if name in self._begun:
            return Claim.UNKNOWN
        self._begun.add(name)
        return Claim.OURS

    async def answered(self, name: str, outcome: str) -> None:
        """Remember how an answer ended; what Redis cannot be told of is remembered here. Raises redis.RedisError."""
        self._answered.add(name)
        await self._redis.set(sent_key(name), outcome, ex=SENT_TTL)
        await self._redis.delete(sending_key(name))
        self._answered.discard(name)
        self._begun.discard(name)

    async def release(self, name: str) -> None:
        """Give up a claim: nothing was sent."""
        await self._redis.delete(sending_key(name))
        self._begun.discard(name)

    async def _holder(self, name: str) -> str:
        known = await self._redis.set(sending_key(name), self._presence.name, nx=True, ex=CLAIM_TTL, get=True)
        return known.decode() if isinstance(known, bytes) else self._presence.name

    async def _is_dead(self, process: str) -> bool:
        sign = await self._redis.get(alive_key(process))
        return sign == GONE or (sign is None and self._presence.may_judge)
