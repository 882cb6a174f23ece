"""Requests that have no reply yet, in Redis: one hash for each request, and one index for each person.

Every transition is one script, so that no cancellation falls between two commands. A cancellation holds for updates
before a place in the update queue, the watermark: Redis' clock gives out these places, so it does not matter which
process handles an update, nor when.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError
from redis.asyncio import Redis

from bot.jobs.tickets import Ticket
from bot.redis_keys import OPEN_REQUESTS, RECORD_TTL, TURNS, album_key, hidden_id, person_key, request_key
from worker.shared.contract import painting_key
from worker.shared.lua import read_lua, run_lua

LONGEST = 8 * 86_400  # drop a request that has no reply after this many seconds
ARRIVING_TTL = 600  # seconds that a photo counts as arriving if its process died and no other one took it over
# Seconds that a watermark is kept: longer than a photo takes to be queued, even with retries or after a death.
WATERMARK_TTL = 600
EVERYWHERE = "everywhere"
_WITHIN = 1000  # places within a millisecond; Lua's numbers hold a place exactly, because it is below 2 ** 53

_WATERMARK = read_lua(__file__, "watermark")  # a function that the scripts after it call
_LOOK = _WATERMARK + read_lua(__file__, "look_at_request")
_LEAVE = read_lua(__file__, "leave_photos")
_OPEN = _WATERMARK + read_lua(__file__, "open_request")
_CLOSE = read_lua(__file__, "close_request")
_LIST = read_lua(__file__, "list_requests")
_LIST_OF = read_lua(__file__, "list_requests_of")
_NOTE_WATERMARK = read_lua(__file__, "note_watermark")
_NOTE_STATUS = read_lua(__file__, "note_status")


class OpenRequest(BaseModel):
    """A request that was queued and has no reply yet."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    version: Literal[1] = 1
    request_id: str
    ticket: Ticket
    since: float  # Unix time in seconds


class Opened(StrEnum):
    """Whether a request was opened."""

    NEW = "new"
    KNOWN = "known"  # it was open before
    UNWANTED = "unwanted"  # it is cancelled


class Status(NamedTuple):
    """The status message of a request or an album."""

    message_id: int | None  # None if Telegram refused it


class Known(NamedTuple):
    """What is recorded about a request or an album when its update is handled."""

    is_unwanted: bool  # its person cancelled it, or its album
    status: Status | None  # None if the update is handled for the first time


class Pending:
    """Records arriving photos, requests without a reply, and cancellations of both."""

    def __init__(self, store: Redis) -> None:
        self._redis = store

    async def look(
        self,
        record: str,
        entry: bytes | None,
        of: Ticket,
        names: Sequence[str] = (),
        instead_of: Sequence[str] = (),
    ) -> Known:
        """Return the state of a record, for the update at `entry` that brought the ticket `of`.

        Also records the photos `names` as arriving, and removes their former names `instead_of`.
        """
        person, place = person_key(hidden_id(of.person_id)), "" if entry is None else str(_place(entry))
        arguments = (place, hidden_id(of.chat_id), str(ARRIVING_TTL), str(len(names)), *names, *instead_of)
        unwanted, status = await run_lua(self._redis, _LOOK, [person, record], *arguments)
        known = None if status is None else Status(int(status) if status else None)
        return Known(bool(unwanted), known)

    async def is_unwanted(self, request_id: str, entry: bytes | None, ticket: Ticket) -> bool:
        """Return whether the photo of the update at `entry`, or its album, is cancelled."""
        return (await self.look(record_of(request_id, ticket), entry, ticket)).is_unwanted

    async def arrive(self, person_id: int, chat_id: int, names: Sequence[str]) -> None:
        """Record photos of a person as arriving."""
        ticket = Ticket(chat_id=chat_id, message_id=0, person_id=person_id)
        await self.look(request_key(""), None, ticket, names)

    async def leave(self, person_id: int, names: Sequence[str]) -> None:
        """Remove photos that are no longer arriving; those that were queued stay in the index as requests."""
        await run_lua(self._redis, _LEAVE, [person_key(hidden_id(person_id))], request_key(""), *names)

    @asynccontextmanager
    async def arriving(
        self, record: str, entry: bytes | None, tickets: Sequence[Ticket], names: Sequence[str]
    ) -> AsyncIterator[Known]:
        """Record photos as arriving while the block runs, under their request ids `names`."""
        first = tickets[0]
        messages = [name_of_message(first.chat_id, each.photo.message_id) for each in tickets if each.photo is not None]
        known = await self.look(record, entry, first, names, messages)
        try:
            yield known
        finally:
            await self.leave(first.person_id, names)

    async def keep_status(self, record: str, status: Status) -> None:
        """Store the status message of a request or an album."""
        message = "" if status.message_id is None else str(status.message_id)
        await run_lua(self._redis, _NOTE_STATUS, [record], message, str(RECORD_TTL))

    async def open(self, request_id: str, ticket: Ticket, entry: bytes | None = None) -> Opened:
        """Open a request before it is queued, unless the update at `entry` that brought it is cancelled."""
        request, person = (
            OpenRequest(request_id=request_id, ticket=ticket, since=time.time()),
            hidden_id(ticket.person_id),
        )
        keys = [request_key(request_id), record_of(request_id, ticket), OPEN_REQUESTS, person_key(person)]
        place = "" if entry is None else str(_place(entry))
        text = request.model_dump_json(exclude_defaults=True)
        arguments = (request_id, text, person, hidden_id(ticket.chat_id), place, str(request.since), str(RECORD_TTL))
        opened: bytes = await run_lua(self._redis, _OPEN, keys, *arguments)
        return Opened(opened.decode())

    async def close(self, request_id: str, *, with_painting: bool = False) -> OpenRequest | None:
        """Close a request that has its reply or gets none; return it if it was open."""
        keys = [request_key(request_id), OPEN_REQUESTS, TURNS, *([painting_key(request_id)] if with_painting else [])]
        value = await run_lua(self._redis, _CLOSE, keys, request_id, person_key(""))
        return read_request(value) if value is not None else None

    async def all(self) -> list[OpenRequest]:
        """Return all open requests, the oldest first; close those that are older than `LONGEST`."""
        values = await run_lua(self._redis, _LIST, [OPEN_REQUESTS], request_key(""))
        requests = [request for value in values if (request := read_request(value)) is not None]
        for request in requests:
            if request.since < time.time() - LONGEST:
                await self.close(request.request_id)
        return requests

    async def named(self, request_id: str) -> list[OpenRequest]:
        """Return the open request with this id, if there is one."""
        text = await self._redis.hget(request_key(request_id), "open")
        request = read_request(text) if isinstance(text, bytes) else None
        return [request] if request is not None else []

    async def of_chat(self, chat_id: int) -> list[OpenRequest]:
        """Return the open requests of a chat."""
        return [request for request in await self.all() if request.ticket.chat_id == chat_id]

    async def of_person(self, person_id: int, chat_id: int | None = None) -> tuple[list[OpenRequest], set[str]]:
        """Return a person's open requests in one chat or in all, and the names of these and of arriving photos."""
        chat = "" if chat_id is None else hidden_id(chat_id)
        found = await run_lua(self._redis, _LIST_OF, [person_key(hidden_id(person_id))], request_key(""), chat)
        requests = [request for text in found[1::2] if text and (request := read_request(text)) is not None]
        return sorted(requests, key=lambda request: request.since), {name.decode() for name in found[::2]}

    async def note_watermark(self, entry: bytes | None, person_id: int, chat_id: int | None = None) -> None:
        """Cancel everything that a person sent before the update at `entry`, in one chat or in all."""
        if entry is not None:
            scope = EVERYWHERE if chat_id is None else hidden_id(chat_id)
            key = person_key(hidden_id(person_id))
            await run_lua(self._redis, _NOTE_WATERMARK, [key], scope, str(_place(entry)), str(WATERMARK_TTL))


def record_of(request_id: str, ticket: Ticket) -> str:
    """Return the key of the record of a ticket's album, or of its request if it has no album."""
    return request_key(request_id) if ticket.album is None else album_key(ticket.album.album)


def read_request(text: bytes | str) -> OpenRequest | None:
    """Return an open request from JSON, or None if this version cannot read it."""
    try:
        return OpenRequest.model_validate_json(text)
    except ValidationError:
        return None


def name_of_message(chat_id: int, message_id: int) -> str:
    """Return the name of a photo that has no request yet, which hides the ids of chat and message."""
    return f"message:{hidden_id(chat_id, message_id)}"


def _place(entry: bytes) -> int:
    milliseconds, _, number = entry.decode().partition("-")
    return int(milliseconds) * _WITHIN + min(int(number or 0), _WITHIN - 1)
