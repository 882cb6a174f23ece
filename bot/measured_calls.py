"""Calls to Telegram as they go over the wire: each try is counted, with its length and what went wrong."""

from __future__ import annotations

import json
import time

from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot.metrics import Metrics
from bot.pulse import Pulse, turn
from bot.readable import with_readable_updates
from bot.under_way import calling

FLOOD, FIRST_OF_SERVER = 429, 500  # status codes
UPDATES = "getUpdates"
FILE = "file"  # what a download is called among the methods
LONG = frozenset({UPDATES, FILE})  # calls whose length says nothing


class Contact:
    """Knows whether Telegram was reached, and since when it has not been."""

    def __init__(self) -> None:
        self.was_made = False
        self._lost_at: float | None = None  # time.monotonic() of the first of the calls that failed lately

    def made(self) -> None:
        """Note that Telegram answered."""
        self.was_made, self._lost_at = True, None

    def failed(self) -> None:
        """Note that it did not."""
        self._lost_at = self._lost_at or time.monotonic()

    def lost_for(self) -> float:
        """Return for how many seconds every call has failed; 0 when the last one was answered."""
        return time.monotonic() - self._lost_at if self._lost_at is not None else 0.0


class MeasuredCalls(HTTPXRequest):
    """Makes calls as python-telegram-bot does, and tells the metrics."""

    def __init__(
        self, metrics: Metrics, contact: Contact, pulse: Pulse, connections: int, pool_timeout: float = 1.0
    ) -> None:
        super().__init__(connection_pool_size=connections, pool_timeout=pool_timeout)
        self._metrics, self._contact, self._pulse = metrics, contact, pulse

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
        if name == UPDATES:
            turn()
        timeouts = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        begin = time.perf_counter()
        try:
            with calling():
                status, body = await super().do_request(url, method, request_data, *timeouts)
        except NetworkError as error:
            self._metrics.errors.labels("timeout" if isinstance(error, TimedOut) else "network").inc()
            self._contact.failed()
            raise
        if name not in LONG:
            self._metrics.call_seconds.observe(time.perf_counter() - begin)
        self._judge(status)
        if status == FLOOD:
            self._pulse.hold(wait_of(body))
        return status, self._readable(body) if name == UPDATES else body

    def _readable(self, body: bytes) -> bytes:
        # python-telegram-bot would log an update that it cannot read with all that it says, and ask for the same again
        # for ever: one message of a kind that is newer than the library would end all receiving.
        body, dropped = with_readable_updates(body)
        self._metrics.troubles.labels("handler").inc(dropped)
        return body

    def _judge(self, status: int) -> None:
        kind = kind_of(status)
        if kind is not None:
            self._metrics.errors.labels(kind).inc()
        if kind == "server":
            self._contact.failed()
        else:
            self._contact.made()


def method_of(url: str) -> str:
    """Return the method of the Bot API that an address calls; the token in it stays out of sight."""
    root, _, name = url.rpartition("/")
    return name if root.rpartition("/")[2].startswith("bot") else FILE


def wait_of(body: bytes) -> float:
    """Return the seconds that the answer of a 429 asks us to wait; 0 for one that does not say."""
    try:
        return float(json.loads(body)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return 0.0


def kind_of(status: int) -> str | None:
    """Return what kind of failure a status is; None for none."""
    if status == FLOOD:
        return "flood"
    if status >= FIRST_OF_SERVER:
        return "server"
    return "refused" if status >= 400 else None
