"""What stands behind /style and /mix is read, or named back."""

from __future__ import annotations

import pytest

from bot.styles.style_parser import Unknown, mix_of, read_meaning, read_mix
from bot.styles.vocabulary import Meaning
from emostyle.emotions import Emotion


def test_a_word_of_any_language_is_an_emotion() -> None:
    assert read_meaning("traurig") == Meaning(Emotion.SAD)


def test_auto_leaves_the_emotion_to_the_faces() -> None:
    assert read_meaning("auto") == Meaning(None)


def test_a_typo_names_what_is_nearest() -> None:
    unknown = read_meaning("hapy")

    assert isinstance(unknown, Unknown)
    assert unknown.nearest == Meaning(Emotion.HAPPY)


@pytest.mark.parametrize("text", ["happy 70 sad 30", "70 happy, 30 sad", "happy/sad 70/30", "happy 0.7 sad 0.3"])
def test_a_mix_may_be_written_in_many_ways(text: str) -> None:
    assert read_mix(text) == {Emotion.HAPPY: 0.7, Emotion.SAD: 0.3}


def test_emotions_without_a_number_share_the_rest() -> None:
    assert mix_of("happy 40 sad fear") == {Emotion.HAPPY: 40, Emotion.SAD: 30, Emotion.FEAR: 30}


def test_a_word_that_is_none_is_told_back() -> None:
    unknown = read_mix("happy 70 zzzzzz 30")

    assert isinstance(unknown, Unknown)
    assert unknown.name == "zzzzzz"


def test_nothing_to_mix_is_none() -> None:
    assert read_mix("") is None
