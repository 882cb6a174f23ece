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
from typing import Any, cast

from pydantic import BaseModel, ConfigDict
from redis.asyncio import Redis

from bot.jobs.pending import ArrivingPhotos, name_of_message
from bot.jobs.photos import FoundPhoto
from bot.redis_keys import arrived_key, gathering_key, gathering_parts_key
from bot.styles.paint_options import StyleChoice
from bot.updates.queue import TTL, MediaGroupMessage, UpdateQueue
from worker.shared.lua import read_lua

QUIET_SECONDS = 0.8  # after the last photo of an album, until it counts as complete
LONGEST_SECONDS = 30.0  # for parts that have arrived: another process may die with one, and a third one take it over
STEP_SECONDS = 0.1  # between two looks
LARGEST = 10  # photos in one album

_PUT = read_lua(__file__, "put_album_part")


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

    def __init__(self, store: Redis, updates: UpdateQueue, arriving_photos: ArrivingPhotos) -> None:
        self._redis, self._updates, self._arriving_photos = store, updates, arriving_photos

    async def gather(self, person_id: int, at: MediaGroupMessage, part: MediaGroupPart) -> MediaGroup | None:
        """Bring a photo; return the whole album to the first that brought one, None to all others."""
        chat_id = at.chat_id
        await self._arriving_photos.add(person_id, chat_id, [name_of_message(chat_id, at.message_id)])
        place = await self._put(at, part)
        if place == "part":  # the first one goes on with it
            self._updates.hold(part.entry.encode() if part.entry else None)
            return None
        gathering = MediaGroup(None, (part,))
        if place == "first":
            await self._quiet(at)
            gathering = await self._close(at)
        is_refused = place == "first" and await self._redis.hexists(gathering_key(at.chat_id, at.album), "refused")
        if is_refused or place == "done":
            await self.ended(person_id, chat_id, gathering)
            return None
        return gathering

    async def ended(self, person_id: int, chat_id: int, gathering: MediaGroup) -> None:
        """Acknowledge the updates of an album that is in the queue, or does not need to be."""
        await self._arriving_photos.remove(
            person_id, [name_of_message(chat_id, each.message_id) for each in gathering.photos]
        )
        if gathering.key is None:
            return
        await self._updates.acknowledge(part.entry.encode() for part in gathering.parts if part.entry is not None)
        await self._redis.hset(gathering.key, "closed", "queued")
        await self._redis.delete(gathering_parts_key(gathering.key))

    async def refuse(self, chat_id: int, album: str) -> None:
        """Drop an album whose caption made no sense; the person has been told."""
        key = gathering_key(chat_id, album)
        await self._redis.hset(key, "refused", "1")
        await self._redis.expire(key, TTL)

    async def _put(self, at: MediaGroupMessage, part: MediaGroupPart) -> str:
        keys = (gathering_key(at.chat_id, at.album), gathering_parts_key(gathering_key(at.chat_id, at.album)))
        call: Any = self._redis.eval(_PUT, 2, *keys, str(at.message_id), part.model_dump_json(), str(TTL))
        name: bytes = await call
        return name.decode()

    async def _quiet(self, at: MediaGroupMessage) -> None:
        """Wait until no part has come for a while, and all that have arrived are here."""
        seen: set[bytes] = set()
        began = changed = time.monotonic()
        while True:
            arrived = await cast("Awaitable[set[bytes]]", self._redis.smembers(arrived_key(at.chat_id, at.album)))
            here = set(
                await cast(
                    "Awaitable[list[bytes]]",
                    self._redis.hkeys(gathering_parts_key(gathering_key(at.chat_id, at.album))),
                )
            )
            now = time.monotonic()
            if arrived | here != seen:
                seen, changed = arrived | here, now
            is_whole = not arrived - here and now - changed >= QUIET_SECONDS
            if is_whole or len(here) >= LARGEST or now - began >= LONGEST_SECONDS:
                return
            await asyncio.sleep(STEP_SECONDS)

    async def _close(self, at: MediaGroupMessage) -> MediaGroup:
        """Let no more parts in, and return the album."""
        key = gathering_key(at.chat_id, at.album)
        await self._redis.hset(key, "closed", "taken")
        found = await cast("Awaitable[dict[bytes, bytes]]", self._redis.hgetall(gathering_parts_key(key)))
        return MediaGroup(
            key, tuple(MediaGroupPart.model_validate_json(found[number]) for number in sorted(found, key=int))
        )
