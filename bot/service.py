"""What runs beside the handlers, its start and its end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from typing import Any, Protocol

import redis
from telegram.ext import Application

from bot.coordination.leader import Leadership
from bot.coordination.loops import end
from bot.delivery.consumer import ResultConsumer
from bot.handlers.broadcast import Broadcast
from bot.handlers.info import set_menus
from bot.observability.error_reports import ErrorReports, place_of, trace_of
from bot.progress.status_messages import StatusMessages
from bot.progress.updater import StatusUpdater
from bot.updates.pipeline import UpdatePipeline

FINISH_SECONDS = 20.0  # for replies under way at the end
HANDLE_SECONDS = 10.0  # for handlers under way at the end, before that
SERVICE = "service"  # where the application keeps it among its data
AGAIN_SECONDS = 2.0  # before a loop that failed begins again
# How metrics and health call the loops, in the order in which `Service` gets them; and those that run in other places.
LOOPS = ("Delivery", "Watch", "Broadcast", "Leadership")
HEARTBEAT = "Presence"
log = logging.getLogger(__name__)

BotApplication = Application[Any, Any, Any, Any, Any, Any]


class Loop(Protocol):
    """Something that goes on beside the handlers."""

    async def run(self) -> None:
        """Go on until the end."""

    def end(self) -> None:
        """Let `run` end soon."""


class Service:
    """What runs beside the handlers: delivery, status messages, broadcasts, the lead, and signs of life."""

    def __init__(
        self,
        pipeline: UpdatePipeline,
        queue: redis.Redis,
        loops: tuple[ResultConsumer, StatusUpdater, Broadcast, Leadership],
        status_messages: StatusMessages,
        reports: ErrorReports,
        admins: frozenset[int],
    ) -> None:
        self._pipeline, self._queue, self._status_messages = pipeline, queue, status_messages
        self._reports, self._admins = reports, admins
        self._delivery, self.leadership = loops[0], loops[3]
        self.liveness = pipeline.liveness
        self._loops: dict[str, Loop] = dict(zip(LOOPS, loops, strict=True))
        self._tasks: list[asyncio.Task[None]] = []
        self._running: dict[str, asyncio.Task[None]] = {}  # loops, by name
        self._living: asyncio.Task[None] | None = None

    async def start(self, application: BotApplication) -> None:
        """Begin, and tell Telegram our commands."""
        self._living = asyncio.create_task(self._keep_running(HEARTBEAT, self._pipeline.heartbeat))
        self._running = {
            name: asyncio.create_task(self._keep_running(name, loop)) for name, loop in self._loops.items()
        }
        menus = asyncio.create_task(set_menus(application.bot, self._admins))
        self._tasks = [*self._running.values(), menus]

    async def _keep_running(self, name: str, loop: Loop) -> None:
        """Run a loop, and begin it again after an error that nobody has thought of."""
        while True:
            with self.liveness.of(name):
                (error,) = await asyncio.gather(loop.run(), return_exceptions=True)
            if not isinstance(error, Exception):
                return
            self._pipeline.metrics.troubles.labels("loop").inc()
            log.error("a loop begins again after %s:\n%s", type(error).__name__, trace_of(error))
            await self._reports.tell(type(error).__name__, place_of(error))
            await asyncio.sleep(AGAIN_SECONDS)

    def find_trouble(self) -> str | None:
        """Return which loop has ended or hangs, None when all of them go on or none has begun."""
        ended = [name for name, task in self._running.items() if task.done()]
        return f"{ended[0]} has ended" if ended else self.liveness.find_late()

    async def end_handling(self, application: BotApplication) -> None:
        """Let others lead, and handlers under way end; what is left of them is begun again by another process."""
        await _try("the lead runs out by itself", self.leadership.leave())
        try:
            async with asyncio.timeout(HANDLE_SECONDS):
                await application.stop()
        except TimeoutError:
            log.warning("updates that are still being handled are left to another bot")
            await self._pipeline.processor.abandon()

    async def stop(self, _: BotApplication) -> None:
        """Let replies under way end, say that we are gone, and close what is open."""
        for loop in self._loops.values():
            loop.end()
        self._running = {}
        self.liveness.clear()
        await end(self._tasks)
        await self._delivery.finish(FINISH_SECONDS)
        await self._status_messages.chat_actions.close()
        if self._living is not None:  # up to here nobody may take what we hold
            self._pipeline.heartbeat.end()
            await end([self._living])
            await _try("some updates may be handled again", self._pipeline.updates.flush())
            await _try("others notice it later", self._pipeline.heartbeat.leave())
        await self._pipeline.store.aclose()
        self._queue.close()


async def _try(otherwise: str, call: Awaitable[None]) -> None:
    """Do something of the end that Redis may be away for."""
    try:
        await call
    except redis.RedisError as error:
        log.warning("Redis does not answer at the end (%s): %s", type(error).__name__, otherwise)
