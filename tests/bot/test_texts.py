"""Every sentence is there, and fits into Telegram's limits."""

from __future__ import annotations

import pytest

from bot.texts import COMMANDS, ENGLISH, Key, caption, choices, duration, emotion_name, mapping, say, why
from emostyle.emotions import EMOTIONS, Emotion
from worker.contract import Reason

LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024  # UTF-16 units
FILLED: dict[str, object] = {
    "ahead": 99_999,
    "emotion": emotion_name(Emotion.SURPRISE),
    "artwork": "An artwork",
    "choices": choices(),
    "name": "x" * 40,
    "nearest": " Did you mean surprise?",
    "wait": "23 minutes",
}


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("key", Key)
def test_every_sentence_is_there_and_fits_a_message(key: Key) -> None:
    text = say(key, **FILLED)

    assert 0 < units(text) <= LONGEST_TEXT
    assert "{" not in text


def test_there_is_no_sentence_without_a_use() -> None:
    assert set(ENGLISH) == set(Key)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence_of_its_own_that_fits(reason: Reason) -> None:
    assert 0 < units(why(reason)) <= LONGEST_TEXT
    assert [other for other in Reason if why(other) == why(reason)] == [reason]


def test_the_list_of_artworks_fits_a_caption() -> None:
    assert units(mapping()) <= LONGEST_CAPTION


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_the_caption_of_a_crowd_fits(emotion: Emotion) -> None:
    assert units(caption(emotion, 1.0, [Emotion.SURPRISE] * 100)) <= LONGEST_CAPTION


def test_a_crowd_is_counted_by_emotion() -> None:
    faces = [Emotion.SAD] * 3 + [Emotion.HAPPY] * 6

    assert "9 faces: 6 × happy, 3 × sad\n" in caption(Emotion.HAPPY, 0.5, faces)


def test_the_command_menu_is_what_telegram_takes() -> None:
    assert all(name.islower() and len(name) <= 32 and 1 <= len(what) <= 256 for name, what in COMMANDS.items())


def test_nobody_is_entirely_sure() -> None:
    assert "99% sure" in caption(Emotion.HAPPY, 0.9999, [])


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (45, "45 seconds"),
        (60, "1 minute"),
        (90, "2 minutes"),
        (3600, "1 hour"),
        (3601, "2 hours"),
        (86_400, "24 hours"),
    ],
)
def test_a_span_of_time_is_rounded_up(seconds: int, words: str) -> None:
    assert duration(seconds) == words
