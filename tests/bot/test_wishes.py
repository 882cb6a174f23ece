"""Commands and wishes."""

from __future__ import annotations

import pytest

from bot.wishes import Command, Unknown, read_command, read_wish
from emostyle.emotions import EMOTIONS, Emotion


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/style happy", Command("style", "happy")),
        ("/STYLE@My_Bot  sad \n", Command("style", "sad")),
        ("/style\nfear", Command("style", "fear")),
        ("/help", Command("help", "")),
        ("/help@other_bot", None),
        ("hello /help", None),
        ("/", None),
        ("/über", None),
        ("", None),
        (None, None),
    ],
)
def test_a_command_is_read_as_telegram_writes_it(text: str | None, command: Command | None) -> None:
    assert read_command(text, "my_bot") == command


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_every_emotion_can_be_wished_in_any_case(emotion: Emotion) -> None:
    assert read_wish(f" {emotion.upper()} ") is emotion


@pytest.mark.parametrize(
    ("word", "wish"),
    [
        ("Auto", None),
        ("suprise", Unknown("suprise", Emotion.SURPRISE)),
        ("Wut", Emotion.ANGRY),
        ("scream", Emotion.FEAR),
        ("qqq", Unknown("qqq", None)),
        ("x" * 5000, Unknown("x" * 40, None)),
    ],
)
def test_a_word_is_a_wish_or_told_with_the_nearest(word: str, wish: Emotion | Unknown | None) -> None:
    assert read_wish(word) == wish
