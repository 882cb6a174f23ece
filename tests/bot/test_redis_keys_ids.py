"""Ids are the same for the same thing, and tell nobody whose it is."""

from __future__ import annotations

from datetime import UTC, datetime

from telegram import Chat, Message

from bot.redis_keys import hidden_id, request_id_for, request_id_of_press


def message(number: int = 3, seconds: int = 1_700_000_000) -> Message:
    return Message(number, datetime.fromtimestamp(seconds, UTC), Chat(123456789, "private"))


def test_the_same_message_makes_one_request() -> None:
    assert request_id_for(message(), 9) == request_id_for(message(), 9)


def test_other_messages_bots_and_times_make_others() -> None:
    ids = {request_id_for(*each) for each in ((message(), 9), (message(4), 9), (message(), 8), (message(3, 5), 9))}

    assert len(ids) == 4
    assert request_id_of_press("1", 9) != request_id_of_press("2", 9)


def test_an_id_fits_the_contract_and_hides_its_parts() -> None:
    assert len(hidden_id(123456789, "secret")) == 32
    assert "123456789" not in hidden_id(123456789, "secret")
