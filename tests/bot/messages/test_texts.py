"""Sentences that are put together from several."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.i18n.message_ids import MessageId
from bot.i18n.translator import Language, Translator, translator_for
from bot.jobs.album_results import AlbumResult
from bot.jobs.painting_records import PaintingSummary
from bot.messages import texts
from bot.messages.texts import (
    COMMANDS,
    Retention,
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
from bot.styles.artworks import artwork_name, artwork_title, artwork_why
from bot.styles.paint_options import StyleChoice
from emostyle.emotions import EMOTIONS, Emotion
from emostyle.styles.palette import ARTWORKS, PALETTE
from tests.bot.stand_in_worker import styled
from worker.shared.contract import Failed, Reason, StyleRequest

LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024  # UTF-16 units
ENGLISH, GERMAN = translator_for(Language.ENGLISH), translator_for(Language.GERMAN)
voices = pytest.mark.parametrize("translator", [translator_for(language) for language in Language], ids=list(Language))


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def painted(emotion: Emotion, confidence: float | None, *faces: Emotion, uncertain: bool = False) -> PaintingSummary:
    style = PALETTE[emotion].style
    return PaintingSummary(emotion=emotion, confidence=confidence, uncertain=uncertain, faces=faces, style=style)


@voices
def test_long_texts_fit_a_message(translator: Translator) -> None:
    for text in (help_text(translator), privacy_text(translator, Retention(10**6, 10**7, 10**5))):
        assert units(text) <= LONGEST_TEXT


@voices
def test_the_list_of_artworks_fits_a_message_whole(translator: Translator) -> None:
    assert units(mapping(translator)) <= LONGEST_TEXT
    assert not mapping(translator).endswith("…")


@voices
def test_the_list_of_artworks_tells_of_each_why_it_speaks_for_its_emotion(translator: Translator) -> None:
    paragraphs = mapping(translator).split("\n\n")[1:-1]

    assert len(paragraphs) == len(EMOTIONS)
    for emotion, paragraph in zip(EMOTIONS, paragraphs, strict=True):
        _, *lines = paragraph.split("\n")
        named, why = lines[::2], lines[1::2]
        assert why == [artwork_why(translator, artwork) for artwork in ARTWORKS[emotion]]
        assert [line[:2] for line in named] == ["1.", "2.", "3."]


@voices
def test_a_host_with_very_many_artworks_sees_their_names(
    translator: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = {emotion: ARTWORKS[emotion] * 2 for emotion in EMOTIONS}
    monkeypatch.setattr(texts, "artworks_of", many.__getitem__)

    assert units(mapping(translator)) <= LONGEST_TEXT
    assert mapping(translator).endswith(translator.text(MessageId.EMOTIONS_CHOOSE))


def test_in_english_titles_and_reasons_are_those_of_the_palette() -> None:
    for artwork in (each for emotion in EMOTIONS for each in ARTWORKS[emotion]):
        assert artwork_title(ENGLISH, artwork) == artwork.title
        assert artwork_why(ENGLISH, artwork) == artwork.why


@voices
@pytest.mark.parametrize("emotion", EMOTIONS)
def test_the_caption_of_a_crowd_fits(translator: Translator, emotion: Emotion) -> None:
    crowd = [each for each in EMOTIONS for _ in range(100)]

    assert units(caption(translator, painted(emotion, 1.0, *crowd, uncertain=True))) <= LONGEST_CAPTION


def test_faces_are_counted_the_most_frequent_first() -> None:
    faces = [Emotion.SURPRISE, Emotion.HAPPY, Emotion.HAPPY]

    assert "\n3 faces: 2 happy, 1 surprised\n" in caption(ENGLISH, painted(Emotion.HAPPY, 0.5, *faces))
    assert "\n3 Gesichter: 2 fröhlich, 1 überrascht\n" in caption(GERMAN, painted(Emotion.HAPPY, 0.5, *faces))


def test_a_list_is_written_as_its_language_writes_lists() -> None:
    line = faces_line(translator_for(Language.CHINESE), [Emotion.HAPPY, Emotion.SURPRISE])

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
    wave = painted(Emotion.SURPRISE, None).model_copy(update={"style": "hokusai-the-great-wave-off-kanagawa"})

    assert caption(ENGLISH, wave).endswith("Katsushika Hokusai, c. 1831")
    assert caption(GERMAN, wave).endswith("Katsushika Hokusai, um 1831")


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

    assert artwork_line(translator_for(language), tower) == line


def test_years_that_are_known_only_about_are_told_so_before_and_after_an_artwork_was_reworked() -> None:
    artwork = replace(PALETTE[Emotion.FEAR], year="c. 1916–1919, reworked c. 1923")

    assert year_of(ENGLISH, artwork) == "c. 1916–1919, reworked c. 1923"
    assert year_of(GERMAN, artwork) == "um 1916–1919, überarbeitet um 1923"


@voices
def test_no_english_year_is_left_in_another_language(translator: Translator) -> None:
    left = [word for word in ("c. ", "reworked") if word in mapping(translator)]

    assert left == (["c. ", "reworked"] if translator.language is Language.ENGLISH else [])


def test_an_artist_whom_only_the_host_has_keeps_the_name() -> None:
    added = replace(PALETTE[Emotion.FEAR], style="dots", title="Dots", artist="Ada L.")

    assert artwork_line(translator_for(Language.RUSSIAN), added) == "🖼 Dots, Ada L., 1893"
    assert artwork_name(translator_for(Language.CHINESE), added) == "Ada L.《Dots》"
    assert artwork_why(translator_for(Language.CHINESE), replace(added, why="Dots, dots.")) == "Dots, dots."


def test_spans_of_time_fit_their_sentences_in_russian() -> None:
    text = privacy_text(translator_for(Language.RUSSIAN), Retention(3600, 3600, 3600))

    assert "(самое большее – 1 час)" in text
    assert text.count("Срок хранения: 1 час.") == 2


def test_an_album_of_faces_that_were_painted_each_in_its_own_emotion_says_so() -> None:
    request = StyleRequest(request_id="r", ticket="t", submitted=0, by_face=True)
    part = AlbumResult(result=styled(request, Emotion.HAPPY, Emotion.SAD))

    assert album_caption(ENGLISH, [part], StyleChoice(by_face=True)) == "1. 2 faces: 1 happy, 1 sad"
    assert album_caption(ENGLISH, [part], StyleChoice()) == "1. 😄 happy · 70% sure"


@voices
def test_ten_photos_of_an_album_that_failed_are_all_named(translator: Translator) -> None:
    reasons = [Reason.NO_FACE] * 4 + [Reason.UNREADABLE, Reason.TOO_SMALL] * 3
    parts = [AlbumResult(result=Failed(request_id="r", ticket="t", reason=reason)) for reason in reasons]

    words = album_caption(translator, parts, StyleChoice())

    assert units(words) <= LONGEST_CAPTION
    assert not words.endswith("…")
    for places in ("1234", "579", ["6", "8", "10"]):
        assert translator.listed(places) in words


@voices
def test_every_artwork_of_a_mix_is_named(translator: Translator) -> None:
    mix = {Emotion.SAD: 0.67, Emotion.HAPPY: 0.33}

    words = caption(translator, painted(Emotion.SAD, None).model_copy(update={"mix": mix}))

    assert [line[0] for line in words.split("\n")] == ["😢", "🖼", "🖼"]
    assert "1888" in words.split("\n")[1]


@voices
def test_the_command_menu_is_what_telegram_takes(translator: Translator) -> None:
    assert [name for name, _ in menu(translator)] == list(COMMANDS)
    assert all(name.islower() and len(name) <= 32 and 1 <= len(what) <= 256 for name, what in menu(translator))


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
