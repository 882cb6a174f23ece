"""Albums come as single messages without an end mark: here they are gathered until no more comes.

The parts wait in Redis, because they may come to different processes, and because a process may be killed. The update
of the first part is the one whose handler goes on with the whole; wherever that update is handled again, the same album
comes together again. The updates of the other parts are acknowledged by it, once the album is queued.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import cast

from pydantic import BaseModel, ConfigDict
from redis.asyncio import Redis

from bot.jobs.pending import Pending, name_of_message
from bot.jobs.pictures import FoundPhoto
from bot.redis_keys import album_id, album_key
from bot.styles.paint_options import StyleChoice
from bot.updates.queue import TTL, MediaGroupMessage, UpdateQueue
from worker.shared.lua import read_lua, run_lua

QUIET_SECONDS = 0.8  # after the last photo of an album, until it counts as complete
LONGEST_SECONDS = 30.0  # for parts that have arrived: another process may die with one, and a third one take it over
STEP_SECONDS = 0.1  # between two looks
LARGEST = 10  # photos in one album

PART, ARRIVED = b"part:", b"arrived:"  # how fields of the album's record begin, before the message

_PUT = read_lua(__file__, "put_album_part")
_CLOSE = read_lua(__file__, "close_album")
_END = read_lua(__file__, "end_album")
_REFUSE = read_lua(__file__, "refuse_incoming")


class MediaGroupPart(BaseModel):
    """A photo of an album, and what acknowledges its update."""

    model_config = ConfigDict(frozen=True)

    photo: FoundPhoto
    wish: StyleChoice | None = None  # from its caption
    entry: str | None = None  # of its update


@dataclass(frozen=True, slots=True)
class MediaGroup:
    """An album that has come together."""

    key: str | None  # one name for all of it; None for a photo that came too late for its album
    parts: tuple[MediaGroupPart, ...]  # in the order in which the person arranged them

    @property
    def photos(self) -> list[FoundPhoto]:
        """The photos in order."""
        return [part.photo for part in self.parts]

    @property
    def wish(self) -> StyleChoice | None:
        """What the caption of one of them says."""
        return next((part.wish for part in self.parts if part.wish is not None), None)


class MediaGroups:
    """Gathers albums; one of the handlers that bring photos goes on with the whole."""

    def __init__(self, store: Redis, updates: UpdateQueue, pending: Pending) -> None:
        self._redis, self._updates, self._pending = store, updates, pending

    async def gather(self, person_id: int, at: MediaGroupMessage, part: MediaGroupPart) -> MediaGroup | None:
        """Bring a photo; return the whole album to the first that brought one, None to all others."""
        chat_id = at.chat_id
        await self._pending.arrive(person_id, chat_id, [name_of_message(chat_id, at.message_id)])
        place = await self._put(at, part)
        if place == "part":  # the first one goes on with it
            self._updates.defer(part.entry.encode() if part.entry else None)
            return None
        gathering, is_refused = MediaGroup(None, (part,)), False
        if place == "first":
            await self._quiet(at)
            gathering, is_refused = await self._close(at)
        if is_refused or place == "done":
            await self.ended(person_id, chat_id, gathering)
            return None
        return gathering

    async def ended(self, person_id: int, chat_id: int, gathering: MediaGroup) -> None:
        """Acknowledge the updates of an album that is in the queue, or does not need to be."""
        await self._pending.leave(person_id, [name_of_message(chat_id, each.message_id) for each in gathering.photos])
        if gathering.key is None:
            return
        await self._updates.acknowledge(part.entry.encode() for part in gathering.parts if part.entry is not None)
        await run_lua(self._redis, _END, [gathering.key])

    async def refuse(self, chat_id: int, album: str) -> None:
        """Drop an album whose caption made no sense; the person has been told."""
        await run_lua(self._redis, _REFUSE, [album_key(album_id(chat_id, album))], str(TTL))

    async def _put(self, at: MediaGroupMessage, part: MediaGroupPart) -> str:
        name: bytes = await run_lua(
            self._redis, _PUT, [key_of(at)], str(at.message_id), part.model_dump_json(), str(TTL)
        )
        return name.decode()

    async def _quiet(self, at: MediaGroupMessage) -> None:
        """Wait until no part has come for a while, and all that have arrived are here."""
        seen: set[bytes] = set()
        began = changed = time.monotonic()
        while True:
            fields = await cast("Awaitable[list[bytes]]", self._redis.hkeys(key_of(at)))
            arrived = {field.removeprefix(ARRIVED) for field in fields if field.startswith(ARRIVED)}
            here = {field.removeprefix(PART) for field in fields if field.startswith(PART)}
            now = time.monotonic()
            if arrived | here != seen:
                seen, changed = arrived | here, now
            is_whole = not arrived - here and now - changed >= QUIET_SECONDS
            if is_whole or len(here) >= LARGEST or now - began >= LONGEST_SECONDS:
                return
            await asyncio.sleep(STEP_SECONDS)

    async def _close(self, at: MediaGroupMessage) -> tuple[MediaGroup, bool]:
        """Let no more parts in; return the album, and whether it was refused."""
        is_refused, *found = await run_lua(self._redis, _CLOSE, [key_of(at)])
        parts = dict(zip(found[::2], found[1::2], strict=True))
        ordered = tuple(MediaGroupPart.model_validate_json(parts[number]) for number in sorted(parts, key=int))
        return MediaGroup(key_of(at), ordered), bool(is_refused)


def key_of(at: MediaGroupMessage) -> str:
    """Return the key of the record of a message's album."""
    return album_key(album_id(at.chat_id, at.album))
