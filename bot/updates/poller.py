"""Polls Telegram while this process leads, and stops at once afterwards: Telegram answers two pollers with 409.

Updates go into the queue as Telegram wrote them. The offset moves on only after an update is stored: while Redis is
unavailable, the poller asks Telegram for the same updates again.
"""

from __future__ import annotations

import asyncio
import json
import logging
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.coordination.leader import Leadership
from bot.coordination.loops import end
from bot.telegram_api.errors import seconds_of
from bot.updates.queue import UpdateQueue
from worker.shared.backoff import backoff

ALLOWED_UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY]
LOOK_SECONDS = 0.1  # between two checks whether this process leads
POLL_SECONDS = 10  # that Telegram waits for updates before it answers a call
READ_SECONDS = POLL_SECONDS + 5.0  # that the poller waits for the answer
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds after a call that failed
log = logging.getLogger(__name__)


class Poller:
    """Fetches updates while this process leads."""

    def __init__(self, bot: Bot, request: BaseRequest, leadership: Leadership, updates: UpdateQueue) -> None:
        self._bot, self._request, self._leadership, self._updates = bot, request, leadership, updates
        self.ready = asyncio.Event()  # set once this process or another one polls
        self.is_polling = False
        self._call: asyncio.Task[float] | None = None
        self._offset = 0
        self._pauses = backoff(FIRST_PAUSE, LONGEST_PAUSE)

    async def step(self) -> float:
        """Poll while this process leads, otherwise stop polling; return the seconds until the next step.

        Raises InvalidToken when Telegram no longer accepts the token.
        """
        if not self._leadership.is_ours:
            await self.close()
            if self._leadership.decided.is_set():
                self.ready.set()
            return LOOK_SECONDS
        self._call = self._call or asyncio.create_task(self._poll())
        done, _ = await asyncio.wait({self._call}, timeout=LOOK_SECONDS)
        if not done:
            return 0.0
        call, self._call = self._call, None
        return call.result()

    async def close(self) -> None:
        """Cancel the call in flight; Telegram sends its updates again."""
        self.is_polling = False
        if self._call is not None:
            call, self._call = self._call, None
            await end([call])

    async def shutdown(self) -> None:
        """Stop for good."""
        await self.close()
        await self._request.shutdown()

    async def _poll(self) -> float:
        """Fetch once; return the seconds until the next call."""
        try:
            if not self.is_polling:
                await self._bot.delete_webhook()  # while a webhook is set, Telegram refuses getUpdates
                self.is_polling = True
                self.ready.set()
            updates = await self._fetch()
        except InvalidToken:
            raise
        except TelegramError as error:
            return self._after(error)
        self._pauses = backoff(FIRST_PAUSE, LONGEST_PAUSE)
        for update in updates:
            await self._updates.add_or_handle(update)
            self._offset = update["update_id"] + 1
        return 0.0

    def _after(self, error: TelegramError) -> float:
        """Log a failed call; return the seconds until the next one."""
        pause = next(self._pauses)
        if isinstance(error, RetryAfter):
            pause = max(pause, seconds_of(error))
        if isinstance(error, Conflict):
            words = "another bot polls with the same TELEGRAM_BOT_TOKEN: stop one of them; trying again in %.0f s"
            log.error(words, pause)
            self._leadership.doubt()
        else:
            log.warning("getUpdates failed (%s); trying again in %.0f s", type(error).__name__, pause)
        return pause

    async def _fetch(self) -> list[dict[str, Any]]:
        query = {"offset": self._offset, "timeout": POLL_SECONDS, "allowed_updates": json.dumps(ALLOWED_UPDATES)}
        url = f"{self._bot.base_url}/getUpdates?{urlencode(query)}"
        return updates_of(*await self._request.do_request(url, "GET", read_timeout=READ_SECONDS))


def updates_of(status: int, body: bytes) -> list[dict[str, Any]]:
    """Return the updates in an answer to getUpdates, in Telegram's own form; raise TelegramError for any other answer.

    An update without an id is left out, because it cannot be confirmed.
    """
    try:
        answer = json.loads(body)
        if answer["ok"]:
            numbered = [each for each in answer["result"] if isinstance(each, dict)]
            return [each for each in numbered if isinstance(each.get("update_id"), int)]
        wait = int(answer.get("parameters", {}).get("retry_after", 0))
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
    ):  # a proxy's page, or another answer that the Bot API does not give
        raise NetworkError("the answer to getUpdates cannot be read") from None
    if status == HTTPStatus.UNAUTHORIZED:
        raise InvalidToken
    if status == HTTPStatus.CONFLICT:
        raise Conflict("another bot polls")
    if wait:
        raise RetryAfter(wait)
    raise NetworkError(f"getUpdates was refused with {status}")
