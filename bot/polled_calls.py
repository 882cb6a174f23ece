"""Calls for updates, of whose answers nothing gets through that python-telegram-bot cannot read.

It would log such an update with all that it says, and ask for the same again for ever: one message of a kind that is
newer than the library would end all receiving.
"""

from __future__ import annotations

from telegram._utils.types import ODVInput
from telegram.request import BaseRequest, RequestData

from bot.measured_calls import UPDATES, MeasuredCalls, method_of
from bot.readable import with_readable_updates


class PolledCalls(MeasuredCalls):
    """Makes calls for updates."""

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
        timeouts = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        status, body = await super().do_request(url, method, request_data, *timeouts)
        if method_of(url) != UPDATES:
            return status, body
        body, dropped = with_readable_updates(body)
        self._metrics.troubles.labels("handler").inc(dropped)
        return status, body
