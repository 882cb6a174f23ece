"""The words that people type for a style: emotions in every language, artworks, and "auto"."""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import dataclass
from functools import cache

from bot.artworks import artwork_title, artworks_of
from bot.languages import Language
from bot.voices import voice_of
from emostyle.emotions import EMOTIONS, Emotion

AUTO = "auto"
SHORTEST_PREFIX = 3  # letters
LIKENESS = 0.6  # of a typo to a word, 0..1


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word stands for."""

    emotion: Emotion | None  # None: read the faces
    style: str | None = None  # of an artwork that was named


def plain(text: str) -> str:
    """Return a text without capitals, accents and outer spaces, as it is compared."""
    decomposed = unicodedata.normalize("NFKD", text.strip().casefold())
    kept = (letter for letter in decomposed if not unicodedata.combining(letter) or letter == "\u094d")
    return unicodedata.normalize("NFC", "".join(kept))


@cache
def emotion_words() -> dict[str, Meaning]:
    """Return what each word for an emotion or for "auto" means, in all languages together."""
    known = {emotion.value: Meaning(emotion) for emotion in EMOTIONS}
    for language in Language:
        voice = voice_of(language)
        known |= {plain(word): Meaning(None) for word in voice.words(AUTO)}
        for emotion in EMOTIONS:
            known |= {plain(word): Meaning(emotion) for word in voice.words(emotion)}
    return known


@cache
def artwork_words() -> dict[str, Meaning]:
    """Return what stands for each artwork: its style's name, its titles, and its artist if that tells enough."""
    known: dict[str, Meaning] = {}
    artists: dict[str, list[Meaning]] = {}
    for emotion in EMOTIONS:
        for artwork in artworks_of(emotion):
            titles = {artwork.title, artwork.style, *(artwork_title(voice_of(each), artwork) for each in Language)}
            meaning = Meaning(emotion, artwork.style)
            known |= {plain(title): meaning for title in titles}
            artists.setdefault(plain(artwork.artist.split()[-1]), []).append(meaning)
    return known | {artist: of[0] for artist, of in artists.items() if len(of) == 1}


def meanings() -> dict[str, Meaning]:
    """Return what every word means; emotions win over artworks."""
    return artwork_words() | emotion_words()


def find_meaning(text: str) -> Meaning:
    """Return what a word, the beginning of one, or a part of an artwork's title means; raise LookupError."""
    word, known = plain(text), meanings()
    if word in known:
        return known[word]
    if len(word) < SHORTEST_PREFIX:
        raise LookupError("no such word")
    begins = {known[each] for each in known if each.startswith(word)}
    if not begins:
        begins = {artwork_words()[title] for title in artwork_words() if word in title}
    if len(begins) != 1:
        raise LookupError("no such word")
    return begins.pop()


def nearest(text: str) -> Meaning:
    """Return what the word means that is most like `text`; raise LookupError when none is like it."""
    close = difflib.get_close_matches(plain(text), meanings(), n=1, cutoff=LIKENESS)
    if not close:
        raise LookupError("no word is like it")
    return meanings()[close[0]]
