"""The pace of calls to the Bot API, and what its methods answer on servers that do not know them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import InvalidToken
from telegram.ext import AIORateLimiter

RETRIES = 5  # after a 429, before the caller hears of it
NOBODY = 0  # a chat that is no group: `data` is only what the limiter looks at
_Answer = bool | dict[str, Any] | list[dict[str, Any]]
log = logging.getLogger(__name__)


class Pace(AIORateLimiter):
    """Keeps Telegram's limits, and lets the bot start on a server that knows no deleteWebhook.

    python-telegram-bot takes every 404 for a wrong token, and does not begin to poll. A token that is really wrong has
    failed in getMe before.
    """

    def __init__(self) -> None:
        super().__init__(max_retries=RETRIES)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, _Answer]],
        args: tuple[object, ...],
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> _Answer:
        """Make a call when its time has come."""
        if endpoint == "sendChatAction" and data.get("chat_id"):
            data = data | {"chat_id": NOBODY}  # the limit of a group is for messages, and answers need all of it
        try:
            return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)
        except InvalidToken:
            if endpoint != "deleteWebhook":
                raise
            log.warning("this Bot API server knows no deleteWebhook")
            return True
