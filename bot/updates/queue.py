"""The updates that wait to be handled, in Redis before they are confirmed to Telegram.

The poller keeps an update before it confirms it with its next call, and the webhook before it answers. An update leaves
Redis when its handler has ended, and not before.
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
LONGEST_ASIDE = 100  # updates
TTL = 86_400  # seconds that an update is kept at most, as long as Telegram itself keeps it
TRIES = 3  # processes that may die while they handle an update
BLOCK_MILLISECONDS = 500  # that a read waits for the first update, and so a stopping bot for its end
ROOM_SECONDS = 1.0  # that a step waits for a handler to end
# What python-telegram-bot stumbles over in an update that is newer than it or that is none: missing parts, other types,
# dates that are none, depths.
STUMBLES = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError, RuntimeError)
log = logging.getLogger(__name__)

_ADD = read_lua(__file__, "add_update")


@dataclass(slots=True, eq=False)
class Handled:
    """An update whose handler runs."""

    update: Update
    entry: Entry
    part: MediaGroupMessage | None
    is_postponed: bool = False  # handle it again
    is_held: bool = False  # somebody else will acknowledge it


@dataclass(frozen=True, slots=True)
class Source:
    """Where a request comes from: who got the update, and the update's place in the queue."""

    bot: Bot
    entry: bytes | None  # None for an update that is not kept


class UpdateQueue(asyncio.Queue[object]):
    """Keeps updates in Redis, and hands as many to handlers as may run at once."""

    def __init__(self, store: Redis, heartbeat: Heartbeat, at_once: int) -> None:
        super().__init__()
        self._redis, self._at_once = store, at_once
        self._reader = StreamConsumer(store, heartbeat, UPDATES, GROUP)
        self._application: Application[Any, Any, Any, Any, Any, Any] | None = None
        self._handled: dict[int, Handled] = {}  # by identity of the update
        self._postponed: list[Handled] = []
        self._ended: list[Handled] = []  # handled, but Redis could not be told
        self._room = asyncio.Event()
        self._is_ending = False

    def belongs_to(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Name the application whose updates these are."""
        self._application = application

    async def put(self, item: object) -> None:
        """Take what python-telegram-bot puts to end the handling: nothing more is given out after it."""
        self._is_ending = True
        await super().put(item)

    async def keep(self, update: dict[str, Any]) -> None:
        """Keep an update in Telegram's own form; raises redis.RedisError when Redis is away."""
        try:
            await self.add(update)
        except redis.OutOfMemoryError:  # nothing can be kept, so people had better hear of it at once
            log.warning("update not stored, Redis is full: handling it at once")
            if (read := self._read(update)) is not None:
                self.put_nowait(read)

    async def add(self, update: dict[str, Any]) -> bool:
        """Keep an update in Telegram's own form; return False for one that is known. Raises redis.RedisError."""
        part = media_group_message(update)
        keys = [
            UPDATES,
            known_update_key(mark_of(update)),
            *([album_key(album_id(part.chat_id, part.album))] if part else []),
        ]
        message = str(part.message_id) if part else ""
        return bool(await run_lua(self._redis, _ADD, keys, str(TTL), FIELD, json.dumps(update), message))

    def postpone(self, update: object) -> bool:
        """Have an update handled again when Redis is back; return False for one that is not ours."""
        handled = self._handled.get(id(update))
        if handled is not None:
            handled.is_postponed = True
        return handled is not None

    def entry_of(self, update: object) -> bytes | None:
        """Return the place of an update whose handler runs, under which it can be acknowledged; None without one."""
        handled = self._handled.get(id(update))
        return handled.entry.id if handled else None

    def hold(self, entry: bytes | None) -> None:
        """Do not acknowledge an update when its handler ends: the handler of its album's first part does."""
        for handled in self._handled.values():
            if handled.entry.id == entry:
                handled.is_held = True

    async def ended(self, update: object) -> None:
        """Acknowledge an update whose handler has ended, unless it is to be handled again or held."""
        handled = self._handled.pop(id(update), None)
        self._room.set()
        if handled is None:
            return
        if handled.is_postponed:
            self._postponed.append(handled)
        elif handled.is_held:
            self._reader.defer(handled.entry.id)
        else:
            self._ended.append(handled)
            await self._acknowledge_ended()

    async def set_aside(self, update: object) -> bool:
        """Keep an update that several processes died of for an operator; return False for any other.

        Its end acknowledges it. Raises redis.RedisError.
        """
        handled = self._handled.get(id(update))
        if handled is None or handled.entry.deaths < TRIES:
            return False
        await self._redis.xadd(UPDATES_ASIDE, {FIELD: handled.entry.fields[FIELD.encode()]}, maxlen=LONGEST_ASIDE)
        await self._redis.expire(UPDATES_ASIDE, TTL)
        log.error("dead letter: update %d, %d bots died while handling it", handled.update.update_id, TRIES)
        return True

    async def acknowledge(self, ids: Iterable[bytes]) -> None:
        """Delete updates that were held, as they are done with; raises redis.RedisError."""
        await self._reader.done(ids)

    async def flush(self) -> None:
        """Acknowledge at the end what Redis could not be told of before."""
        await self._acknowledge_ended()

    async def step(self) -> float:
        """Give out as many updates as may be handled now."""
        if self._is_ending or len(self._handled) >= self._at_once:
            self._room.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._room.wait(), ROOM_SECONDS)
            return 0.0
        entries = await self._reader.next(self._at_once - len(self._handled), BLOCK_MILLISECONDS)
        await self._acknowledge_ended()
        again, self._postponed = self._postponed, []
        for handled in again:
            self._give(Handled(handled.update, handled.entry, handled.part))
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
            self._give(Handled(update, entry, media_group_message(data)))

    def _read(self, data: Any) -> Update | None:  # noqa: ANN401
        """Return what python-telegram-bot makes of an update; None for one that it cannot read."""
        try:
            return Update.de_json(data, self._application.bot if self._application else None)
        except STUMBLES as error:  # whose text may hold the update
            log.warning("unreadable update dropped (%s)", type(error).__name__)
            return None

    def _give(self, handled: Handled) -> None:
        if not self._is_ending:  # nobody would take it: it is left to another process
            self._handled[id(handled.update)] = handled
            self.put_nowait(handled.update)

    async def _acknowledge_ended(self) -> None:
        ended = list(self._ended)
        try:
            await self._reader.done(handled.entry.id for handled in ended)
            for part in (handled.part for handled in ended if handled.part):
                await self._redis.hdel(album_key(album_id(part.chat_id, part.album)), f"arrived:{part.message_id}")
        except redis.RedisError as error:
            log.warning("acknowledgement postponed (%s)", type(error).__name__)
            return
        self._ended = [handled for handled in self._ended if handled not in ended]


def mark_of(update: dict[str, Any]) -> str:
    """Return a hash that identifies an update without revealing it.

    Its number alone would not do: a Bot API server that starts anew, as the stand-in does, counts from the same again.
    """
    body = update.get("message") or update.get("callback_query")
    rest = (body.get("date"), body.get("id")) if isinstance(body, dict) else ()
    return hidden_id(update.get("update_id"), *rest)


class MediaGroupMessage(NamedTuple):
    """One message of an album."""

    chat_id: int
    album: str  # Telegram's name for it
    message_id: int


def media_group_message(update: dict[str, Any]) -> MediaGroupMessage | None:
    """Return the part of an album that an update in Telegram's own form brings."""
    message = update.get("message")
    if not isinstance(message, dict) or "media_group_id" not in message:
        return None
    chat = message.get("chat")
    chat_id, message_id = chat.get("id") if isinstance(chat, dict) else None, message.get("message_id")
    if not isinstance(chat_id, int) or not isinstance(message_id, int):
        return None
    return MediaGroupMessage(chat_id, str(message["media_group_id"]), message_id)
