"""Repeats calls to Telegram with growing pauses: at the start, and when a failed call cannot have had an effect."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.telegram_api.errors import is_safe_to_repeat, seconds_of
from worker.shared.backoff import backoff

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds between two attempts
PATIENCE = 300.0  # seconds after which a call is not repeated any more
T = TypeVar("T")
log = logging.getLogger(__name__)


async def until_answered(
    call: Callable[[], Awaitable[object]],
    stop: asyncio.Event,
    trouble: str,
    final: type[TelegramError] | tuple[()] = (),
) -> bool:
    """Repeat a call until Telegram answers, logging `trouble` after each error; return False if `stop` is set before.

    Raises errors of the type `final`.
    """
    pauses = backoff(FIRST_PAUSE, LONGEST_PAUSE)
    while not stop.is_set():
        try:
            await call()
        except final:
            raise
        except TelegramError as error:
            pause = next(pauses)
            log.warning("%s (%s); trying again in %.0f s", trouble, reason_of(error), pause)
        else:
            return True
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
    return False


def reason_of(error: TelegramError) -> str:
    """Return an error's text for operators: Telegram's message if it is about a wrong setting, otherwise the type."""
    return error.message if isinstance(error, BadRequest) else type(error).__name__


async def repeat_safely(call: Callable[[], Awaitable[T]]) -> T:
    """Make a call, and repeat it for up to `PATIENCE` seconds while Telegram or the network fails.

    Raises TelegramError when Telegram refuses the call, when the call may have had its effect, or after `PATIENCE`.
    """
    deadline, pauses = time.monotonic() + PATIENCE, backoff(FIRST_PAUSE, LONGEST_PAUSE)
    while True:
        try:
            return await call()
        except (NetworkError, RetryAfter) as error:
            wait = max(next(pauses), seconds_of(error) if isinstance(error, RetryAfter) else 0.0)
            is_final = isinstance(error, BadRequest) or not is_safe_to_repeat(error)
            if is_final or time.monotonic() + wait > deadline:
                raise
            log.warning("call to Telegram failed (%s); trying again in %.0f s", type(error).__name__, wait)
        await asyncio.sleep(wait)
