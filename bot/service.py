"""The loops that run beside the handlers: their start and their end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

import redis
from telegram.error import InvalidToken
from telegram.ext import Application

from bot.coordination.leader import Leadership
from bot.coordination.loops import Loop, Steps, end
from bot.delivery.consumer import ResultConsumer
from bot.handlers.broadcast import Broadcast
from bot.handlers.info import set_menus
from bot.observability.error_reports import ErrorReports, place_of, trace_of
from bot.progress.status_messages import ChatActions, StatusUpdater
from bot.updates.pipeline import UpdatePipeline
from bot.updates.poller import Poller

FINISH_SECONDS = 20.0  # for replies under way at the end
HANDLE_SECONDS = 10.0  # for handlers under way at the end, before that
SERVICE = "service"  # where the application keeps it among its data
POLLING = "Polling"  # how metrics and health call the loop that fetches updates
log = logging.getLogger(__name__)

BotApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Loops:
    """What runs beside the handlers."""

    delivery: ResultConsumer
    status_updater: StatusUpdater
    broadcast: Broadcast
    leadership: Leadership
    poller: Poller


class Service:
    """Keeps the loops going, and ends them in order."""

    def __init__(
        self,
        pipeline: UpdatePipeline,
        connection: redis.Redis,
        loops: Loops,
        chat_actions: ChatActions,
        reports: ErrorReports,
        admins: frozenset[int],
    ) -> None:
        self._pipeline, self._connection, self._chat_actions = pipeline, connection, chat_actions
        self._reports, self._admins, self._parts = reports, admins, loops
        self.liveness, self.leadership, self.poller = pipeline.liveness, loops.leadership, loops.poller
        self.polling = self._loop(POLLING, loops.poller, (InvalidToken,))  # `runtime` runs it, unless Telegram calls us
        self._heartbeat = self._loop("Presence", pipeline.heartbeat)
        self._loops = [
            self._loop("Delivery", loops.delivery),
            self._loop("Watch", loops.status_updater),
            self._loop("Broadcast", loops.broadcast),
            self._loop("Leadership", loops.leadership),
            self._loop("Inbox", pipeline.updates),
        ]
        self._tasks: list[asyncio.Task[None]] = []
        self._running: dict[str, asyncio.Task[None]] = {}  # loops, by name
        self._beating: asyncio.Task[None] | None = None

    def _loop(self, name: str, steps: Steps, final: tuple[type[Exception], ...] = ()) -> Loop:
        return Loop(name, steps, self.liveness, self._report, final)

    async def _report(self, error: Exception) -> None:
        """Log and report an unexpected error of a loop."""
        self._pipeline.metrics.troubles.labels("loop").inc()
        log.error("a loop continues after %s:\n%s", type(error).__name__, trace_of(error))
        await self._reports.tell(type(error).__name__, place_of(error))

    async def start(self, application: BotApplication) -> None:
        """Start heartbeat and loops, and set the command menus at Telegram."""
        self._beating = asyncio.create_task(self._heartbeat.run())
        self._running = {loop.name: asyncio.create_task(loop.run()) for loop in self._loops}
        menus = asyncio.create_task(set_menus(application.bot, self._admins))
        self._tasks = [*self._running.values(), menus]

    def find_trouble(self) -> str | None:
        """Return which loop has ended or hangs; None when all of them run or none has started."""
        ended = [name for name, task in self._running.items() if task.done()]
        return f"{ended[0]} has ended" if ended else self.liveness.find_late()

    async def end_handling(self, application: BotApplication) -> None:
        """Release the leader lease and wait for running handlers; other processes repeat those that are late."""
        await _try("the leader lease expires by itself", self.leadership.leave())
        try:
            async with asyncio.timeout(HANDLE_SECONDS):
                await application.stop()
        except TimeoutError:
            log.warning("handlers still running at shutdown: another bot takes their updates")
            await self._pipeline.processor.abandon()

    async def stop(self, _: BotApplication) -> None:
        """Wait for replies in flight, announce the shutdown in Redis, and close connections."""
        for loop in self._loops:
            loop.end()
        self._parts.delivery.end()
        self._running = {}
        self.liveness.clear()
        await end(self._tasks)
        await self._parts.status_updater.close()
        await self._parts.broadcast.close()
        await self._parts.delivery.finish(FINISH_SECONDS)
        await self._chat_actions.close()
        if self._beating is not None:  # until here no other process may take over what this one holds
            self._heartbeat.end()
            await end([self._beating])
            await _try("some updates may be handled again", self._pipeline.updates.flush())
            await _try("other bots notice it within 10 s", self._pipeline.heartbeat.leave())
        await self.poller.shutdown()
        await self._pipeline.store.aclose()
        self._connection.close()


async def _try(otherwise: str, call: Awaitable[None]) -> None:
    """Run one step of the shutdown; log `otherwise` when Redis is unavailable."""
    try:
        await call
    except redis.RedisError as error:
        log.warning("shutdown step skipped, Redis unavailable (%s): %s", type(error).__name__, otherwise)
