"""People, chats and the bot's token."""

from __future__ import annotations

from bot.sandbox.chats.people import SANDBOX_TOKEN, is_token


def test_the_token_has_telegrams_form() -> None:
    assert is_token(SANDBOX_TOKEN)
    assert not is_token("123:short")
