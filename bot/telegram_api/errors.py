"""What Telegram's errors mean for a call that failed."""

from __future__ import annotations

import httpx
from telegram.error import RetryAfter, TelegramError

MAYBE_DONE = ("gateway time", "gateway_time", "(504)")  # a proxy that gave up waiting for an answer
# The call cannot have been read to its end when one of these is the cause.
BEFORE_THE_END = (
    httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.WriteError, httpx.WriteTimeout,
)  # fmt: skip


def is_safe_to_repeat(error: TelegramError) -> bool:
    """Return whether a call that failed with `error` cannot have had its effect."""
    if any(words in error.message.lower() for words in MAYBE_DONE):
        return False
    cause = error.__cause__
    # Without a cause the error is Telegram's own answer (502 and its like), and with a TelegramError as its cause it is
    # such an answer in HTML: nothing was sent.
    return cause is None or isinstance(cause, (TelegramError, *BEFORE_THE_END))


def seconds_of(error: RetryAfter) -> float:
    """Return how long Telegram asks us to wait."""
    after = error.retry_after
    return float(after if isinstance(after, int) else after.total_seconds())
