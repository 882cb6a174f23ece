"""Normalises typed words for comparison: no capitals, accents, or characters around a word."""

from __future__ import annotations

import unicodedata

VIRAMA = "\u094d"  # joins letters of Hindi; it counts as an accent in Unicode, but without it words are others
EMOJI_STYLE = "\ufe0f"  # asks for the picture of a character; some keyboards add it
JOINTS = "·・‧_"  # between the names of a person in Chinese, and the words of a style


def plain(text: str) -> str:
    """Return a text as it is compared: no capitals or accents, one space between words, none around them.

    Quotes and punctuation around the text are left out too, so "Happy!" is "happy"; emoji stay.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = (letter for letter in decomposed if not unicodedata.combining(letter) or letter == VIRAMA)
    spaced = (" " if _joins(letter) else letter for letter in kept if letter != EMOJI_STYLE)
    return unicodedata.normalize("NFC", _bare(" ".join("".join(spaced).split())))


def _joins(letter: str) -> bool:
    return letter in JOINTS or unicodedata.category(letter) == "Pd"  # Pd: hyphens and dashes


def _bare(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _is_wrapping(text[start]):
        start += 1
    while start < end and _is_wrapping(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_wrapping(letter: str) -> bool:
    return letter in "<>`" or unicodedata.category(letter)[0] in "PZC"  # punctuation, spaces, what cannot be seen
