"""Which messages a handler is for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Bot, Chat, Document, Message, PhotoSize, User

from bot.handlers.message import IsCommand, Picture, WrittenBy

ADA = User(7, "Ada", is_bot=False)


def message(**fields: Any) -> Message:
    made = Message(3, datetime.now(UTC), Chat(-5, "group"), from_user=ADA, **fields)
    bot = Bot("1:" + "x" * 30)
    bot._bot_user = User(1, "Emo", is_bot=True, username="emo_bot")
    made.set_bot(bot)
    return made


@pytest.mark.parametrize(
    ("text", "is_command"),
    [
        ("/style happy", True),
        ("/STYLE", True),
        ("/style@Emo_Bot", True),
        ("/style@other_bot", False),
        ("/styles", False),
        ("style", False),
        ("", False),
    ],
)
def test_a_command_may_name_us_but_no_other_bot(text: str, is_command: bool) -> None:
    assert IsCommand("style").filter(message(text=text)) is is_command


def test_a_caption_is_a_command_too() -> None:
    photo = [PhotoSize("f", "u", 9, 9)]

    assert IsCommand("style").filter(message(caption="/style sad", photo=photo))
    assert Picture().filter(message(photo=photo))


def test_files_are_pictures_by_their_kind() -> None:
    assert Picture().filter(message(document=Document("f", "u", file_name="a.png")))
    assert not Picture().filter(message(document=Document("f", "u", file_name="a.pdf")))


def test_an_admin_who_writes_as_a_group_is_not_that_person() -> None:
    admins = WrittenBy({7})

    assert admins.filter(message(text="/stats"))
    assert not admins.filter(message(text="/stats", sender_chat=Chat(-5, "group")))
