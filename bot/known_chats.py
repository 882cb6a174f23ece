"""The chats that know the bot, so that news can be sent to them."""

from __future__ import annotations

from redis.asyncio import Redis

from bot.redis_keys import KNOWN_CHATS


class KnownChats:
    """Remembers chats until they leave or want to be forgotten."""

    def __init__(self, store: Redis) -> None:
        self._redis = store

    async def add(self, chat_id: int) -> None:
        """Remember a chat."""
        await self._redis.sadd(KNOWN_CHATS, chat_id)

    async def remove(self, chat_id: int) -> bool:
        """Forget a chat; return whether it was known."""
        return bool(await self._redis.srem(KNOWN_CHATS, chat_id))

    async def all(self) -> list[int]:
        """Return all chats."""
        return sorted(int(chat_id) for chat_id in await self._redis.smembers(KNOWN_CHATS))
