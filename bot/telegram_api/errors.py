"""What an error means for the call to Telegram that failed with it."""

from __future__ import annotations

import httpx
from telegram.error import RetryAfter, TelegramError

MAYBE_DONE = ("gateway time", "gateway_time", "(504)")  # a proxy timed out, though Telegram may have the call
# With one of these as its cause, the call cannot have reached Telegram as a whole.
NOT_RECEIVED = (
    httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.WriteError, httpx.WriteTimeout,
)  # fmt: skip


def is_safe_to_repeat(error: TelegramError) -> bool:
    """Return whether a call that failed with `error` cannot have had its effect."""
    if any(words in error.message.lower() for words in MAYBE_DONE):
        return False
    cause = error.__cause__
    # An error without a cause is an answer of Telegram, such as 502; one caused by a TelegramError is such an answer in
    # HTML. In both cases Telegram did nothing.
    return cause is None or isinstance(cause, (TelegramError, *NOT_RECEIVED))


def seconds_of(error: RetryAfter) -> float:
    """Return how many seconds Telegram asks the bot to wait."""
    after = error.retry_after
    return float(after if isinstance(after, int) else after.total_seconds())
