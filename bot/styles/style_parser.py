"""Reads what people type behind /style and /mix: "happy", "munch", "happy 70 sad 30", "30% traurig und 70% Freude"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from bot.styles.artworks import plain
from bot.styles.paint_options import shares_of
from bot.styles.vocabulary import (
    Meaning,
    artist_words,
    find_meaning,
    meanings,
    nearest,
    smileys,
    title_parts,
    works_near,
    works_of,
)
from emostyle.emotions import Emotion

BETWEEN = ",;:=+&/、，；：＝＋＆／和"  # what stands between parts, beside spaces
# Words that stand there too (和 is among the signs), and what is left of a word that is only punctuation.
SILENT = frozenset({"and", "y", "e", "und", "et", "и", "और", ""})
LONGEST_PHRASE = 8  # words of an emotion or of an artwork's title
WHOLE = 100.0  # per cent, of which parts without a number share what is left
LARGEST = 1e6  # of a number; sums of larger ones might overflow
_SMILEY = "|".join(map(re.escape, smileys()))
_TOKEN = re.compile(
    rf"(?P<share>\d+(?:[.,]\d+)?)\s*[%％]?|(?P<word>(?:{_SMILEY})|(?:(?!{_SMILEY})[^\s\d%％{re.escape(BETWEEN)}])+)"
)


class UnknownWordError(Exception):
    """A word in a mix that is no emotion; its text is the word."""


def mix_of(text: str) -> dict[Emotion, float] | None:
    """Return how much of each emotion a text asks for, in parts of any whole; None for nothing to mix.

    Emotions without a number share what the others leave of 100 (of 1, where all numbers together are not more).
    Raises UnknownWordError.
    """
    numbered: dict[Emotion, float] = {}
    bare: dict[Emotion, None] = {}  # in the order in which they were named
    for phrase, share in _parts(text):
        emotion = _emotion_of(phrase)
        if share is None:
            bare[emotion] = None
        else:
            numbered[emotion] = numbered.get(emotion, 0) + share
    others = [emotion for emotion in bare if emotion not in numbered]  # "😄 happy 70" is one part
    given = sum(numbered.values())
    left = (1.0 if 0 < given <= 1 else WHOLE) - given
    if (others and left <= 0) or not (others or given):
        return None
    return numbered | {emotion: left / len(others) for emotion in others}


def _emotion_of(phrase: str) -> Emotion:
    emotions = {work.emotion for work in works_of(phrase)}  # before the beginnings of words, as for /style
    try:
        emotion = find_meaning(phrase).emotion if not emotions else emotions.pop()
    except LookupError:
        emotion = None
    if emotion is None or emotions:  # "auto" has no share, and some artists painted several emotions
        raise UnknownWordError(phrase)
    return emotion


def _parts(text: str) -> Iterator[tuple[str, float | None]]:
    """Yield phrases with the numbers behind them, or before them when the text begins with one; None without a number.

    Several numbers in a row belong to as many phrases: "happy/sad 70/30" is "happy 70 sad 30".
    """
    tokens = list(_TOKEN.finditer(text))
    is_before = bool(tokens) and tokens[0]["share"] is not None
    by_kind = groupby(tokens, key=lambda token: token["share"] is None)
    runs = [[token["word"] or token["share"] for token in run] for _, run in by_kind]
    nothing: list[str] = []
    for first, second in zip_longest(runs[::2], runs[1::2], fillvalue=nothing):
        numbers, words = (first, second) if is_before else (second, first)
        yield from _numbered(list(_phrases(words)), [_number(each) for each in numbers], is_before)


def _numbered(phrases: Sequence[str], numbers: Sequence[float], is_before: bool) -> Iterator[tuple[str, float | None]]:
    rest = [None] * (len(phrases) - len(numbers))
    return zip(phrases, (*numbers, *rest) if is_before else (*rest, *numbers), strict=False)


def _number(text: str) -> float:
    return min(float(text.replace(",", ".")), LARGEST)


def _phrases(words: Sequence[str]) -> Iterator[str]:
    """Yield the longest runs of words that mean something together, and the other words one by one."""
    known, plains = (meanings(), artist_words(), title_parts()), [plain(word) for word in words]
    at = 0
    while at < len(words):
        lengths = range(min(LONGEST_PHRASE, len(words) - at), 1, -1)
        runs = {each: " ".join(plains[at : at + each]) for each in lengths}
        length = next((each for each, run in runs.items() if any(run in names for names in known)), 1)
        if length > 1 or plains[at] not in SILENT:
            yield " ".join(words[at : at + length])
        at += length


LONGEST_WORD = 40  # characters of a word that is quoted in an answer


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that means nothing to us or several things, and the emotion or the artwork that is nearest."""

    name: str
    nearest: Meaning | None
    works: tuple[Meaning, ...] = ()  # the artworks of the artist that it names


def read_meaning(rest: str) -> Meaning | Unknown:
    """Return what follows /style: an emotion, an artwork, auto, or Unknown."""
    if len(works_of(rest)) > 1:  # before the beginnings of words: names of styles begin with their artists
        return unknown(rest)
    try:
        return find_meaning(rest)
    except LookupError:
        return unknown(rest)


def read_mix(rest: str) -> dict[Emotion, float] | Unknown | None:
    """Return the shares that follow /mix, as "happy 70 sad 30", Unknown for a wrong word, None for nothing to mix."""
    try:
        parts = mix_of(rest)
    except UnknownWordError as error:
        return unknown(str(error))
    return shares_of(parts) if parts else None


def unknown(text: str) -> Unknown:
    """Return a word that is unknown or ambiguous, with the nearest known word if there is one."""
    word = text.strip()[:LONGEST_WORD]
    works = works_of(text)
    close = _nearest(word) if len(works) < 2 else None
    works = works_near(word) if not works and close is None else works
    return Unknown(word, close, works if len(works) > 1 else ())


def _nearest(word: str) -> Meaning | None:
    try:
        return nearest(word)
    except LookupError:
        return None
