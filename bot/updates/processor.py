"""Handles several updates at once, logs each of them, and acknowledges it when its handler has ended."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Coroutine
from typing import Any

import redis
from telegram import Message, Update
from telegram.ext import Application, BaseUpdateProcessor, ContextTypes

from bot.coordination.loops import end
from bot.observability.metrics import Metrics
from bot.redis_keys import album_id, request_id_for, request_id_of_press
from bot.updates.queue import UpdateQueue
from worker.shared.logs import note

log = logging.getLogger(__name__)


class GivenUpError(Exception):
    """An update has become a dead letter, because several processes died while handling it."""


class UpdateProcessor(BaseUpdateProcessor):
    """Handles the updates that the queue gives out."""

    def __init__(self, updates: UpdateQueue, at_once: int) -> None:
        super().__init__(at_once)
        self._updates = updates
        self._application: Application[Any, Any, Any, Any, Any, Any] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()

    def belongs_to(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Set the application whose error handlers answer the senders of dead letters."""
        self._application = application

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle an update and acknowledge it; if this task is cancelled, another process handles the update again."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("do_process_update must run in an asyncio task")
        self._tasks.add(task)
        try:
            if await self._is_given_up(update):
                _close(coroutine)
            else:
                await coroutine
            await self._updates.ended(update)
        finally:
            self._tasks.discard(task)

    async def initialize(self) -> None:
        """Nothing to do."""

    async def shutdown(self) -> None:
        """Nothing to do."""

    async def abandon(self) -> None:
        """Cancel the updates in progress; another process handles them again."""
        await end(self._tasks)

    async def _is_given_up(self, update: object) -> bool:
        try:
            is_set_aside = await self._updates.set_aside(update)
        except redis.RedisError:
            return self._updates.postpone(update)
        if is_set_aside and self._application is not None:
            await self._application.process_error(update, GivenUpError())
        return is_set_aside


def _close(coroutine: Awaitable[Any]) -> None:
    if isinstance(coroutine, Coroutine):  # Python warns of a coroutine that was never awaited
        coroutine.close()


class LogContext:
    """A handler that runs before all others, in the same task: its ids appear in their log lines."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Note an update's ids for the log lines of this task, without anything about the person, and count it."""
        note(**ids_of(update, context.bot.id))
        kind = "press" if update.callback_query else "message"
        self._metrics.updates.labels(kind).inc()
        log.info("received a %s", kind)


def ids_of(update: Update, bot_id: int) -> dict[str, str]:
    """Return the ids for log lines about an update, with the id that its request will have."""
    ids = {"update": str(update.update_id)}
    if update.callback_query is not None:
        ids["request"] = request_id_of_press(update.callback_query.id, bot_id)
    if update.message is not None:
        ids |= _ids_of_message(update.message, bot_id)
    return ids


def _ids_of_message(message: Message, bot_id: int) -> dict[str, str]:
    if message.media_group_id is None:
        return {"request": request_id_for(message, bot_id)}
    return {"album": album_id(message.chat_id, message.media_group_id)}  # each photo gets its request id later
