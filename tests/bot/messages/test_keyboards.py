"""What buttons of /settings and /emotions say, and what is read back from them."""

from __future__ import annotations

import pytest
from telegram import Chat, InlineKeyboardMarkup, Message

from bot.chats import ChatSettings
from bot.i18n.translator import Language, translator_for
from bot.messages.keyboards import (
    ALBUM,
    MARK,
    PAINTING,
    artworks_keyboard,
    button,
    has_album_buttons,
    language_keyboard,
    mix_keyboard,
    settings_keyboard,
    strength_keyboard,
    style_keyboard,
    token_under,
)
from bot.styles.paint_options import StyleChoice
from emostyle.emotions import Emotion

OWNER = -(10**13)
languages = pytest.mark.parametrize("language", Language)


def under(keyboard: InlineKeyboardMarkup) -> Message:
    return Message(1, None, Chat(5, "private"), reply_markup=keyboard)  # type: ignore[arg-type]


@languages
def test_all_that_buttons_say_fits_telegrams_64_bytes(language: Language) -> None:
    translator = translator_for(language)
    keyboards = [
        settings_keyboard(translator, ChatSettings(), OWNER),
        style_keyboard(translator, None, OWNER),
        artworks_keyboard(translator, StyleChoice(), OWNER),
        mix_keyboard(translator, {Emotion.SURPRISE: 9}, OWNER),
        strength_keyboard(translator, 0.5, OWNER),
        language_keyboard(translator, language, OWNER),
    ]
    said = [str(each.callback_data) for keyboard in keyboards for row in keyboard.inline_keyboard for each in row]

    assert max(len(each.encode()) for each in said) <= 64


def test_the_choice_that_holds_is_marked() -> None:
    keyboard = strength_keyboard(translator_for(Language.ENGLISH), 0.5, OWNER)

    marked = [each.text for row in keyboard.inline_keyboard for each in row if each.text.startswith(MARK)]
    assert len(marked) == 1
    assert "50" in marked[0]


def test_a_message_tells_which_painting_its_buttons_are_of() -> None:
    assert token_under(under(InlineKeyboardMarkup([[button("x", PAINTING, "abc", "e", "sad")]]))) == "abc"
    assert token_under(under(InlineKeyboardMarkup([[button("x", ALBUM, "abc", "o")]]))) is None


def test_numbers_of_an_album_are_known() -> None:
    assert has_album_buttons(under(InlineKeyboardMarkup([[button("1", ALBUM, "abc", "o")]])))
    assert not has_album_buttons(under(InlineKeyboardMarkup([])))
