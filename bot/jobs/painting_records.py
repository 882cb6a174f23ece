"""The paintings that have buttons: what their buttons need to know, kept in Redis under a random token."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable
from contextlib import AbstractAsyncContextManager
from typing import Literal, cast

from pydantic import BaseModel, ConfigDict, ValidationError
from redis.asyncio import Redis
from telegram import Message

from bot.coordination.locks import Locks
from bot.jobs.painting_summary import PaintingSummary
from bot.jobs.photos import FoundPhoto
from bot.jobs.tickets import Ticket
from bot.redis_keys import shown_key, shown_to_key, token_of_key
from bot.styles.paint_options import StyleChoice
from emostyle.emotions import Emotion

TOKEN_BYTES = 9  # 12 letters in a button


class PaintingRecord(BaseModel):
    """One painting with buttons, or the question which emotion to paint."""

    model_config = ConfigDict(frozen=True)

    version: Literal[1] = 1
    chat_id: int
    thread_id: int | None
    person_id: int  # who may press
    photo: FoundPhoto
    as_file: bool
    wish: StyleChoice  # as it is painted now
    painted: PaintingSummary | None = None  # None: there was no face, and nothing is painted yet
    read: Emotion | None = None  # what the faces showed, if they were read
    corrected: bool = False  # the person said that it was wrong
    mixing: dict[Emotion, int] | None = None  # parts of a mix that is being put together
    waiting: str | None = None  # the request of the last press; answers to earlier ones are no longer wanted
    album: tuple[str, ...] = ()  # the tokens of the album that it came in, its own among them
    place: int = 0  # in that album, from 0

    def now(self, **changes: object) -> PaintingRecord:
        """Return the same painting with some fields changed."""
        return self.model_copy(update=changes)

    def repainted(self, wish: StyleChoice, painted: PaintingSummary) -> PaintingRecord:
        """Return what is shown after the painting of the last press has come."""
        read = painted.emotion if painted.confidence is not None else self.read
        return self.now(wish=wish, painted=painted, read=read, mixing=None)


def record_for(ticket: Ticket, painted: PaintingSummary | None) -> PaintingRecord | None:
    """Return what the buttons under a new painting need; None for a ticket without its photo."""
    if ticket.photo is None:
        return None
    return PaintingRecord(
        chat_id=ticket.chat_id,
        thread_id=ticket.thread_id,
        person_id=ticket.person_id,
        photo=ticket.photo,
        as_file=ticket.as_file,
        wish=ticket.wish,
        painted=painted,
        read=painted.emotion if painted and painted.confidence is not None else None,
    )


class PaintingRecords:
    """Keeps what buttons need, for a while."""

    def __init__(self, store: Redis, ttl: int) -> None:
        self._redis, self._ttl = store, ttl  # seconds
        self._locks = Locks(store)

    def lock(self, token: str) -> AbstractAsyncContextManager[None]:
        """Return the lock to hold while a record is read, changed and kept: people press fast."""
        return self._locks.hold(token)

    async def keep(self, token: str | None, record: PaintingRecord) -> str:
        """Keep what is shown and return its token, a new one when None is given."""
        token = token or new_token()
        await self._keep(shown_key(token), record.model_dump_json(exclude_defaults=True), record.person_id)
        return token

    async def keep_message(self, chat_id: int, message_id: int, token: str, person_id: int) -> None:
        """Keep which painting a message without buttons shows."""
        await self._keep(token_of_key(chat_id, message_id), token, person_id)

    async def token_of(self, message: Message) -> str | None:
        """Return the token of the painting that a message without buttons shows, if it is known."""
        value = await self._redis.get(token_of_key(message.chat_id, message.message_id))
        return value.decode() if isinstance(value, bytes) else None

    async def _keep(self, key: str, value: str, person_id: int) -> None:
        await self._redis.set(key, value, ex=self._ttl)
        await self._redis.sadd(shown_to_key(person_id), key)
        await self._redis.expire(shown_to_key(person_id), self._ttl)

    async def find(self, token: str) -> PaintingRecord | None:
        """Return what is shown under a token; None when it is no longer known."""
        value = await self._redis.get(shown_key(token))
        return read_record(value) if value else None

    async def forget(self, person_id: int) -> int:
        """Forget all paintings of a person; return how many were known."""
        keys = await cast("Awaitable[set[bytes]]", self._redis.smembers(shown_to_key(person_id)))
        paintings = {key for key in keys if key.startswith(shown_key("").encode())}
        await self._redis.delete(shown_to_key(person_id), *(keys - paintings))
        return int(await self._redis.delete(*paintings)) if paintings else 0


def read_record(text: bytes | str) -> PaintingRecord | None:
    """Return what is shown as it was kept, or None for what this version cannot read."""
    try:
        return PaintingRecord.model_validate_json(text)
    except ValidationError:
        return None


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)
