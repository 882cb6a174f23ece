"""People, chats and the bot's token."""

from __future__ import annotations

from bot.sandbox.chats.people import SANDBOX_TOKEN, Chat, User, bot_of, is_token


def test_the_token_has_telegrams_form() -> None:
    assert is_token(SANDBOX_TOKEN)
    assert not is_token("123:short")


def test_the_number_of_a_token_is_the_id_of_its_bot() -> None:
    bot = bot_of("42:" + "x" * 35)

    assert (bot.id, bot.is_bot) == (42, True)


def test_what_is_not_known_of_a_person_is_left_out() -> None:
    assert User(7, "Ada").as_json() == {"id": 7, "is_bot": False, "first_name": "Ada"}
    assert User(7, "Ada", language_code="de").as_json()["language_code"] == "de"


def test_a_group_has_a_title_where_a_person_has_a_name() -> None:
    assert Chat(-5, "group", "Friends").as_json() == {"id": -5, "type": "group", "title": "Friends"}
    assert Chat(7, "private", "Ada").as_json() == {"id": 7, "type": "private", "first_name": "Ada"}
