"""Paintings that were sent: their summaries for captions, the records behind their buttons, and a cache of file ids.

A painting with buttons has a record under a random token. The cache has Telegram's file id of a painting, for the same
photo with the same style choice. The index of their person names both, so that /forget finds them.
"""

from __future__ import annotations

import secrets
from contextlib import AbstractAsyncContextManager
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from redis.asyncio import Redis
from telegram import Message

from bot.coordination.locks import Locks
from bot.jobs.pictures import FoundPhoto
from bot.jobs.tickets import Ticket
from bot.redis_keys import album_key, hidden_id, kept_key, person_key, shown_key, token_of_key
from bot.styles.paint_options import StyleChoice
from emostyle.emotions import Emotion
from worker.shared.contract import FaceReading, Styled, job_key
from worker.shared.lua import read_lua, run_lua

TOKEN_BYTES = 9  # 12 letters in a button

_KEEP = read_lua(__file__, "keep_painting")
_FORGET = read_lua(__file__, "forget_paintings")


class PaintingSummary(BaseModel):
    """What a caption says about one painting."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    emotion: Emotion  # painted, or the largest share of a mix
    mix: dict[Emotion, float] | None = None  # shares, when several were painted
    confidence: float | None  # 0..1 of the reading; None when the emotion was chosen
    uncertain: bool = False
    by_face: bool = False  # every face was painted in its own emotion
    faces: tuple[Emotion, ...] = ()  # what each face shows most, the largest face first
    style: str


def summary_of(result: Styled, mix: dict[Emotion, float] | None = None, by_face: bool = False) -> PaintingSummary:
    """Return what a caption says about a result; `mix` and `by_face` are of the request."""
    faces = tuple(shown for face in result.faces if (shown := _emotion_of(face)) is not None)
    return PaintingSummary(
        emotion=result.emotion,
        mix=mix,
        confidence=result.confidence,
        uncertain=result.uncertain,
        by_face=by_face,
        faces=faces,
        style=result.style,
    )


def _emotion_of(face: FaceReading) -> Emotion | None:
    return max(face.probabilities, key=lambda emotion: face.probabilities[emotion], default=None)


class PaintingRecord(BaseModel):
    """The state of one painting with buttons, or of the question which emotion to paint."""

    model_config = ConfigDict(frozen=True)

    version: Literal[1] = 1
    chat_id: int
    thread_id: int | None
    person_id: int  # the person who may press
    photo: FoundPhoto
    as_file: bool
    wish: StyleChoice  # with which it is painted now
    painted: PaintingSummary | None = None  # None: there was no face, and nothing is painted yet
    read: Emotion | None = None  # what the faces showed, if they were read
    corrected: bool = False  # the person said that the reading was wrong
    mixing: dict[Emotion, int] | None = None  # parts of a mix that the person is choosing
    waiting: str | None = None  # the request of the last press; results of earlier ones are dropped
    album: tuple[str, ...] = ()  # the tokens of all paintings of its album
    place: int = 0  # in that album, from 0

    def now(self, **changes: object) -> PaintingRecord:
        """Return the same painting with some fields changed."""
        return self.model_copy(update=changes)

    def repainted(self, wish: StyleChoice, painted: PaintingSummary) -> PaintingRecord:
        """Return the record after the painting of the last press has come."""
        read = painted.emotion if painted.confidence is not None else self.read
        return self.now(wish=wish, painted=painted, read=read, mixing=None)


def record_for(ticket: Ticket, painted: PaintingSummary | None) -> PaintingRecord | None:
    """Return the record behind the buttons of a new painting; None for a ticket without its photo."""
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
    """Stores painting records for `ttl` seconds."""

    def __init__(self, store: Redis, ttl: int) -> None:
        self._redis, self._ttl = store, ttl  # seconds
        self._locks = Locks(store)

    def lock(self, token: str) -> AbstractAsyncContextManager[None]:
        """Return the lock to hold while a record is read, changed and stored: people press fast."""
        return self._locks.hold(token)

    async def keep(self, token: str | None, record: PaintingRecord) -> str:
        """Store a record and return its token; make a new token for None."""
        token = token or new_token()
        await self.keep_unless_unwanted(token, record)
        return token

    async def keep_unless_unwanted(self, token: str, record: PaintingRecord, *result_of: str) -> bool:
        """Store a record unless a job or album with a key in `result_of` is cancelled; return whether it is stored."""
        text = record.model_dump_json(exclude_defaults=True)
        return await _keep(self._redis, [shown_key(token), person_of(record.person_id), *result_of], text, self._ttl)

    async def keep_message(self, chat_id: int, message_id: int, token: str, person_id: int, *result_of: str) -> None:
        """Store which painting a message without buttons shows, unless an album of `result_of` is unwanted."""
        key = token_of_key(hidden_id("message", chat_id, message_id))
        await _keep(self._redis, [key, person_of(person_id), *result_of], token, self._ttl)

    async def token_of(self, message: Message) -> str | None:
        """Return the token of the painting that a message without buttons shows; None if it is not stored."""
        value = await self._redis.get(token_of_key(hidden_id("message", message.chat_id, message.message_id)))
        return value.decode() if isinstance(value, bytes) else None

    async def find(self, token: str) -> PaintingRecord | None:
        """Return the record under a token; None if there is none any more."""
        value = await self._redis.get(shown_key(token))
        return read_record(value) if value else None

    async def forget(self, person_id: int) -> int:
        """Delete all records of a person; return how many there were."""
        await _forget(self._redis, person_id, token_of_key(""))
        return await _forget(self._redis, person_id, shown_key(""))


def read_record(text: bytes | str) -> PaintingRecord | None:
    """Return a record from JSON, or None if this version cannot read it."""
    try:
        return PaintingRecord.model_validate_json(text)
    except ValidationError:
        return None


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class KeptPainting(BaseModel):
    """A painting that Telegram stores."""

    model_config = ConfigDict(frozen=True)

    version: Literal[1] = 1
    file_id: str
    as_file: bool
    filename: str
    painted: PaintingSummary


class PaintingCache:
    """Stores Telegram's file ids of paintings for `ttl` seconds."""

    def __init__(self, store: Redis, ttl: int) -> None:
        self._redis, self._ttl = store, ttl  # seconds

    async def keep(
        self, request_id: str, ticket: Ticket, painted: PaintingSummary, filename: str, message: Message
    ) -> None:
        """Store the painting that was sent for a ticket, unless the request was cancelled meanwhile."""
        sent = message.photo[-1] if message.photo else message.document
        if ticket.photo is None or sent is None:
            return
        kept = KeptPainting(file_id=sent.file_id, as_file=not message.photo, filename=filename, painted=painted)
        keys = [_key(ticket), person_of(ticket.person_id), *unwanted_keys(request_id, ticket)]
        await _keep(self._redis, keys, kept.model_dump_json(exclude_defaults=True), self._ttl)

    async def find(self, ticket: Ticket) -> KeptPainting | None:
        """Return the painting that a ticket asks for; None if the cache does not have it."""
        value = await self._redis.get(_key(ticket))
        return read_kept(value) if value else None

    async def drop(self, ticket: Ticket) -> None:
        """Delete a painting that Telegram no longer has."""
        await self._redis.delete(_key(ticket))
        await self._redis.hdel(person_of(ticket.person_id), _key(ticket))

    async def forget(self, person_id: int) -> int:
        """Delete all paintings of a person; return how many there were."""
        return await _forget(self._redis, person_id, kept_key(""))


def read_kept(text: bytes | str) -> KeptPainting | None:
    """Return a painting from JSON, or None if this version cannot read it."""
    try:
        return KeptPainting.model_validate_json(text)
    except ValidationError:
        return None


def _key(ticket: Ticket) -> str:
    photo = ticket.photo.unique_id if ticket.photo else ""
    return kept_key(hidden_id(photo, ticket.wish.model_dump_json(), ticket.as_file))


def person_of(person_id: int) -> str:
    """Return the key of a person's index."""
    return person_key(hidden_id(person_id))


def unwanted_keys(request_id: str, ticket: Ticket) -> list[str]:
    """Return the keys of the job and the album that say whether the result of a request is unwanted."""
    return [job_key(request_id), *([album_key(ticket.album.album)] if ticket.album is not None else [])]


async def _keep(store: Redis, keys: list[str], text: str, ttl: int) -> bool:
    return bool(await run_lua(store, _KEEP, keys, text, str(ttl)))


async def _forget(store: Redis, person_id: int, prefix: str) -> int:
    return int(await run_lua(store, _FORGET, [person_of(person_id)], prefix))
