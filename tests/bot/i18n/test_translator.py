"""The catalogues: every sentence in every language, with its values, within Telegram's limits."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, FluentSerializer, ast

import bot
from bot.i18n.message_ids import MessageId
from bot.i18n.translator import LOCALES, Language, language_of, translator_for
from bot.messages.texts import ADMIN_COMMANDS, COMMANDS
from bot.styles.artworks import artist_message
from emostyle.emotions import EMOTIONS, Emotion
from emostyle.options import Brush
from emostyle.styles.palette import ARTWORKS
from worker.shared.contract import Reason

BOT = Path(bot.__file__).parent
LONGEST_TEXT, LONGEST_ANSWER, LONGEST_DESCRIPTION = 4096, 200, 256  # UTF-16 units; characters of the other two
SAID_TO_A_PRESS = (
    *("pressed-", "wrong-", "saved", "too-many", "too-fast", "queue-full", "not-invited"),
    *("sorry", "not-queued"),
)  # beginnings of names
ENGLISH = translator_for(Language.ENGLISH)
languages = pytest.mark.parametrize("language", Language)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@cache
def messages(language: Language) -> dict[str, ast.Message]:
    resource = FluentParser().parse((LOCALES / f"{language}.ftl").read_text(encoding="utf-8"))
    assert not [entry for entry in resource.body if isinstance(entry, ast.Junk)], "a message cannot be read"
    return {entry.id.name: entry for entry in resource.body if isinstance(entry, ast.Message)}


def placeholders(message: ast.Message) -> set[str]:
    return set(re.findall(r"\$([a-z]+)", FluentSerializer().serialize_entry(message)))


def needed() -> set[str]:
    """Return the names of all messages that the bot can say."""
    families = {f"reason-{reason}" for reason in Reason} | {f"command-{name}" for name in (*COMMANDS, *ADMIN_COMMANDS)}
    families |= {f"{kind}-{emotion}" for kind in ("emotion", "words") for emotion in EMOTIONS} | {"words-auto"}
    families |= {f"{kind}-{brush}" for kind in ("brush", "button-brush") for brush in Brush}
    for artwork in (each for emotion in EMOTIONS for each in ARTWORKS[emotion]):
        families |= {f"artwork-{artwork.style}", f"why-{artwork.style}", artist_message(artwork.artist)}
    return families | set(MessageId)


@languages
def test_no_sentence_is_missing_and_none_is_left_over(language: Language) -> None:
    assert needed() - set(messages(language)) == set()
    assert set(messages(language)) - needed() == set()


def test_every_sentence_has_a_use() -> None:
    sources = [path.read_text() for path in BOT.rglob("*.py") if path.name != "message_ids.py"]
    used = set(re.findall(r"\bMessageId\.([A-Z_]+)\b", "\n".join(sources)))

    assert {key.name for key in MessageId} - used == set()


def test_there_is_one_catalogue_per_language() -> None:
    assert {path.stem for path in LOCALES.iterdir()} == {str(language) for language in Language}


@languages
def test_no_value_is_lost_in_translation(language: Language) -> None:
    english = {name: placeholders(message) for name, message in messages(Language.ENGLISH).items()}
    theirs = {name: placeholders(message) for name, message in messages(language).items()}

    # A language may bend the name of a face by their number, or not.
    bendable = {f"emotion-{emotion}" for emotion in EMOTIONS}
    assert {name for name in theirs if theirs[name] != english.get(name) and name not in bendable} == set()
    assert all(theirs[name] <= {"count"} for name in bendable)


@languages
def test_no_line_of_a_sentence_and_no_command_is_lost_in_translation(language: Language) -> None:
    def shape(name: str, of: Language) -> tuple[list[str], int]:
        values = dict.fromkeys(placeholders(messages(of)[name]), 5.0)
        text = translator_for(of).text(name, **values)
        return sorted(set(re.findall(r"/[a-z]+", text))), text.count("\n")

    for name in messages(Language.ENGLISH):
        assert shape(name, language) == shape(name, Language.ENGLISH), name


@languages
def test_every_sentence_fits_a_message_and_keeps_no_brackets(language: Language) -> None:
    for name, message in messages(language).items():
        values: dict[str, str | float] = dict.fromkeys(placeholders(message), "x" * 40)
        values |= {number: 99_999 for number in ("count", "share") if number in values}
        text = translator_for(language).text(name, **values)
        assert 0 < units(text) <= LONGEST_TEXT, name
        assert "{" not in text, name


@languages
def test_what_menus_and_buttons_show_is_short_enough(language: Language) -> None:
    for name, message in messages(language).items():
        if name.startswith("command-"):
            assert len(translator_for(language).text(name)) <= LONGEST_DESCRIPTION
        if name.startswith(SAID_TO_A_PRESS):
            values: dict[str, str | float] = dict.fromkeys(placeholders(message), 60)
            assert len(translator_for(language).text(name, **values)) <= LONGEST_ANSWER


@languages
def test_different_reasons_and_emotions_have_different_words(language: Language) -> None:
    translator = translator_for(language)

    assert len({translator.text(f"reason-{reason}") for reason in Reason}) == len(Reason)
    assert len({translator.text(f"emotion-{emotion}") for emotion in EMOTIONS}) == len(EMOTIONS)


@languages
def test_every_language_but_english_has_words_of_its_own(language: Language) -> None:
    same = [
        name
        for name, message in messages(language).items()
        if language is not Language.ENGLISH
        and not placeholders(message)
        and not name.startswith("artist-")  # people are called by their names
        and name != "list-joint"  # a comma is no word
        and translator_for(language).text(name) == ENGLISH.text(name)
    ]

    assert {name for name in same if not name.startswith(("artwork-", "emotion-"))} <= {"value-no", "value-photo"}
    assert len(same) < 5


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 лицо: x"), (3, "3 лица: x"), (5, "5 лиц: x"), (21, "21 лицо: x"), (112, "112 лиц: x")]
)
def test_plurals_follow_the_language(count: int, words: str) -> None:
    assert translator_for(Language.RUSSIAN).text(MessageId.FACES, count=count, list="x") == words


@pytest.mark.parametrize(
    ("language", "letters"),
    [(Language.RUSSIAN, "[Ѐ-ӿ -]+"), (Language.HINDI, "[ऀ-ॿ -]+"), (Language.CHINESE, "[一-鿿·-]+")],
)
def test_artists_are_written_in_the_letters_of_the_language(language: Language, letters: str) -> None:
    names = [translator_for(language).text(name) for name in messages(language) if name.startswith("artist-")]

    assert len(names) == 18
    assert [name for name in names if not re.fullmatch(letters, name)] == []


def sentences(language: Language) -> list[str]:
    """Return all sentences, as they stand in the catalogue."""
    return [FluentSerializer().serialize_entry(message) for message in messages(language).values()]


def test_russian_speaks_to_everybody_and_not_to_men_only() -> None:
    to_men = re.compile(r"\bты\b[^.:;!?]*\b[а-яё]+(?:л|лся)\b|\bсам(?:ому)?\b")  # "ты хотел", "выбрать самому"

    assert to_men.search("как ты хотел")
    assert [each for each in sentences(Language.RUSSIAN) if to_men.search(each)] == []


def test_french_discussions_are_no_cats() -> None:
    assert [
        each for each in sentences(Language.FRENCH) if re.search(r"(?<!\$)\bchats?\b", each.partition("=")[2])
    ] == []


@pytest.mark.parametrize("language", [Language.RUSSIAN, Language.HINDI])
def test_a_span_of_time_stands_where_its_form_needs_no_other_ending(language: Language) -> None:
    spans = re.compile(r"\{ \$(?:eta|buttons|cache) \}")
    fitting = re.compile(r": (?:примерно )?\{ \$(?:eta|buttons|cache) \}[।.]")

    assert sum(len(spans.findall(each)) for each in sentences(language)) == 4
    assert sum(len(fitting.findall(each)) for each in sentences(language)) == 4


def test_hindi_faces_are_bent_by_their_number() -> None:
    hindi = translator_for(Language.HINDI)

    assert [hindi.face(Emotion.FEAR, count) for count in (1, 2)] == ["डरा हुआ", "डरे हुए"]
    assert [hindi.face(Emotion.DISGUST, count) for count in (1, 2)] == ["घिन से भरा", "घिन से भरे"]


def test_hindi_spells_albums_in_one_way() -> None:
    assert [each for each in sentences(Language.HINDI) if "ऐल्बम" in each] == []


def test_faces_are_bent_by_their_number() -> None:
    spanish = translator_for(Language.SPANISH)

    assert (spanish.face(Emotion.SURPRISE, 1), spanish.face(Emotion.SURPRISE, 2)) == ("sorprendida", "sorprendidas")


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("de", Language.GERMAN),
        ("pt-br", Language.PORTUGUESE),
        ("zh-hans", Language.CHINESE),
        ("ES_mx", Language.SPANISH),
        ("tlh", Language.ENGLISH),
        ("", Language.ENGLISH),
        (None, Language.ENGLISH),
    ],
)
def test_the_language_of_an_app_is_found(code: str | None, language: Language) -> None:
    assert language_of(code) is language


def test_a_sentence_that_cannot_be_said_is_an_error() -> None:
    with pytest.raises(LookupError):
        ENGLISH.text("no-such-sentence")
    with pytest.raises(LookupError):
        ENGLISH.text(MessageId.WAITING)  # without its value
