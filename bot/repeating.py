"""Calls to Telegram that are made again, for a while, when they cannot have had their effect."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.pulse import turn
from bot.sending import is_safe_to_repeat, seconds_of

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds between two tries
PATIENCE = 300.0  # seconds in which they are made
T = TypeVar("T")
log = logging.getLogger(__name__)


async def repeat_safely(call: Callable[[], Awaitable[T]]) -> T:
    """Make a call until Telegram takes it, for `PATIENCE` seconds while Telegram or the way to it is at fault.

    Raises TelegramError when Telegram refuses it, when it may have been taken, or when patience ends.
    """
    deadline, pause = time.monotonic() + PATIENCE, FIRST_PAUSE
    while True:
        turn()
        try:
            return await call()
        except (NetworkError, RetryAfter) as error:
            wait = max(pause, seconds_of(error)) if isinstance(error, RetryAfter) else pause
            is_final = isinstance(error, BadRequest) or not is_safe_to_repeat(error)
            if is_final or time.monotonic() + wait > deadline:
                raise
            log.warning("not answered yet (%s); trying again in %.0f s", type(error).__name__, wait)
        await asyncio.sleep(wait)
        pause = min(2 * pause, LONGEST_PAUSE)
