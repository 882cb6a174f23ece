"""What is said of the style of a chat, and of words that are none."""

from __future__ import annotations

from bot.i18n.translator import Language, translator_for
from bot.messages.style_choices import choices_keyboard, style_now, unknown_in_mix, unknown_style, wish_set
from bot.styles.paint_options import StyleChoice
from bot.styles.style_parser import Unknown, unknown
from emostyle.emotions import Emotion

ENGLISH = translator_for(Language.ENGLISH)


def test_a_chat_that_chose_nothing_is_told_that_faces_decide() -> None:
    assert style_now(ENGLISH, StyleChoice()) != style_now(ENGLISH, StyleChoice(emotion=Emotion.SAD))
    assert "sad" in style_now(ENGLISH, StyleChoice(emotion=Emotion.SAD))


def test_what_was_set_is_named_with_its_artwork() -> None:
    text = wish_set(ENGLISH, StyleChoice(emotion=Emotion.FEAR, style="munch-the-scream"))

    assert "The Scream" in text
    assert "Munch" in text


def test_a_word_that_means_nothing_is_told_back_with_what_is_nearest() -> None:
    assert "hapy" in unknown_style(ENGLISH, unknown("hapy"))
    assert "happy" in unknown_style(ENGLISH, unknown("hapy"))
    assert "qqqqqq" in unknown_in_mix(ENGLISH, Unknown("qqqqqq", None))


def test_an_artist_of_several_artworks_gets_a_button_for_each() -> None:
    word = unknown("van gogh")
    buttons = choices_keyboard(ENGLISH, StyleChoice(), 5, word).inline_keyboard

    assert len(word.works) > 1
    assert len(buttons) == len(word.works) + len(choices_keyboard(ENGLISH, StyleChoice(), 5, None).inline_keyboard)
