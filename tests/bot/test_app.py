"""The composition root: what it makes, and which handler gets which message."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import SecretStr
from telegram import Bot, Chat, Message, PhotoSize, Update, User
from telegram.ext import MessageHandler

from bot.app import build_application, read_previews
from bot.messages.texts import ADMIN_COMMANDS, COMMANDS
from bot.service import SERVICE, BotApplication
from bot.settings import BotSettings
from emostyle.emotions import EMOTIONS

TOKEN = "123456789:" + "x" * 35


@pytest.fixture
def application() -> BotApplication:
    settings = BotSettings.model_validate({"TELEGRAM_BOT_TOKEN": SecretStr(TOKEN), "admins": "7"})
    return build_application(settings, "redis://127.0.0.1:1")  # connects when it is started


def handler_of(application: BotApplication, author: int = 5, **fields: Any) -> int:
    """Return the number of the first handler that takes a message."""
    message = Message(
        3, datetime.now(UTC), Chat(author, "private"), from_user=User(author, "A", is_bot=False), **fields
    )
    bot = Bot(TOKEN)
    bot._bot_user = User(1, "Emo", is_bot=True, username="emo_bot")
    message.set_bot(bot)
    update = Update(1, message=message)
    fitting = [
        number
        for number, handler in enumerate(application.handlers[0])
        if isinstance(handler, MessageHandler) and handler.check_update(update)
    ]
    return fitting[0]


def test_every_command_has_a_handler_of_its_own(application: BotApplication) -> None:
    handlers = {
        command: handler_of(application, author=7, text=f"/{command}") for command in (*COMMANDS, *ADMIN_COMMANDS)
    }

    assert len(set(handlers.values())) == len(handlers)
    assert handler_of(application, text="/nonsense") not in handlers.values()


@pytest.mark.parametrize("command", ADMIN_COMMANDS)
def test_commands_of_admins_are_unknown_to_others(application: BotApplication, command: str) -> None:
    assert handler_of(application, author=5, text=f"/{command}") == handler_of(application, text="/nonsense")


def test_a_photo_with_a_command_is_the_command_s(application: BotApplication) -> None:
    photo = [PhotoSize("f", "u", 9, 9)]

    assert handler_of(application, photo=photo, caption="/style sad") == handler_of(application, text="/style")
    assert handler_of(application, photo=photo) != handler_of(application, text="hello")


def test_python_telegram_bot_fetches_no_updates_itself(application: BotApplication) -> None:
    assert application.updater is None
    assert application.update_queue is application.bot_data[SERVICE]._pipeline.updates


def test_every_emotion_has_its_preview() -> None:
    assert set(read_previews()) == set(EMOTIONS)
    assert all(picture.startswith(b"\xff\xd8") for picture in read_previews().values())
