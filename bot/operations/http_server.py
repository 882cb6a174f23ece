"""The bot's own web server: health, readiness and metrics for operators, and the webhook for Telegram.

It is made for a network of one's own, or to stand behind a proxy that speaks TLS. It trusts no header but the secret.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import redis
from aiohttp import web
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, generate_latest

from bot.observability.metrics import Metrics
from bot.operations.queue_metrics import Snapshot, SnapshotCollector
from bot.telegram_api.http import Connectivity
from bot.updates.webhook import LARGEST, Webhook

IDLE_SECONDS = 75.0  # for a client to send the head of its next request, the first one too
END_SECONDS = 5.0  # for requests under way at the end
LOOK_SECONDS = 4.0  # for Redis to answer what an operator asks; Prometheus itself waits for 10 s
LOST_SECONDS = 60.0  # without any answer of Telegram's, after which a bot is not ready
WEB = "web"  # where the application keeps its server among its data
log = logging.getLogger(__name__)


class WebError(Exception):
    """The server cannot begin."""


@dataclass(frozen=True, slots=True)
class Vitals:
    """Where the server learns how this process is."""

    connectivity: Connectivity
    find_trouble: Callable[[], str | None]  # in its loops
    is_polling: Callable[[], bool]
    loop_ages: Callable[[], Mapping[str, float]]  # seconds since the last turn of each, by name


class HttpServer:
    """Serves until it is stopped."""

    def __init__(
        self,
        address: tuple[str, int],
        take_snapshot: Callable[[], Awaitable[Snapshot]],
        metrics: Metrics,
        vitals: Vitals,
        webhook: Webhook | None = None,
    ) -> None:
        self._address, self._take_snapshot = address, take_snapshot
        self._metrics, self._vitals = metrics, vitals
        self.webhook = webhook
        self._runner: web.AppRunner | None = None

    @property
    def port(self) -> int:
        """The port that is served, also when the setting was 0 (any); raises RuntimeError before the start."""
        if self._runner is None:
            raise RuntimeError("the server is not started")
        return int(self._runner.addresses[0][1])

    async def start(self) -> None:
        """Begin to serve; raise WebError when the port is taken."""
        application = web.Application(client_max_size=LARGEST)
        application.router.add_get("/healthz", self._health)
        application.router.add_get("/readyz", self._readiness)
        application.router.add_get("/metrics", self._tell_metrics)
        if self.webhook is not None:
            application.router.add_post(self.webhook.path, self.webhook.take)
        # No access log: it would hold people's addresses.
        runner = web.AppRunner(
            application, access_log=None, keepalive_timeout=IDLE_SECONDS, shutdown_timeout=END_SECONDS
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, *self._address).start()
        except OSError as error:
            await runner.cleanup()
            raise WebError(
                f"nothing can be served at {self._address[0]}:{self._address[1]}: {error.strerror}"
            ) from None
        self._runner = runner

    async def stop(self) -> None:
        """Stop serving after the open requests have ended."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _health(self, _: web.Request) -> web.Response:
        """Return whether this process should be restarted; an answer at all proves that the event loop runs."""
        if problem := self._vitals.find_trouble():
            log.error("unhealthy: %s", problem)
        return _verdict(problem)

    async def _readiness(self, _: web.Request) -> web.Response:
        """Return whether this process can do its work just now."""
        problem = self._vitals.find_trouble()
        if problem is None and not self._vitals.connectivity.was_made:
            problem = "Telegram was not reached yet"
        if problem is None and self._vitals.connectivity.lost_for() > LOST_SECONDS:
            problem = f"Telegram has not answered for {self._vitals.connectivity.lost_for():.0f} s"
        if problem is None and await self._look() is None:
            problem = "Redis does not answer"
        return _verdict(problem)

    async def _tell_metrics(self, _: web.Request) -> web.Response:
        once = CollectorRegistry()
        once.register(SnapshotCollector(await self._look()))
        receiving = self._metrics.receiving
        receiving.labels("polling").set(self._vitals.is_polling())
        receiving.labels("webhook").set(self.webhook is not None and self.webhook.is_announced)
        for loop, age in self._vitals.loop_ages().items():
            self._metrics.turns.labels(loop).set(age)
        body = generate_latest(self._metrics.registry) + generate_latest(once)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})

    async def _look(self) -> Snapshot | None:
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                return await self._take_snapshot()
        except (redis.RedisError, TimeoutError) as error:
            log.warning("cannot read queue metrics, Redis unavailable (%s)", type(error).__name__)
            return None


@asynccontextmanager
async def serving(web: HttpServer | None) -> AsyncIterator[None]:
    """Serve until the block ends, if there is anything to serve; raise WebError when that cannot begin."""
    if web is not None:
        await web.start()
    try:
        yield
    finally:
        if web is not None:
            await web.stop()


def _verdict(problem: str | None) -> web.Response:
    return web.Response(text=f"{problem or 'ok'}\n", status=503 if problem else 200)
