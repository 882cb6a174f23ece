"""Calls to Telegram over HTTP: each one is counted and timed."""

from __future__ import annotations

import time

from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot.observability.metrics import Metrics

FLOOD, FIRST_OF_SERVER = 429, 500  # status codes
UPDATES = "getUpdates"
FILE = "file"  # the name of a download in the metrics, beside the methods of the Bot API
LONG = frozenset({UPDATES, FILE})  # calls whose duration says nothing about Telegram's speed


class Connectivity:
    """Records whether Telegram has ever answered, and since when it has not."""

    def __init__(self) -> None:
        self.was_made = False
        self._lost_at: float | None = None  # time.monotonic() of the first failed call since the last answer

    def made(self) -> None:
        """Note that Telegram answered."""
        self.was_made, self._lost_at = True, None

    def failed(self) -> None:
        """Note that Telegram did not answer, or answered with a server error."""
        self._lost_at = self._lost_at or time.monotonic()

    def lost_for(self) -> float:
        """Return for how many seconds all calls have failed; 0 when the last one was answered."""
        return time.monotonic() - self._lost_at if self._lost_at is not None else 0.0


class InstrumentedRequest(HTTPXRequest):
    """Makes calls as python-telegram-bot does, and counts and times them."""

    def __init__(
        self,
        metrics: Metrics,
        connectivity: Connectivity,
        connections: int,
        pool_timeout: float = 1.0,
    ) -> None:
        super().__init__(connection_pool_size=connections, pool_timeout=pool_timeout)
        self._metrics, self._connectivity = metrics, connectivity

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call; raise TimedOut or NetworkError when there is no answer."""
        name = method_of(url)
        self._metrics.calls.labels(name).inc()
        timeouts = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        begin = time.perf_counter()
        try:
            status, body = await super().do_request(url, method, request_data, *timeouts)
        except NetworkError as error:
            self._metrics.errors.labels("timeout" if isinstance(error, TimedOut) else "network").inc()
            self._connectivity.failed()
            raise
        if name not in LONG:
            self._metrics.call_seconds.observe(time.perf_counter() - begin)
        self._record(status)
        return status, body

    def _record(self, status: int) -> None:
        kind = kind_of(status)
        if kind is not None:
            self._metrics.errors.labels(kind).inc()
        if kind == "server":
            self._connectivity.failed()
        else:
            self._connectivity.made()


def method_of(url: str) -> str:
    """Return the Bot API method in a URL, without the token; `FILE` for a download."""
    root, _, name = url.partition("?")[0].rpartition("/")
    return name if root.rpartition("/")[2].startswith("bot") else FILE


def kind_of(status: int) -> str | None:
    """Return which kind of failure a status means; None for success."""
    if status == FLOOD:
        return "flood"
    if status >= FIRST_OF_SERVER:
        return "server"
    return "refused" if status >= 400 else None
