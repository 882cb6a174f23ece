"""Sentences that are put together from several."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.album_parts import Part
from bot.artworks import artwork_name
from bot.languages import Language
from bot.painted import Painted
from bot.texts import (
    COMMANDS,
    Keeping,
    album_caption,
    artwork_line,
    caption,
    duration,
    faces_line,
    help_text,
    mapping,
    menu,
    privacy_text,
    year_of,
)
from bot.voices import Voice, voice_of
from bot.wishes import Wish
from emostyle.emotions import EMOTIONS, Emotion
from emostyle.palette import ARTWORKS, PALETTE
from tests.bot.stand_in_worker import styled
from worker.shared.contract import Failed, Reason, StyleRequest

LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024  # UTF-16 units
ENGLISH, GERMAN = voice_of(Language.ENGLISH), voice_of(Language.GERMAN)
voices = pytest.mark.parametrize("voice", [voice_of(language) for language in Language], ids=list(Language))


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def painted(emotion: Emotion, confidence: float | None, *faces: Emotion, uncertain: bool = False) -> Painted:
    style = PALETTE[emotion].style
    return Painted(emotion=emotion, confidence=confidence, uncertain=uncertain, faces=faces, style=style)


@voices
def test_long_texts_fit_a_message(voice: Voice) -> None:
    for text in (help_text(voice), privacy_text(voice, Keeping(10**6, 10**7, 10**5))):
        assert units(text) <= LONGEST_TEXT


@voices
def test_the_list_of_artworks_fits_a_message_whole(voice: Voice) -> None:
    assert units(mapping(voice)) <= LONGEST_TEXT
    assert not mapping(voice).endswith("…")


@voices
@pytest.mark.parametrize("emotion", EMOTIONS)
def test_the_caption_of_a_crowd_fits(voice: Voice, emotion: Emotion) -> None:
    crowd = [each for each in EMOTIONS for _ in range(100)]

    assert units(caption(voice, painted(emotion, 1.0, *crowd, uncertain=True))) <= LONGEST_CAPTION


def test_faces_are_counted_the_most_frequent_first() -> None:
    faces = [Emotion.SURPRISE, Emotion.HAPPY, Emotion.HAPPY]

    assert "\n3 faces: 2 happy, 1 surprised\n" in caption(ENGLISH, painted(Emotion.HAPPY, 0.5, *faces))
    assert "\n3 Gesichter: 2 fröhlich, 1 überrascht\n" in caption(GERMAN, painted(Emotion.HAPPY, 0.5, *faces))


def test_a_list_is_written_as_its_language_writes_lists() -> None:
    line = faces_line(voice_of(Language.CHINESE), [Emotion.HAPPY, Emotion.SURPRISE])

    assert line == "2 张脸：1 张快乐、1 张惊讶"
    assert faces_line(ENGLISH, [Emotion.HAPPY, Emotion.SURPRISE]) == "2 faces: 1 happy, 1 surprised"


def test_a_doubtful_reading_is_said_to_be_doubtful() -> None:
    words = caption(ENGLISH, painted(Emotion.FEAR, 0.31, uncertain=True))

    assert words.startswith("😨 fear · perhaps: I am not sure (31%)\n")


def test_an_artwork_that_only_the_worker_knows_is_not_taken_for_another() -> None:
    unknown = painted(Emotion.FEAR, None).model_copy(update={"style": "no-such-style"})

    assert caption(GERMAN, painted(Emotion.FEAR, None)) == "😨 Angst\n🖼 Der Schrei, Edvard Munch, 1893"
    assert caption(GERMAN, unknown) == "😨 Angst"


def test_a_year_that_is_not_known_better_is_told_in_the_language_of_the_caption() -> None:
    assert caption(ENGLISH, painted(Emotion.SURPRISE, None)).endswith("Katsushika Hokusai, c. 1831")
    assert caption(GERMAN, painted(Emotion.SURPRISE, None)).endswith("Katsushika Hokusai, um 1831")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (Language.ENGLISH, "🖼 Champs de Mars: The Red Tower, Robert Delaunay, 1911, reworked 1923"),
        (Language.GERMAN, "🖼 Champ de Mars: Der rote Turm, Robert Delaunay, 1911, überarbeitet 1923"),
        (Language.RUSSIAN, "🖼 Марсово поле: красная башня, Робер Делоне, 1911, переработана в 1923"),
        (Language.CHINESE, "🖼 罗伯特·德劳内《战神广场：红塔》，1911（1923 年改作）"),
    ],
)
def test_title_artist_and_years_are_told_in_the_language_of_the_caption(language: Language, line: str) -> None:
    tower = next(each for each in ARTWORKS[Emotion.ANGRY] if each.artist == "Robert Delaunay")

    assert artwork_line(voice_of(language), tower) == line


def test_years_that_are_known_only_about_are_told_so_before_and_after_an_artwork_was_reworked() -> None:
    artwork = replace(PALETTE[Emotion.FEAR], year="c. 1916–1919, reworked c. 1923")

    assert year_of(ENGLISH, artwork) == "c. 1916–1919, reworked c. 1923"
    assert year_of(GERMAN, artwork) == "um 1916–1919, überarbeitet um 1923"


@voices
def test_no_english_year_is_left_in_another_language(voice: Voice) -> None:
    left = [word for word in ("c. ", "reworked") if word in mapping(voice)]

    assert left == (["c. ", "reworked"] if voice.language is Language.ENGLISH else [])


def test_an_artist_whom_only_the_host_has_keeps_the_name() -> None:
    added = replace(PALETTE[Emotion.FEAR], style="dots", title="Dots", artist="Ada L.")

    assert artwork_line(voice_of(Language.RUSSIAN), added) == "🖼 Dots, Ada L., 1893"
    assert artwork_name(voice_of(Language.CHINESE), added) == "Ada L.《Dots》"


def test_spans_of_time_fit_their_sentences_in_russian() -> None:
    text = privacy_text(voice_of(Language.RUSSIAN), Keeping(3600, 3600, 3600))

    assert "(самое большее – 1 час)" in text
    assert text.count("Срок хранения: 1 час.") == 2


def test_an_album_of_faces_that_were_painted_each_in_its_own_emotion_says_so() -> None:
    request = StyleRequest(request_id="r", ticket="t", submitted=0, by_face=True)
    part = Part(result=styled(request, Emotion.HAPPY, Emotion.SAD))

    assert album_caption(ENGLISH, [part], Wish(by_face=True)) == "1. 2 faces: 1 happy, 1 sad"
    assert album_caption(ENGLISH, [part], Wish()) == "1. 😄 happy · 70% sure"


@voices
def test_ten_photos_of_an_album_that_failed_are_all_named(voice: Voice) -> None:
    reasons = [Reason.NO_FACE] * 4 + [Reason.UNREADABLE, Reason.TOO_SMALL] * 3
    parts = [Part(result=Failed(request_id="r", ticket="t", reason=reason)) for reason in reasons]

    words = album_caption(voice, parts, Wish())

    assert units(words) <= LONGEST_CAPTION
    assert not words.endswith("…")
    for places in ("1234", "579", ["6", "8", "10"]):
        assert voice.listed(places) in words


@voices
def test_every_artwork_of_a_mix_is_named(voice: Voice) -> None:
    mix = {Emotion.SAD: 0.67, Emotion.HAPPY: 0.33}

    words = caption(voice, painted(Emotion.SAD, None).model_copy(update={"mix": mix}))

    assert [line[0] for line in words.split("\n")] == ["😢", "🖼", "🖼"]
    assert "1888" in words.split("\n")[1]


@voices
def test_the_command_menu_is_what_telegram_takes(voice: Voice) -> None:
    assert [name for name, _ in menu(voice)] == list(COMMANDS)
    assert all(name.islower() and len(name) <= 32 and 1 <= len(what) <= 256 for name, what in menu(voice))


def test_nobody_is_entirely_sure() -> None:
    assert "99% sure" in caption(ENGLISH, painted(Emotion.HAPPY, 0.9999))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (45, "45 seconds"),
        (60, "1 minute"),
        (90, "2 minutes"),
        (3600, "1 hour"),
        (3601, "2 hours"),
        (86_400, "24 hours"),
        (604_800, "7 days"),
    ],
)
def test_a_span_of_time_is_rounded_up(seconds: int, words: str) -> None:
    assert duration(ENGLISH, seconds) == words
