"""What runs beside the handlers, its start and its end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any, Protocol

import redis
from redis.asyncio import Redis
from telegram.ext import Application

from bot.broadcast import Broadcast
from bot.delivery import Delivery
from bot.ending import end
from bot.handling import Handling
from bot.inbox import Inbox
from bot.leadership import Leadership
from bot.menus import set_menus
from bot.metrics import Metrics
from bot.presence import Presence
from bot.progress import Progress
from bot.pulse import Pulse
from bot.reports import Reports, place_of, trace_of
from bot.watch import Watch

FINISH_SECONDS = 20.0  # for replies under way at the end
HANDLE_SECONDS = 10.0  # for handlers under way at the end, before that
SERVICE = "service"  # where the application keeps it among its data
AGAIN_SECONDS = 2.0  # before a loop that failed begins again
log = logging.getLogger(__name__)

BotApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where updates come from, which the application needs before it is built."""

    store: Redis
    presence: Presence
    inbox: Inbox
    handling: Handling
    metrics: Metrics
    pulse: Pulse


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
        sources: Sources,
        queue: redis.Redis,
        loops: tuple[Delivery, Watch, Broadcast, Leadership],
        progress: Progress,
        reports: Reports,
        admins: frozenset[int],
    ) -> None:
        self._sources, self._queue, self._progress = sources, queue, progress
        self._reports, self._admins = reports, admins
        self._delivery, self.leadership = loops[0], loops[3]
        self.pulse = sources.pulse
        self._loops: tuple[Loop, ...] = loops
        self._tasks: list[asyncio.Task[None]] = []
        self._running: dict[str, asyncio.Task[None]] = {}  # loops, by name
        self._living: asyncio.Task[None] | None = None

    async def start(self, application: BotApplication) -> None:
        """Begin, and tell Telegram our commands."""
        self._living = asyncio.create_task(self._keep_running(self._sources.presence))
        names = {type(loop).__name__: loop for loop in self._loops}
        self._running = {name: asyncio.create_task(self._keep_running(loop)) for name, loop in names.items()}
        menus = asyncio.create_task(set_menus(application.bot, self._admins))
        self._tasks = [*self._running.values(), menus]

    async def _keep_running(self, loop: Loop) -> None:
        """Run a loop, and begin it again after an error that nobody has thought of."""
        while True:
            with self.pulse.of(type(loop).__name__):
                (error,) = await asyncio.gather(loop.run(), return_exceptions=True)
            if not isinstance(error, Exception):
                return
            self._sources.metrics.troubles.labels("loop").inc()
            log.error("a loop begins again after %s:\n%s", type(error).__name__, trace_of(error))
            await self._reports.tell(type(error).__name__, place_of(error))
            await asyncio.sleep(AGAIN_SECONDS)

    def find_trouble(self) -> str | None:
        """Return which loop has ended or hangs, None when all of them go on or none has begun."""
        ended = [name for name, task in self._running.items() if task.done()]
        return f"{ended[0]} has ended" if ended else self.pulse.find_late()

    async def end_handling(self, application: BotApplication) -> None:
        """Let others lead, and handlers under way end; what is left of them is begun again by another process."""
        await _try("the lead runs out by itself", self.leadership.leave())
        try:
            async with asyncio.timeout(HANDLE_SECONDS):
                await application.stop()
        except TimeoutError:
            log.warning("updates that are still being handled are left to another bot")
            await self._sources.handling.abandon()

    async def stop(self, _: BotApplication) -> None:
        """Let replies under way end, say that we are gone, and close what is open."""
        for loop in self._loops:
            loop.end()
        self._running = {}
        self.pulse.clear()
        await end(self._tasks)
        await self._delivery.finish(FINISH_SECONDS)
        await self._progress.actions.close()
        if self._living is not None:  # up to here nobody may take what we hold
            self._sources.presence.end()
            await end([self._living])
            await _try("some updates may be handled again", self._sources.inbox.flush())
            await _try("others notice it later", self._sources.presence.leave())
        await self._sources.store.aclose()
        self._queue.close()


async def _try(otherwise: str, call: Awaitable[None]) -> None:
    """Do something of the end that Redis may be away for."""
    try:
        await call
    except redis.RedisError as error:
        log.warning("Redis does not answer at the end (%s): %s", type(error).__name__, otherwise)
