"""Updates that python-telegram-bot cannot read end nothing, and nothing of them is logged."""

from __future__ import annotations

import json
from typing import Any

import pytest
from telegram import Message as TelegramMessage

from bot.redis_keys import UPDATES
from bot.telegram_api.update_validation import with_readable_updates
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
    assert "an update cannot be read and is dropped (TypeError)" in caplog.text
    assert newer_kind not in caplog.text


async def test_an_update_whose_date_is_no_date_ends_no_bot(
    lived_in: BotHouse, caplog: pytest.LogCaptureFixture
) -> None:
    await lived_in.redis.xadd(UPDATES, {FIELD: json.dumps(message(date=10**20))})  # as the webhook may have taken it

    await until(lambda: "an update cannot be read and is dropped" in caplog.text)
    await lived_in.person.send_text("/help")
    await lived_in.person.next_message()
    await until_handled(lived_in)


@pytest.mark.parametrize(
    "body", [b"<html>", b"[]", b'{"ok": false}', b'{"result": 5}', b'{"result": [{}]}', b"[" * 5000]
)
def test_what_is_no_list_of_updates_is_left_alone(body: bytes) -> None:
    assert with_readable_updates(body) == (body, 0)


def test_updates_that_can_be_read_are_not_touched() -> None:
    body = json.dumps({"ok": True, "result": [message(7), message(8)]}).encode()

    assert with_readable_updates(body) == (body, 0)


def test_of_an_update_that_cannot_be_read_the_number_is_left() -> None:
    body = json.dumps({"ok": True, "result": [message(7), message(8, date=10**20), message(9)]}).encode()

    changed, dropped = with_readable_updates(body)

    assert json.loads(changed)["result"] == [message(7), {"update_id": 8}, message(9)]
    assert dropped == 1
