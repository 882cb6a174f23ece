"""Asking Telegram at the start, again and again with growing pauses, until it answers or we are told to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from telegram.error import BadRequest, TelegramError

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds between two attempts
log = logging.getLogger(__name__)


async def ask(
    call: Callable[[], Awaitable[object]],
    stop: asyncio.Event,
    trouble: str,
    final: type[TelegramError] | tuple[()] = (),
) -> bool:
    """Call until Telegram answers, logging `trouble` at each refusal; return False when we are told to stop before.

    Raises a refusal that is `final`.
    """
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            await call()
        except final:
            raise
        except TelegramError as error:
            log.warning("%s (%s); trying again in %.0f s", trouble, reason_of(error), pause)
        else:
            return True
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
        pause = min(2 * pause, LONGEST_PAUSE)
    return False


def reason_of(error: TelegramError) -> str:
    """Return what an operator may know of an error: Telegram's own words where they are of a setting that is wrong."""
    return error.message if isinstance(error, BadRequest) else type(error).__name__
