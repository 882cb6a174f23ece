"""Photos on their way to the queue: those that are gathered to albums, or fetched from Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from typing import cast

from redis.asyncio import Redis

from bot.ids import hidden_id
from bot.redis_keys import arriving_key

TTL = 600  # seconds that a photo is known as arriving whose process died and that nobody took over


class Arriving:
    """Knows which photos of a person are on their way, by the id of their request or of their message."""

    def __init__(self, store: Redis) -> None:
        self._redis = store

    async def add(self, person_id: int, chat_id: int, names: Sequence[str], instead_of: Sequence[str] = ()) -> None:
        """Note photos that are on their way now, some of them perhaps noted under other names before."""
        async with self._redis.pipeline() as together:
            together.hset(arriving_key(person_id), mapping=dict.fromkeys(names, hidden_id(chat_id)))
            together.expire(arriving_key(person_id), TTL)
            if instead_of:
                together.hdel(arriving_key(person_id), *instead_of)
            await together.execute()

    async def remove(self, person_id: int, names: Sequence[str]) -> None:
        """Forget photos that are queued, or never will be."""
        await self._redis.hdel(arriving_key(person_id), *names)

    @asynccontextmanager
    async def noted(
        self, person_id: int, chat_id: int, names: Sequence[str], instead_of: Sequence[str] = ()
    ) -> AsyncIterator[None]:
        """Note photos for as long as the block runs."""
        await self.add(person_id, chat_id, names, instead_of)
        try:
            yield
        finally:
            await self.remove(person_id, names)

    async def of_person(self, person_id: int, chat_id: int | None = None) -> set[str]:
        """Return what of a person is on its way, in one chat or everywhere."""
        found = await cast("Awaitable[dict[bytes, bytes]]", self._redis.hgetall(arriving_key(person_id)))
        here = None if chat_id is None else hidden_id(chat_id).encode()
        return {name.decode() for name, chat in found.items() if here in (None, chat)}

    async def forget(self, person_id: int) -> None:
        """Forget all that is on its way of a person."""
        await self._redis.delete(arriving_key(person_id))


def name_of_message(chat_id: int, message_id: int) -> str:
    """Return the name of a photo that belongs to no request yet; it tells nobody which it is."""
    return f"message:{hidden_id(chat_id, message_id)}"


def is_message(name: str) -> bool:
    """Tell whether a name is that of a photo that belongs to no request yet."""
    return name.startswith("message:")
