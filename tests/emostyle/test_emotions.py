"""The seven emotions keep their order and are found by the names that people type."""

from __future__ import annotations

import pytest

from emostyle.emotions import EMOTIONS, Emotion, parse_emotion
from emostyle.errors import UnknownEmotionError


def test_the_order_is_that_of_the_classifier_and_of_the_votes() -> None:
    assert [e.value for e in EMOTIONS] == ["neutral", "happy", "surprise", "sad", "angry", "disgust", "fear"]


def test_each_emotion_has_an_emoji_of_its_own() -> None:
    assert len({emotion.emoji for emotion in EMOTIONS}) == len(EMOTIONS)


@pytest.mark.parametrize("name", ["happy", "HAPPY", "  Happy\n"])
def test_case_and_outer_spaces_do_not_matter(name: str) -> None:
    assert parse_emotion(name) is Emotion.HAPPY


@pytest.mark.parametrize("name", ["", "joy", "happy sad", "contempt"])
def test_any_other_name_is_answered_with_the_seven(name: str) -> None:
    with pytest.raises(UnknownEmotionError) as caught:
        parse_emotion(name)

    assert caught.value.name == name
    assert all(emotion in str(caught.value) for emotion in EMOTIONS)
