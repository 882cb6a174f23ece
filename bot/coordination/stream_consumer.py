"""Reads a Redis stream in a consumer group: an entry belongs to one process until it is handled or its process dies."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any, NamedTuple

import redis
from redis.asyncio import Redis

from bot.coordination.heartbeat import Heartbeat
from bot.redis_keys import alive_key
from worker.shared.lua import read_lua, run_lua

TAKE_OVER_SECONDS = 2.0  # between two searches for dead processes
WAITS_SECONDS = 0.5  # that a read waits for our first heartbeat
MOST = 1000  # entries that one process can have unacknowledged

_ACKNOWLEDGE = read_lua(__file__, "acknowledge")
_TAKE_OVER = read_lua(__file__, "take_over_entries")


class Entry(NamedTuple):
    """An entry of a stream that this process has to handle."""

    id: bytes
    fields: dict[bytes, bytes]
    deaths: int = 0  # processes that died while they handled it


class StreamConsumer:
    """Reads a stream as one consumer of a group."""

    def __init__(self, store: Redis, heartbeat: Heartbeat, stream: str, group: str) -> None:
        self._redis, self._heartbeat = store, heartbeat
        self._stream, self._group = stream, group
        self._held: set[bytes] = set()  # returned by `next`, and neither done nor deferred
        self._deferred: set[bytes] = set()  # until they are done
        self._is_sure = False  # whether the group exists and every entry that Redis assigned to us has arrived
        self._next_look = 0.0  # for dead processes, monotonic seconds

    async def next(self, count: int, milliseconds: int) -> list[Entry]:
        """Return up to `count` entries, waiting for the first one; raises redis.RedisError."""
        if not await self._heartbeat.known(WAITS_SECONDS):
            return []
        try:
            entries = await self._next(count, milliseconds)
        except redis.RedisError:
            self._is_sure = False
            raise
        self._held.update(entry.id for entry in entries)
        return entries

    async def done(self, ids: Iterable[bytes]) -> None:
        """Acknowledge and delete handled entries, even those of another process; raises redis.RedisError."""
        ended = list(ids)
        if ended:
            await run_lua(self._redis, _ACKNOWLEDGE, [self._stream], self._group, *ended)
            self._held.difference_update(ended)

    def defer(self, entry_id: bytes) -> None:
        """Stop handling an entry here; whichever process finishes its album acknowledges it with `done`."""
        self._held.discard(entry_id)
        self._deferred.add(entry_id)

    async def _next(self, count: int, milliseconds: int) -> list[Entry]:
        if not self._is_sure:
            await self._ensure_group()
            missed = await self._missed()
            self._is_sure = len(missed) <= count
            if missed:
                return missed[:count]
        if taken := await self._take_over(count):
            return taken
        answer: Any = await self._redis.xreadgroup(
            self._group, self._heartbeat.name, {self._stream: ">"}, count=count, block=milliseconds
        )
        return [Entry(entry_id, fields or {}) for _, entries in answer or [] for entry_id, fields in entries]

    async def _ensure_group(self) -> None:
        try:
            await self._redis.xgroup_create(self._stream, self._group, id="0", mkstream=True)
        except redis.ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise

    async def _missed(self) -> list[Entry]:
        """Return entries that Redis assigned to this process, and that a broken connection lost."""
        pending = await self._redis.xpending_range(
            self._stream, self._group, min="-", max="+", count=MOST, consumername=self._heartbeat.name
        )
        ids: list[Any] = [each["message_id"] for each in pending]
        self._deferred.intersection_update(ids)
        entries = []
        for entry_id in ids:
            if entry_id not in self._held and entry_id not in self._deferred:
                found: Any = await self._redis.xrange(self._stream, entry_id, entry_id)
                if found:
                    entries.append(Entry(entry_id, found[0][1]))
                else:  # trimmed from the stream because it was too old, or done meanwhile
                    await self._redis.xack(self._stream, self._group, entry_id)
        return entries

    async def _take_over(self, count: int) -> list[Entry]:
        if time.monotonic() < self._next_look:
            return []
        for consumer in await self._redis.xinfo_consumers(self._stream, self._group):
            name = consumer["name"].decode()
            if name == self._heartbeat.name:
                # redis-py may have repeated a read and lost the first answer; deferred entries may be done by now.
                self._is_sure = not self._deferred and consumer["pending"] <= len(self._held)
            elif entries := await self._take_from(name, count):
                return entries
        self._next_look = time.monotonic() + TAKE_OVER_SECONDS
        return []

    async def _take_from(self, name: str, count: int) -> list[Entry]:
        judges = "1" if self._heartbeat.may_judge else "0"
        keys = (self._stream, alive_key(name))
        arguments = (self._group, name, self._heartbeat.name, str(count), judges)
        taken = await run_lua(self._redis, _TAKE_OVER, keys, *arguments)
        return [
            Entry(entry_id, dict(zip(fields[::2], fields[1::2], strict=True)), deaths)
            for entry_id, fields, deaths in taken
        ]
