"""What an error of a call means for making it again."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut

from bot.telegram_api.errors import is_safe_to_repeat, seconds_of


def caused(error: TelegramError, cause: Exception | None) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "is_safe"),
    [
        (NetworkError("Bad Gateway"), True),  # Telegram's own answer: nothing was sent
        (caused(TimedOut(), httpx.ConnectTimeout("")), True),
        (caused(TimedOut(), httpx.PoolTimeout("")), True),
        (caused(TimedOut(), httpx.WriteTimeout("")), True),
        (caused(TimedOut(), httpx.ReadTimeout("")), False),
        (caused(NetworkError("x"), httpx.RemoteProtocolError("")), False),
        (NetworkError("Gateway Timeout"), False),
    ],
)
def test_a_call_that_telegram_may_have_read_is_not_made_again(error: TelegramError, is_safe: bool) -> None:
    assert is_safe_to_repeat(error) is is_safe


@pytest.mark.parametrize("after", [7, timedelta(seconds=7)])
def test_the_wait_of_a_429_is_read_in_both_its_forms(after: int | timedelta) -> None:
    assert seconds_of(RetryAfter(after)) == 7.0
