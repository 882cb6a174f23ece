"""Telegram is asked with growing pauses until it answers, says that there is no point, or we are told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine

import pytest
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError

from bot.telegram_api import retry
from bot.telegram_api.retry import until_answered


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(retry, "LONGEST_PAUSE", 0.03)


def telegram(*errors: TelegramError) -> Callable[[], Coroutine[None, None, None]]:
    """Return a call that fails with one error after the other, and then no more."""
    left = list(errors)

    async def call() -> None:
        if left:
            raise left.pop(0)

    return call


async def test_it_is_asked_until_it_answers(caplog: pytest.LogCaptureFixture) -> None:
    errors = (NetworkError("of somebody's photo"), BadRequest("bad webhook: port"), InvalidToken())

    assert await until_answered(telegram(*errors), asyncio.Event(), "no webhook")

    assert [message.partition(";")[0] for message in caplog.messages] == [
        "no webhook (NetworkError)",
        "no webhook (bad webhook: port)",
        "no webhook (InvalidToken)",
    ]


async def test_pauses_grow_to_a_bound(caplog: pytest.LogCaptureFixture) -> None:
    await until_answered(telegram(*[NetworkError("")] * 4), asyncio.Event(), "away")

    arguments = [record.args for record in caplog.records]
    assert [each[2] for each in arguments if isinstance(each, tuple)] == [0.01, 0.02, 0.03, 0.03]


async def test_a_final_refusal_is_raised() -> None:
    with pytest.raises(InvalidToken):
        await until_answered(telegram(NetworkError(""), InvalidToken()), asyncio.Event(), "away", final=InvalidToken)


async def test_who_is_told_to_stop_does_not_wait_for_the_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_PAUSE", 60.0)
    stop = asyncio.Event()
    asked = asyncio.create_task(until_answered(telegram(NetworkError("")), stop, "away"))
    await asyncio.sleep(0.01)

    stop.set()

    assert await asyncio.wait_for(asked, 60) is False
    assert await until_answered(telegram(), stop, "away") is False
