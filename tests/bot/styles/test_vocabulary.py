"""Words for styles in every language."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.i18n.translator import Language, translator_for
from bot.styles.artworks import plain
from bot.styles.vocabulary import (
    OTHERS,
    Meaning,
    artist_words,
    emotion_words,
    find_meaning,
    nearest,
    smileys,
    works_near,
    works_of,
)
from emostyle.emotions import EMOTIONS, Emotion


def test_no_word_means_two_emotions() -> None:
    pairs = {
        (plain(word), what)
        for language in Language
        for what in (*EMOTIONS, "auto")
        for word in translator_for(language).words(what)
    }

    assert [word for word, times in Counter(word for word, _ in pairs).items() if times > 1] == []


@pytest.mark.parametrize("language", Language)
def test_the_name_that_the_bot_uses_is_one_that_it_understands(language: Language) -> None:
    for emotion in EMOTIONS:
        assert emotion_words()[plain(translator_for(language).text(f"emotion-{emotion}"))].emotion is emotion


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
        ("😢", Emotion.SAD),
        ("😭😭", Emotion.SAD),
        ("☹️", Emotion.SAD),
        ("😊", Emotion.HAPPY),
        ("😃", Emotion.HAPPY),
        ("😱", Emotion.FEAR),
        ("😡", Emotion.ANGRY),
        ("🤮", Emotion.DISGUST),
        ("😮", Emotion.SURPRISE),
        ("😐", Emotion.NEUTRAL),
        ("😄 happy", Emotion.HAPPY),
        ("happy!", Emotion.HAPPY),
        ('"sad"', Emotion.SAD),
        ("Happy.", Emotion.HAPPY),
        ("開心", Emotion.HAPPY),
        ("生氣", Emotion.ANGRY),
        ("難過", Emotion.SAD),
        ("噁心", Emotion.DISGUST),
        ("害怕", Emotion.FEAR),
        ("驚訝", Emotion.SURPRISE),
        ("平靜", Emotion.NEUTRAL),
        ("com raiva", Emotion.ANGRY),
        ("en colère", Emotion.ANGRY),
        ("sauer", Emotion.ANGRY),
        ("munch the scream", Emotion.FEAR),
        ("星夜", Emotion.SURPRISE),
        ("автоматически", None),
        ("auto", None),
    ],
)
def test_a_word_is_understood_in_any_language(text: str, emotion: Emotion | None) -> None:
    assert find_meaning(text).emotion is emotion


@pytest.mark.parametrize("text", ["", "ha", "xyz", "van gogh", "s" * 5000, "!?", "😄 sad", "😄😢", "🍕"])
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
    some = {"van-gogh-the-starry-night", "van-gogh-starry-night-over-the-rhone", "van-gogh-the-night-cafe"}

    for name in ("Vincent van Gogh", "van gogh", "GOGH"):
        assert {work.style for work in works_of(name)} >= some
    assert works_of("rembrandt") == ()


@pytest.mark.parametrize(
    ("name", "styles"),
    [
        ("Врубель", {"vrubel-the-demon-seated"}),
        ("Айвазовский", {"aivazovsky-the-wave"}),
        ("Мунк", {"munch-the-scream"}),
        ("莫奈", {"monet-water-lilies"}),
        ("莫內", {"monet-water-lilies"}),
        ("北斋", {"hokusai-the-great-wave-off-kanagawa"}),
        ("मुंक", {"munch-the-scream"}),
        ("El Bosco", {"bosch-the-last-judgment"}),
        ("Lautrec", {"toulouse-lautrec-a-corner-of-the-moulin-de-la-galette"}),
        ("Toulouse Lautrec", {"toulouse-lautrec-a-corner-of-the-moulin-de-la-galette"}),
        ("Кандинский", {"kandinsky-composition-vii"}),
        ("Kandinski", {"kandinsky-composition-vii"}),
    ],
)
def test_artists_are_known_by_the_names_that_each_language_gives_them(name: str, styles: set[str]) -> None:
    assert {work.style for work in works_of(name)} == styles


@pytest.mark.parametrize("name", ["Ван Гог", "ван-гог", "梵高", "文森特·梵高", "梵谷", "वान गॉग"])
def test_van_gogh_is_known_everywhere(name: str) -> None:
    assert works_of(name) == works_of("van Gogh") != ()


def test_every_emotion_is_understood_by_its_own_emoji() -> None:
    assert [find_meaning(emotion.emoji).emotion for emotion in EMOTIONS] == list(EMOTIONS)


def test_no_smiley_means_two_emotions_or_is_lost_when_words_are_compared() -> None:
    every = "".join(emotion.emoji + others for emotion, others in OTHERS.items())

    assert len(set(every)) == len(every) == len(smileys())
    assert plain(every) == every


@pytest.mark.parametrize(
    ("text", "count"), [("Ван Гогг", 4), ("vincent", 4), ("Кандинскй", 1), ("rembrandt", 0), ("фон", 0)]
)
def test_an_artist_of_several_artworks_is_found_by_a_beginning_and_despite_a_typo(text: str, count: int) -> None:
    assert len(works_near(text)) == count


def test_no_artist_is_called_like_an_emotion() -> None:
    assert set(artist_words()) & set(emotion_words()) == set()


def test_a_typo_in_the_name_of_an_artist_leads_to_the_artwork() -> None:
    assert nearest("Айвазовскй").style == "aivazovsky-the-wave"
    assert nearest("Врубил").style == "vrubel-the-demon-seated"


@pytest.mark.parametrize(
    ("text", "word"),
    [("Happy.", "happy"), ("“sad”!", "sad"), ("«Злость»?", "злость"), ("ख़ुशी।", "खुशी"), (" en   colère ", "en colere")],
)
def test_a_word_is_compared_without_what_stands_around_it(text: str, word: str) -> None:
    assert plain(text) == plain(word)


def test_an_artwork_is_known_by_name() -> None:
    assert find_meaning("The Scream").style == "munch-the-scream"
    assert find_meaning("fear").style is None


THE_STARRY_NIGHT = (
    *("The Starry Night", "starry night", "Starry night!", "La noche estrellada", "noche estrellada"),
    *("A Noite Estrelada", "noite estrelada", "Sternennacht", "die Sternennacht", "La Nuit étoilée", "nuit etoilee"),
    *("Звёздная ночь", "звездная ночь", "तारों भरी रात", "星夜", "星空", "van gogh the starry night"),
)
OVER_THE_RHONE = (
    "Starry Night Over the Rhône",
    "starry night over the rhone",
    "rhone",
    "Ródano",
    "над Роной",
    "罗讷河",
)


@pytest.mark.parametrize("text", THE_STARRY_NIGHT)
def test_starry_night_alone_is_the_starry_night(text: str) -> None:
    assert find_meaning(text) == Meaning(Emotion.SURPRISE, "van-gogh-the-starry-night")


@pytest.mark.parametrize("text", OVER_THE_RHONE)
def test_the_other_starry_night_is_known_by_its_river(text: str) -> None:
    assert find_meaning(text) == Meaning(Emotion.SAD, "van-gogh-starry-night-over-the-rhone")


def test_an_artist_of_one_artwork_means_that_artwork() -> None:
    assert find_meaning("Kandinsky") == Meaning(Emotion.HAPPY, "kandinsky-composition-vii")
