"""A durable queue of updates: each one is stored in Redis before the bot confirms it to Telegram.

The poller stores an update before its next call confirms it; the webhook stores it before it answers. An update leaves
Redis only after its handler has ended.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

import redis
from redis.asyncio import Redis
from telegram import Bot, Update
from telegram.ext import Application

from bot.coordination.heartbeat import Heartbeat
from bot.coordination.stream_consumer import Entry, StreamConsumer
from bot.redis_keys import UPDATES, UPDATES_ASIDE, album_id, album_key, hidden_id, known_update_key
from worker.shared.lua import read_lua, run_lua

GROUP, FIELD = "bots", "update"
LONGEST_ASIDE = 100  # dead letters that are kept
TTL = 86_400  # seconds that an update is kept, as long as Telegram keeps it
TRIES = 3  # processes that may die while handling an update, before it becomes a dead letter
BLOCK_MILLISECONDS = 500  # that a read waits for the first update; a stopping bot waits as long for the read
ROOM_SECONDS = 1.0  # that a step waits for a handler to end
# Errors that python-telegram-bot raises for data that it cannot read as an update: a newer form, missing parts, other
# types, impossible dates, too many levels.
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError, RuntimeError)
log = logging.getLogger(__name__)

_ADD = read_lua(__file__, "add_update")


@dataclass(slots=True, eq=False)
class Handled:
    """An update whose handler runs."""

    update: Update
    entry: Entry
    part: MediaGroupMessage | None
    is_postponed: bool = False  # this process handles it again
    is_deferred: bool = False  # the handler of its album's first part acknowledges it


@dataclass(frozen=True, slots=True)
class Source:
    """Where a request comes from: the bot that got the update, and the id of the update's entry in the queue."""

    bot: Bot
    entry: bytes | None  # None for an update that is not stored


class UpdateQueue(asyncio.Queue[object]):
    """Stores updates in Redis, and gives at most `at_once` of them to handlers at the same time."""

    def __init__(self, store: Redis, heartbeat: Heartbeat, at_once: int) -> None:
        super().__init__()
        self._redis, self._at_once = store, at_once
        self._reader = StreamConsumer(store, heartbeat, UPDATES, GROUP)
        self._application: Application[Any, Any, Any, Any, Any, Any] | None = None
        self._handled: dict[int, Handled] = {}  # by identity of the update
        self._postponed: list[Handled] = []
        self._ended: list[Handled] = []  # handled, but not yet acknowledged
        self._room = asyncio.Event()
        self._is_ending = False

    def belongs_to(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Set the application whose bot the updates get."""
        self._application = application

    async def put(self, item: object) -> None:
        """Take the signal with which python-telegram-bot ends the handling; handlers get no update after it."""
        self._is_ending = True
        await super().put(item)

    async def add_or_handle(self, update: dict[str, Any]) -> None:
        """Store an update, or handle it now if Redis is full; raises redis.RedisError when Redis is unavailable."""
        try:
            await self.add(update)
        except redis.OutOfMemoryError:  # the handler answers that nothing can be painted now
            log.warning("update %s not stored, Redis is full: handling it now, once", update.get("update_id"))
            if (read := self._read(update)) is not None:
                self.put_nowait(read)

    async def add(self, update: dict[str, Any]) -> bool:
        """Store an update in Telegram's own form; return False if it was stored before. Raises redis.RedisError."""
        part = media_group_message(update)
        keys = [
            UPDATES,
            known_update_key(mark_of(update)),
            *([album_key(album_id(part.chat_id, part.album))] if part else []),
        ]
        message = str(part.message_id) if part else ""
        return bool(await run_lua(self._redis, _ADD, keys, str(TTL), FIELD, json.dumps(update), message))

    def postpone(self, update: object) -> bool:
        """Handle a running update again once Redis is available; return False if it did not come from Redis."""
        handled = self._handled.get(id(update))
        if handled is not None:
            handled.is_postponed = True
        return handled is not None

    def entry_of(self, update: object) -> bytes | None:
        """Return the id of the entry of an update whose handler runs; None for an update that is not stored."""
        handled = self._handled.get(id(update))
        return handled.entry.id if handled else None

    def defer(self, entry: bytes | None) -> None:
        """Do not acknowledge an update when its handler ends: the handler of its album's first part does that."""
        for handled in self._handled.values():
            if handled.entry.id == entry:
                handled.is_deferred = True

    async def ended(self, update: object) -> None:
        """Acknowledge an update whose handler has ended, unless the update is postponed or deferred."""
        handled = self._handled.pop(id(update), None)
        self._room.set()
        if handled is None:
            return
        if handled.is_postponed:
            self._postponed.append(handled)
        elif handled.is_deferred:
            self._reader.defer(handled.entry.id)
        else:
            self._ended.append(handled)
            await self._acknowledge_ended()

    async def set_aside(self, update: object) -> bool:
        """Copy an update to the dead letters if `TRIES` processes died while handling it; return whether they did.

        `ended` acknowledges it later, as any other. Raises redis.RedisError.
        """
        handled = self._handled.get(id(update))
        if handled is None or handled.entry.deaths < TRIES:
            return False
        await self._redis.xadd(UPDATES_ASIDE, {FIELD: handled.entry.fields[FIELD.encode()]}, maxlen=LONGEST_ASIDE)
        await self._redis.expire(UPDATES_ASIDE, TTL)
        words = "dead letter: update %d is not tried again, %d bots died while handling it"
        log.error(words, handled.update.update_id, TRIES)
        return True

    async def acknowledge(self, ids: Iterable[bytes]) -> None:
        """Acknowledge and delete deferred updates; raises redis.RedisError."""
        await self._reader.done(ids)

    async def flush(self) -> None:
        """Acknowledge handled updates that could not be acknowledged before."""
        await self._acknowledge_ended()

    async def step(self) -> float:
        """Give handlers as many updates as may run now; return 0 as the pause of the loop."""
        if self._is_ending or len(self._handled) >= self._at_once:
            self._room.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._room.wait(), ROOM_SECONDS)
            return 0.0
        entries = await self._reader.next(self._at_once - len(self._handled), BLOCK_MILLISECONDS)
        await self._acknowledge_ended()
        again, self._postponed = self._postponed, []
        for handled in again:
            self._start(Handled(handled.update, handled.entry, handled.part))
        for entry in entries:
            await self._open(entry)
        return 0.0

    async def _open(self, entry: Entry) -> None:
        try:
            data = json.loads(entry.fields[FIELD.encode()])
        except (ValueError, LookupError, RecursionError):
            data = None
        update = self._read(data)
        if update is None:
            self._ended.append(Handled(Update(0), entry, None))
            await self._acknowledge_ended()
        else:
            self._start(Handled(update, entry, media_group_message(data)))

    def _read(self, data: Any) -> Update | None:  # noqa: ANN401
        """Return an update as python-telegram-bot reads it; log it and return None when that fails."""
        try:
            return Update.de_json(data, self._application.bot if self._application else None)
        except UNREADABLE as error:  # its message may quote the update
            number = data.get("update_id") if isinstance(data, dict) else None
            words = "unreadable update dropped (%s): update %s"
            log.warning(words, type(error).__name__, number if isinstance(number, int) else "without an id")
            return None

    def _start(self, handled: Handled) -> None:
        if not self._is_ending:  # at the end no handler would take it: another process takes it over
            self._handled[id(handled.update)] = handled
            self.put_nowait(handled.update)

    async def _acknowledge_ended(self) -> None:
        ended = list(self._ended)
        try:
            await self._reader.done(handled.entry.id for handled in ended)
            for part in (handled.part for handled in ended if handled.part):
                await self._redis.hdel(album_key(album_id(part.chat_id, part.album)), f"arrived:{part.message_id}")
        except redis.RedisError as error:
            words = "%d handled updates not acknowledged yet, Redis unavailable (%s); trying again later"
            log.warning(words, len(ended), type(error).__name__)
            return
        self._ended = [handled for handled in self._ended if handled not in ended]


def mark_of(update: dict[str, Any]) -> str:
    """Return a hash that identifies an update without revealing it.

    The update id alone is not enough: a Bot API server that restarts, as the stand-in does, begins with the same id.
    """
    body = update.get("message") or update.get("callback_query")
    rest = (body.get("date"), body.get("id")) if isinstance(body, dict) else ()
    return hidden_id(update.get("update_id"), *rest)


class MediaGroupMessage(NamedTuple):
    """One message of an album."""

    chat_id: int
    album: str  # Telegram's id of the media group
    message_id: int


def media_group_message(update: dict[str, Any]) -> MediaGroupMessage | None:
    """Return the album message in an update, in Telegram's own form; None if it has none."""
    message = update.get("message")
    if not isinstance(message, dict) or "media_group_id" not in message:
        return None
    chat = message.get("chat")
    chat_id, message_id = chat.get("id") if isinstance(chat, dict) else None, message.get("message_id")
    if not isinstance(chat_id, int) or not isinstance(message_id, int):
        return None
    return MediaGroupMessage(chat_id, str(message["media_group_id"]), message_id)
