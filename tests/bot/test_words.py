"""Words for styles in every language."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.languages import Language
from bot.voices import voice_of
from bot.words import emotion_words, find_meaning, nearest, plain, works_of
from emostyle.emotions import EMOTIONS, Emotion


def test_no_word_means_two_emotions() -> None:
    pairs = {
        (plain(word), what)
        for language in Language
        for what in (*EMOTIONS, "auto")
        for word in voice_of(language).words(what)
    }

    assert [word for word, times in Counter(word for word, _ in pairs).items() if times > 1] == []


@pytest.mark.parametrize("language", Language)
def test_the_name_that_the_bot_uses_is_one_that_it_understands(language: Language) -> None:
    for emotion in EMOTIONS:
        assert emotion_words()[plain(voice_of(language).say(f"emotion-{emotion}"))].emotion is emotion


@pytest.mark.parametrize(
    ("text", "emotion"),
    [
        ("angry", Emotion.ANGRY),
        ("Anger", Emotion.ANGRY),
        ("wütend", Emotion.ANGRY),
        ("WUTEND", Emotion.ANGRY),
        ("colère", Emotion.ANGRY),
        ("злость", Emotion.ANGRY),
        ("गुस्सा", Emotion.ANGRY),
        ("生气", Emotion.ANGRY),
        ("hap", Emotion.HAPPY),
        ("surp", Emotion.SURPRISE),
        ("the scream", Emotion.FEAR),
        ("scream", Emotion.FEAR),
        ("Der Schrei", Emotion.FEAR),
        ("great wave", Emotion.SURPRISE),
        ("hokusai", Emotion.SURPRISE),
        ("Edvard Munch", Emotion.FEAR),
        ("seur", Emotion.NEUTRAL),
        ("munch-the-scream", Emotion.FEAR),
        ("автоматически", None),
        ("auto", None),
    ],
)
def test_a_word_is_understood_in_any_language(text: str, emotion: Emotion | None) -> None:
    assert find_meaning(text).emotion is emotion


@pytest.mark.parametrize("text", ["", "ha", "xyz", "van gogh", "s" * 5000])
def test_what_is_no_word_or_could_be_several_is_not_guessed(text: str) -> None:
    with pytest.raises(LookupError):
        find_meaning(text)


@pytest.mark.parametrize(
    ("typo", "meaning"),
    [("suprise", Emotion.SURPRISE), ("sda", Emotion.SAD), ("wuetend", Emotion.ANGRY), ("радсть", Emotion.HAPPY)],
)
def test_a_typo_leads_to_the_nearest(typo: str, meaning: Emotion) -> None:
    assert nearest(typo).emotion is meaning


@pytest.mark.parametrize("text", ["qqqq", "rembrandt"])
def test_nothing_is_near_to_nonsense_and_to_artists_whom_we_do_not_have(text: str) -> None:
    with pytest.raises(LookupError):
        nearest(text)


def test_the_artworks_of_an_artist_are_known_by_the_name() -> None:
    both = {"van-gogh-starry-night-over-the-rhone", "van-gogh-the-night-cafe"}

    for name in ("Vincent van Gogh", "van gogh", "GOGH"):
        assert {work.style for work in works_of(name)} >= both
    assert works_of("rembrandt") == ()


def test_an_artwork_is_known_by_name() -> None:
    assert find_meaning("The Scream").style == "munch-the-scream"
    assert find_meaning("fear").style is None
