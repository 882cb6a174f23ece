"""Updates are fetched as Telegram wrote them; what cannot be read ends nothing, and nothing of it is logged."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from telegram import Message as TelegramMessage
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.app import build_application
from bot.redis_keys import UPDATES
from bot.runtime import run
from bot.sandbox.errors import ApiError
from bot.updates.poller import updates_of
from bot.updates.queue import FIELD
from tests.bot.conftest import BotHouse, until, until_handled
from tests.bot.updates.test_queue import message


@pytest.fixture
def newer_kind(monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the text of messages that are newer than the library."""
    read = TelegramMessage.de_json

    def refuse(data: dict[str, Any], bot: Any = None) -> TelegramMessage:
        if data.get("text") == "unheard of":
            raise TypeError("unheard of")
        return read(data, bot)

    monkeypatch.setattr(TelegramMessage, "de_json", refuse)
    return "unheard of"


async def test_a_message_newer_than_the_library_keeps_nobody_waiting(
    lived_in: BotHouse, newer_kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    await lived_in.person.send_text(newer_kind)
    await lived_in.person.send_text("/help")

    await lived_in.person.next_message()
    await until_handled(lived_in)
    assert "unreadable update dropped (TypeError)" in caplog.text
    assert newer_kind not in caplog.text


async def test_an_update_whose_date_is_no_date_ends_no_bot(
    lived_in: BotHouse, caplog: pytest.LogCaptureFixture
) -> None:
    await lived_in.redis.xadd(UPDATES, {FIELD: json.dumps(message(date=10**20))})  # as the webhook may have taken it

    await until(lambda: "unreadable update dropped" in caplog.text)
    await lived_in.person.send_text("/help")
    await lived_in.person.next_message()
    await until_handled(lived_in)


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"ok": false}', b'{"ok": true, "result": 5}', b"[" * 5000, b"{}"])
def test_what_is_no_list_of_updates_is_an_error_of_telegram_s(body: bytes) -> None:
    with pytest.raises(NetworkError):
        updates_of(200, body)


def test_updates_come_as_telegram_wrote_them() -> None:
    body = json.dumps({"ok": True, "result": [message(7), 5, {}, message(8, date=10**20)]}).encode()

    assert updates_of(200, body) == [message(7), message(8, date=10**20)]


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (401, {"ok": False, "error_code": 401, "description": "Unauthorized"}, InvalidToken),
        (409, {"ok": False, "error_code": 409, "description": "Conflict"}, Conflict),
        (429, {"ok": False, "error_code": 429, "parameters": {"retry_after": 7}}, RetryAfter),
        (502, {"ok": False, "error_code": 502, "description": "Bad Gateway"}, NetworkError),
        (404, {"ok": False, "error_code": 404, "description": "Not Found"}, NetworkError),
    ],
)
def test_refusals_have_their_meaning(status: int, answer: dict[str, Any], error: type[TelegramError]) -> None:
    with pytest.raises(error):
        updates_of(status, json.dumps(answer).encode())


async def test_a_bot_polls_again_after_a_refusal(
    lived_in: BotHouse, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    lived_in.sandbox.faults.refuse("getUpdates", ApiError(502, "Bad Gateway"))
    await lived_in.person.send_text("/help")

    await lived_in.person.next_message()

    await until(lambda: "getUpdates failed (NetworkError)" in caplog.text)


async def test_a_token_that_is_not_valid_any_more_ends_the_bot(house: BotHouse) -> None:
    stop = asyncio.Event()
    application = build_application(house.settings, house.redis_url)
    running = asyncio.create_task(run(application, stop))
    await until(lambda: house.sandbox.calls_of("getUpdates"))
    house.sandbox.faults.refuse("getUpdates", ApiError(401, "Unauthorized"))
    await house.person.send_text("/help")

    with pytest.raises(InvalidToken):
        await asyncio.wait_for(running, 30)
