"""The bot while it runs: receives updates, keeps its loops going, and ends in order."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any, Protocol

import redis
from redis.asyncio import Redis
from telegram.error import InvalidToken
from telegram.ext import Application

from bot.coordination.heartbeat import Heartbeat
from bot.coordination.leader import Leadership
from bot.coordination.loops import end
from bot.delivery.consumer import ResultConsumer
from bot.handlers.broadcast import Broadcast
from bot.handlers.command_menu import set_menus
from bot.observability.error_reports import ErrorReports, place_of, trace_of
from bot.observability.liveness import Liveness, watchdog
from bot.observability.metrics import Metrics
from bot.operations.http_server import WEB, HttpServer, serving
from bot.progress.status_messages import StatusMessages
from bot.progress.updater import StatusUpdater
from bot.telegram_api.retry import until_answered
from bot.updates.poller import ALLOWED_UPDATES, Poller
from bot.updates.processor import UpdateProcessor
from bot.updates.queue import UpdateQueue

FINISH_SECONDS = 20.0  # for replies under way at the end
HANDLE_SECONDS = 10.0  # for handlers under way at the end, before that
SERVICE = "service"  # where the application keeps it among its data
AGAIN_SECONDS = 2.0  # before a loop that failed begins again
# How metrics and health call the loops, in the order in which `Service` gets them; and those that run in other places.
LOOPS = ("Delivery", "Watch", "Broadcast", "Leadership")
HEARTBEAT, UPDATES, POLLING = "Presence", "Inbox", "Polling"
log = logging.getLogger(__name__)

BotApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class UpdatePipeline:
    """Where updates come from, which the application needs before it is built."""

    store: Redis
    heartbeat: Heartbeat
    updates: UpdateQueue
    processor: UpdateProcessor
    metrics: Metrics
    liveness: Liveness


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


async def serve(application: BotApplication) -> None:
    """Run until SIGINT or SIGTERM; raise InvalidToken when Telegram does not know the token."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    service: Service = application.bot_data[SERVICE]
    with watchdog(service.liveness):
        await run(application, stop)


async def run(application: BotApplication, stop: asyncio.Event) -> None:
    """Handle updates until `stop` is set, and serve meanwhile what operators ask for; leave nothing running."""
    async with serving(application.bot_data.get(WEB)):  # before Telegram is reached: a bot that waits for it is alive
        await receive(application, stop)


async def receive(application: BotApplication, stop: asyncio.Event) -> None:
    """Receive and handle updates until `stop` is set, and say when it begins."""
    if application.post_init is None or application.post_stop is None or application.updater is None:
        raise RuntimeError("the application was not built by bot.app")
    service: Service = application.bot_data[SERVICE]
    try:
        if not await until_answered(application.initialize, stop, "Telegram does not answer", final=InvalidToken):
            return
        await application.post_init(application)
        with service.liveness.of(UPDATES):  # for the task that it creates
            await application.start()
        await take_updates(application, service, stop)
    finally:
        if application.running:
            await service.end_handling(application)
        await application.post_stop(application)
        await application.shutdown()
        await application.bot.shutdown()  # what a failed start left open


async def take_updates(application: BotApplication, service: Service, stop: asyncio.Event) -> None:
    """Have Telegram bring updates, or poll for them, until `stop` is set."""
    ready = f"ready: https://t.me/{application.bot.username}"
    web: HttpServer | None = application.bot_data.get(WEB)
    if web is not None and web.webhook is not None:
        if await web.webhook.announce(application.bot, ALLOWED_UPDATES, stop):
            print(ready, flush=True)
            await stop.wait()
    elif application.updater is not None:
        with service.liveness.of(POLLING):
            await poll(Poller(application.updater, service.leadership, ALLOWED_UPDATES), ready, stop)


async def poll(polling: Poller, ready: str, stop: asyncio.Event) -> None:
    """Poll whenever we lead until `stop` is set; print the line when we do, or when another one does."""
    running = asyncio.create_task(polling.run())
    others = [asyncio.create_task(polling.ready.wait()), asyncio.create_task(stop.wait())]
    try:
        await asyncio.wait({running, *others}, return_when=asyncio.FIRST_COMPLETED)
        if polling.ready.is_set() and not running.done():
            print(ready, flush=True)
            await asyncio.wait({running, others[1]}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
    finally:
        polling.end()
        for task in (running, *others):
            task.cancel()
        await asyncio.gather(running, *others, return_exceptions=True)
