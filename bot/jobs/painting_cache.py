"""Paintings that Telegram has already, by photo and wish: the same photo with the same wishes is answered at once."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Literal, cast

from pydantic import BaseModel, ConfigDict, ValidationError
from redis.asyncio import Redis
from telegram import Message

from bot.jobs.painting_summary import PaintingSummary
from bot.jobs.tickets import Ticket
from bot.redis_keys import kept_key, kept_of_key


class KeptPainting(BaseModel):
    """A painting at Telegram."""

    model_config = ConfigDict(frozen=True)

    version: Literal[1] = 1
    file_id: str
    as_file: bool
    filename: str
    painted: PaintingSummary


class PaintingCache:
    """Keeps Telegram's names of paintings for a while."""

    def __init__(self, store: Redis, ttl: int) -> None:
        self._redis, self._ttl = store, ttl  # seconds

    async def keep(self, ticket: Ticket, painted: PaintingSummary, filename: str, message: Message) -> None:
        """Keep the painting that was sent for a ticket."""
        sent = message.photo[-1] if message.photo else message.document
        if ticket.photo is None or sent is None:
            return
        kept = KeptPainting(file_id=sent.file_id, as_file=not message.photo, filename=filename, painted=painted)
        key, of = _key(ticket), kept_of_key(ticket.person_id)
        await self._redis.set(key, kept.model_dump_json(exclude_defaults=True), ex=self._ttl)
        await self._redis.sadd(of, key)
        await self._redis.expire(of, self._ttl)

    async def find(self, ticket: Ticket) -> KeptPainting | None:
        """Return the painting that a ticket asks for, if it was made lately."""
        value = await self._redis.get(_key(ticket))
        return read_kept(value) if value else None

    async def drop(self, ticket: Ticket) -> None:
        """Forget a painting that Telegram no longer has, or that its person wants forgotten."""
        await self._redis.delete(_key(ticket))
        await self._redis.srem(kept_of_key(ticket.person_id), _key(ticket))

    async def forget(self, person_id: int) -> int:
        """Forget the paintings of a person; return how many were known."""
        keys = await cast("Awaitable[set[bytes]]", self._redis.smembers(kept_of_key(person_id)))
        await self._redis.delete(kept_of_key(person_id))
        return int(await self._redis.delete(*keys)) if keys else 0


def read_kept(text: bytes | str) -> KeptPainting | None:
    """Return a painting as it was kept, or None for what this version cannot read."""
    try:
        return KeptPainting.model_validate_json(text)
    except ValidationError:
        return None


def _key(ticket: Ticket) -> str:
    photo = ticket.photo.unique_id if ticket.photo else ""
    return kept_key(photo, ticket.wish.model_dump_json(), ticket.as_file)
