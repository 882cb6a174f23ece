"""Which status message belongs to a request or an album, so that handling it again does not bring a second one."""

from __future__ import annotations

from typing import NamedTuple

from redis.asyncio import Redis

from bot.redis_keys import status_key

TTL = 86_400  # seconds


class Status(NamedTuple):
    """The status message of something that was taken in."""

    message_id: int | None  # None when Telegram did not take it


class Statuses:
    """Remembers status messages."""

    def __init__(self, store: Redis) -> None:
        self._redis = store

    async def find(self, name: str) -> Status | None:
        """Return the status of a request or an album that was taken in before."""
        value = await self._redis.get(status_key(name))
        if not isinstance(value, bytes):
            return None
        return Status(int(value) if value else None)

    async def keep(self, name: str, status: Status) -> None:
        """Remember the status of what is taken in now."""
        await self._redis.set(status_key(name), "" if status.message_id is None else str(status.message_id), ex=TTL)
