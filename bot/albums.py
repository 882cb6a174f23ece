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

from bot.arrivals import AlbumPart, arrived_key
from bot.arriving import Arriving, name_of_message
from bot.ids import hidden_id
from bot.inbox import TTL, Inbox
from bot.photos import FoundPhoto
from bot.wishes import Wish

QUIET_SECONDS = 0.8  # after the last photo of an album, until it counts as complete
LONGEST_SECONDS = 30.0  # for parts that have arrived: another process may die with one, and a third one take it over
STEP_SECONDS = 0.1  # between two looks
LARGEST = 10  # photos in one album

# Puts a part, and says what its handler is to do: "first" goes on with the album, "part" leaves that to the first,
# "late" is for one that came after the album was closed, "done" for one that needs nothing more.
_PUT = """
local state = KEYS[1]
if redis.call('HEXISTS', state, 'refused') == 1 then return 'done' end
local known, closed = redis.call('HEXISTS', state, ARGV[1]), redis.call('HGET', state, 'closed')
if known == 0 and closed then return 'late' end
if closed == 'queued' then return 'done' end
redis.call('HSETNX', state, 'first', ARGV[1])
redis.call('HSET', state, ARGV[1], 1)
redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2])
redis.call('EXPIRE', state, ARGV[3])
redis.call('EXPIRE', KEYS[2], ARGV[3])
return redis.call('HGET', state, 'first') == ARGV[1] and 'first' or 'part'
"""


class Part(BaseModel):
    """A photo of an album, and what acknowledges its update."""

    model_config = ConfigDict(frozen=True)

    photo: FoundPhoto
    wish: Wish | None = None  # from its caption
    entry: str | None = None  # of its update


@dataclass(frozen=True, slots=True)
class Gathering:
    """An album that has come together."""

    key: str | None  # one name for all of it; None for a photo that came too late for its album
    parts: tuple[Part, ...]  # in the order in which the person arranged them

    @property
    def photos(self) -> list[FoundPhoto]:
        """The photos in order."""
        return [part.photo for part in self.parts]

    @property
    def wish(self) -> Wish | None:
        """What the caption of one of them says."""
        return next((part.wish for part in self.parts if part.wish is not None), None)


class Albums:
    """Gathers albums; one of the handlers that bring photos goes on with the whole."""

    def __init__(self, store: Redis, inbox: Inbox, arriving: Arriving) -> None:
        self._redis, self._inbox, self._arriving = store, inbox, arriving

    async def gather(
        self, person_id: int, chat_id: int, album: str, photo: FoundPhoto, wish: Wish | None
    ) -> Gathering | None:
        """Bring a photo; return the whole album to the first that brought one, None to all others."""
        at = AlbumPart(chat_id, album, photo.message_id)
        entry = self._inbox.here()
        part = Part(photo=photo, wish=wish, entry=entry.decode() if entry else None)
        await self._arriving.add(person_id, chat_id, [name_of_message(chat_id, photo.message_id)])
        place = await self._put(at, part)
        if place == "part":  # the first one goes on with it
            self._inbox.hold()
            return None
        gathering = Gathering(None, (part,))
        if place == "first":
            await self._quiet(at)
            gathering = await self._close(at)
        is_refused = place == "first" and await self._redis.hexists(_state(at), "refused")
        if is_refused or place == "done":
            await self.ended(person_id, chat_id, gathering)
            return None
        return gathering

    async def ended(self, person_id: int, chat_id: int, gathering: Gathering) -> None:
        """Acknowledge the updates of an album that is in the queue, or does not need to be."""
        await self._arriving.remove(person_id, [name_of_message(chat_id, each.message_id) for each in gathering.photos])
        if gathering.key is None:
            return
        await self._inbox.acknowledge(part.entry.encode() for part in gathering.parts if part.entry is not None)
        await self._redis.hset(gathering.key, "closed", "queued")
        await self._redis.delete(_parts(gathering.key))

    async def refuse(self, chat_id: int, album: str) -> None:
        """Drop an album whose caption made no sense; the person has been told."""
        key = _state(AlbumPart(chat_id, album, 0))
        await self._redis.hset(key, "refused", "1")
        await self._redis.expire(key, TTL)

    async def _put(self, at: AlbumPart, part: Part) -> str:
        keys = (_state(at), _parts(_state(at)))
        call: Any = self._redis.eval(_PUT, 2, *keys, str(at.message_id), part.model_dump_json(), str(TTL))
        name: bytes = await call
        return name.decode()

    async def _quiet(self, at: AlbumPart) -> None:
        """Wait until no part has come for a while, and all that have arrived are here."""
        seen: set[bytes] = set()
        began = changed = time.monotonic()
        while True:
            arrived = await cast("Awaitable[set[bytes]]", self._redis.smembers(arrived_key(at)))
            here = set(await cast("Awaitable[list[bytes]]", self._redis.hkeys(_parts(_state(at)))))
            now = time.monotonic()
            if arrived | here != seen:
                seen, changed = arrived | here, now
            is_whole = not arrived - here and now - changed >= QUIET_SECONDS
            if is_whole or len(here) >= LARGEST or now - began >= LONGEST_SECONDS:
                return
            await asyncio.sleep(STEP_SECONDS)

    async def _close(self, at: AlbumPart) -> Gathering:
        """Let no more parts in, and return the album."""
        key = _state(at)
        await self._redis.hset(key, "closed", "taken")
        found = await cast("Awaitable[dict[bytes, bytes]]", self._redis.hgetall(_parts(key)))
        return Gathering(key, tuple(Part.model_validate_json(found[number]) for number in sorted(found, key=int)))


def _state(at: AlbumPart) -> str:
    return f"emostyle:gathering:{hidden_id(at.chat_id, at.album)}"


def _parts(state: str) -> str:
    return f"{state}:parts"
