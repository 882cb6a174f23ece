"""Everybody is spoken to, and understood, in their own language."""

from __future__ import annotations

import pytest

from bot.i18n.translator import Language
from bot.messages.texts import COMMANDS, GROUP_COMMANDS
from bot.sandbox.chats.people import User
from emostyle.emotions import Emotion
from tests.bot.conftest import BotHouse, says, until
from tests.bot.stand_in_worker import picture


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "Send me a photo with a face"),
        ("es", "Envíame una foto con una cara"),
        ("pt-br", "Envie-me uma foto com um rosto"),
        ("de", "Schick mir ein Foto mit einem Gesicht"),
        ("fr", "Envoie-moi une photo avec un visage"),
        ("ru", "Пришли мне фото с лицом"),
        ("hi", "मुझे चेहरे वाली एक फ़ोटो भेजिए"),
        ("zh-hans", "发一张有人脸的照片"),
        ("tlh", "Send me a photo with a face"),
    ],
)
async def test_everybody_is_spoken_to_in_the_language_of_their_app(lived_in: BotHouse, code: str, words: str) -> None:
    person = lived_in.sandbox.new_person("Bo", code)

    await person.send_text("/start")

    await person.next_message(says(words))


async def test_a_painting_and_its_status_are_in_the_language_of_the_person(lived_in: BotHouse) -> None:
    person = lived_in.sandbox.new_person("Bo", "fr")

    await person.send_photo(picture())

    await person.next_message(says("J’ai ta photo"))
    await lived_in.worker.paint(Emotion.FEAR)
    await person.next_message(says("😨 peur · sûr à 70", "Le Cri, Edvard Munch, 1893"))


async def test_a_style_is_understood_in_any_language(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture(), "/style wütend")

    assert (await lived_in.worker.paint()).emotion is Emotion.ANGRY


async def test_the_command_menu_is_in_the_language_of_the_person(lived_in: BotHouse) -> None:
    state = lived_in.sandbox.state
    await until(lambda: len(lived_in.sandbox.calls_of("setMyCommands")) == 2 * len(Language))
    for code, words in (("en", "What is waiting"), ("de", "Was gerade wartet"), ("tlh", "What is waiting")):
        user = User(700_000_900, "Ada", language_code=code)
        private, group = state.open_private_chat(user), state.open_group(-5, "Friends", [user])
        for conversation, commands in ((private, COMMANDS), (group, GROUP_COMMANDS)):
            shown = state.commands.shown_to(user, conversation.chat)
            assert {"command": "status", "description": words} in shown
            assert [each["command"] for each in shown] == list(commands)
