"""Gathers albums: Telegram sends the messages of an album one by one, and marks none of them as the last.

The parts wait in Redis, because they may come to different processes, and because a process may die. The handler of the
first part takes in the whole album; if another process handles that update again, it finds the same parts. Once the
album is queued, this handler acknowledges the updates of the other parts.
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

QUIET_SECONDS = 0.8  # after the last part of an album, until it counts as complete
LONGEST_SECONDS = 30.0  # for parts whose updates have arrived: a process may die with one, and another take it over
STEP_SECONDS = 0.1  # between two checks
LARGEST = 10  # photos in one album

PART, ARRIVED = b"part:", b"arrived:"  # prefixes of fields in the album's record, before a message id

_PUT = read_lua(__file__, "put_album_part")
_CLOSE = read_lua(__file__, "close_album")
_END = read_lua(__file__, "end_album")
_REFUSE = read_lua(__file__, "refuse_incoming")


class MediaGroupPart(BaseModel):
    """A photo of an album, and the id under which its update can be acknowledged."""

    model_config = ConfigDict(frozen=True)

    photo: FoundPhoto
    wish: StyleChoice | None = None  # from its caption
    entry: str | None = None  # of its update


@dataclass(frozen=True, slots=True)
class MediaGroup:
    """A complete album."""

    key: str | None  # of its record; None for a photo that came too late for its album
    parts: tuple[MediaGroupPart, ...]  # in the order that the person gave them

    @property
    def photos(self) -> list[FoundPhoto]:
        """The photos in order."""
        return [part.photo for part in self.parts]

    @property
    def wish(self) -> StyleChoice | None:
        """The style choice in the caption of one of the photos."""
        return next((part.wish for part in self.parts if part.wish is not None), None)


class MediaGroups:
    """Gathers albums for the handlers of their first parts."""

    def __init__(self, store: Redis, updates: UpdateQueue, pending: Pending) -> None:
        self._redis, self._updates, self._pending = store, updates, pending

    async def gather(self, person_id: int, at: MediaGroupMessage, part: MediaGroupPart) -> MediaGroup | None:
        """Add a photo to its album; return what its handler takes in: an album, a late photo, or None."""
        chat_id = at.chat_id
        await self._pending.arrive(person_id, chat_id, [name_of_message(chat_id, at.message_id)])
        place = await self._put(at, part)
        if place == "part":  # the handler of the first part takes it in
            self._updates.defer(part.entry.encode() if part.entry else None)
            return None
        gathering, is_refused = MediaGroup(None, (part,)), False
        if place == "first":
            await self._wait_until_complete(at)
            gathering, is_refused = await self._close(at)
        if is_refused or place == "done":
            await self.ended(person_id, chat_id, gathering)
            return None
        return gathering

    async def ended(self, person_id: int, chat_id: int, gathering: MediaGroup) -> None:
        """Acknowledge the updates of an album that is queued, or needs no painting, and delete its parts."""
        await self._pending.leave(person_id, [name_of_message(chat_id, each.message_id) for each in gathering.photos])
        if gathering.key is None:
            return
        await self._updates.acknowledge(part.entry.encode() for part in gathering.parts if part.entry is not None)
        await run_lua(self._redis, _END, [gathering.key])

    async def refuse(self, chat_id: int, album: str) -> None:
        """Refuse an album whose caption is not understood; the handler of the caption replies."""
        await run_lua(self._redis, _REFUSE, [album_key(album_id(chat_id, album))], str(TTL))

    async def _put(self, at: MediaGroupMessage, part: MediaGroupPart) -> str:
        name: bytes = await run_lua(
            self._redis, _PUT, [key_of(at)], str(at.message_id), part.model_dump_json(), str(TTL)
        )
        return name.decode()

    async def _wait_until_complete(self, at: MediaGroupMessage) -> None:
        """Wait until no part has come for `QUIET_SECONDS`, and every part whose update has arrived is stored."""
        seen: set[bytes] = set()
        began = changed = time.monotonic()
        while True:
            fields = await cast("Awaitable[list[bytes]]", self._redis.hkeys(key_of(at)))
            arrived = {field.removeprefix(ARRIVED) for field in fields if field.startswith(ARRIVED)}
            stored = {field.removeprefix(PART) for field in fields if field.startswith(PART)}
            now = time.monotonic()
            if arrived | stored != seen:
                seen, changed = arrived | stored, now
            is_complete = not arrived - stored and now - changed >= QUIET_SECONDS
            if is_complete or len(stored) >= LARGEST or now - began >= LONGEST_SECONDS:
                return
            await asyncio.sleep(STEP_SECONDS)

    async def _close(self, at: MediaGroupMessage) -> tuple[MediaGroup, bool]:
        """Close an album to further parts; return the album, and whether it was refused."""
        is_refused, *found = await run_lua(self._redis, _CLOSE, [key_of(at)])
        parts = dict(zip(found[::2], found[1::2], strict=True))
        ordered = tuple(MediaGroupPart.model_validate_json(parts[number]) for number in sorted(parts, key=int))
        return MediaGroup(key_of(at), ordered), bool(is_refused)


def key_of(at: MediaGroupMessage) -> str:
    """Return the key of the record of a message's album."""
    return album_key(album_id(at.chat_id, at.album))
