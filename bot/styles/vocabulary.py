"""The words that people type for a style: emotions in every language, artworks, smileys, and "auto"."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from bot.i18n.translator import Language, translator_for
from bot.styles.artworks import artist_names, artwork_titles, artworks_of, plain
from emostyle.emotions import EMOTIONS, Emotion

OTHERS = {
    Emotion.NEUTRAL: "😑😶🫤",
    Emotion.HAPPY: "😀😃😁😆😂🤣😊🙂☺😍🥰😎🥳🤗",
    Emotion.SURPRISE: "😮😯😳🤯",
    Emotion.SAD: "😭😞😔🙁☹😥😿💔",
    Emotion.ANGRY: "😡🤬😤👿",
    Emotion.DISGUST: "🤮",
    Emotion.FEAR: "😱😰😖",
}  # one character each; the emotions' own emoji come first


@cache
def smileys() -> dict[str, Emotion]:
    """Return what each smiley stands for."""
    return {smiley: emotion for emotion in EMOTIONS for smiley in emotion.emoji + OTHERS[emotion]}


def split_smileys(text: str) -> tuple[set[Emotion], str]:
    """Return the emotions of the smileys in a text, and the text without them."""
    shown = {smileys()[letter] for letter in text if letter in smileys()}
    return shown, "".join(letter for letter in text if letter not in smileys()).strip()


AUTO = "auto"
SHORTEST_PREFIX = 3  # letters
SHORTEST_CHINESE = 2  # characters; each is a syllable with a meaning
TELLING_LENGTH = 5  # letters of a word in a title that stands for it; shorter ones are near to too much
LIKENESS = 0.75  # of a typo to a word, 0..1: one wrong letter in four


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word stands for."""

    emotion: Emotion | None  # None: read the faces
    style: str | None = None  # of an artwork that was named


@cache
def emotion_words() -> dict[str, Meaning]:
    """Return what each word for an emotion or for "auto" means, in all languages together."""
    known = {emotion.value: Meaning(emotion) for emotion in EMOTIONS}
    for language in Language:
        translator = translator_for(language)
        known |= {plain(word): Meaning(None) for word in translator.words(AUTO)}
        for emotion in EMOTIONS:
            known |= {plain(word): Meaning(emotion) for word in translator.words(emotion)}
    return known


@cache
def artwork_words() -> dict[str, Meaning]:
    """Return what stands for each artwork: its style's name, its titles, and its artist if that is unambiguous."""
    known: dict[str, Meaning] = {}
    for emotion in EMOTIONS:
        for artwork in artworks_of(emotion):
            titles = {title for each in Language for title in artwork_titles(translator_for(each), artwork)}
            meaning = Meaning(emotion, artwork.style)
            known |= {plain(title): meaning for title in (*titles, artwork.style)}
    return known | {artist: works[0] for artist, works in artist_words().items() if len(works) == 1}


@cache
def artist_words() -> dict[str, tuple[Meaning, ...]]:
    """Return the artworks of each artist, by the names in all languages: "van Gogh" is enough, and "Gogh" too."""
    known: dict[str, tuple[Meaning, ...]] = {}
    for emotion in EMOTIONS:
        for artwork in artworks_of(emotion):
            names = (plain(name) for each in Language for name in artist_names(translator_for(each), artwork))
            for word in {ending for name in names for ending in _endings(name)}:
                known[word] = (*known.get(word, ()), Meaning(emotion, artwork.style))
    return known


def _endings(name: str) -> set[str]:
    words = name.split()
    return {" ".join(words[at:]) for at in range(len(words))}


def works_of(artist: str) -> tuple[Meaning, ...]:
    """Return the artworks of an artist who is named in full or by the last names; none when no artist matches."""
    return artist_words().get(plain(artist), ())


def works_near(artist: str) -> tuple[Meaning, ...]:
    """Return the artworks of the one artist whose name begins so or is most like it; none when there is no such one."""
    word, known = plain(artist), artist_words()
    names = [name for name in known if name.startswith(word)] if _is_telling(word) else []
    names = names or difflib.get_close_matches(word, known, n=1, cutoff=LIKENESS)
    found = {known[name] for name in names}
    return found.pop() if len(found) == 1 else ()


def meanings() -> dict[str, Meaning]:
    """Return what every word means; emotions win over artworks."""
    return artwork_words() | emotion_words()


def find_meaning(text: str) -> Meaning:
    """Return what a word, the beginning of one, a smiley, or a part of an artwork's title means; raise LookupError."""
    shown, word = split_smileys(plain(text))
    if not word and len(shown) == 1:
        return Meaning(shown.pop())
    meaning = _meaning_of(plain(word))
    if shown and shown != {meaning.emotion}:
        raise LookupError("the smiley says something else than the word")
    return meaning


def _meaning_of(word: str) -> Meaning:
    known = meanings()
    if word in known:
        return known[word]
    if not _is_telling(word):
        raise LookupError("no such word")
    begins = {known[each] for each in known if each.startswith(word)}
    if not begins:
        begins = {artwork_words()[title] for title in artwork_words() if word in title}
    if len(begins) != 1:
        raise LookupError("no such word")
    return begins.pop()


def _is_telling(word: str) -> bool:
    shortest = SHORTEST_CHINESE if "一" <= word[:1] <= "鿿" else SHORTEST_PREFIX
    return len(word) >= shortest


@cache
def title_words() -> dict[str, Meaning]:
    """Return the longer words of titles that only one artwork has: "scream", "sunrise"."""
    found: dict[str, set[Meaning]] = {}
    for title, meaning in artwork_words().items():
        for word in title.split():
            found.setdefault(word, set()).add(meaning)
    return {word: next(iter(works)) for word, works in found.items() if len(works) == 1 and len(word) >= TELLING_LENGTH}


@cache
def title_parts() -> frozenset[str]:
    """Return the runs of several words that only one artwork has in its titles: "starry night"."""
    found: dict[str, set[Meaning]] = {}
    for title, meaning in artwork_words().items():
        words = title.split()
        for start, end in combinations(range(len(words) + 1), 2):
            if end - start > 1:
                found.setdefault(" ".join(words[start:end]), set()).add(meaning)
    return frozenset(part for part, works in found.items() if len(works) == 1)


def nearest(text: str) -> Meaning:
    """Return what the word means that is most like `text`; raise LookupError when none is like it.

    Of short words, two letters that changed places are near too, though they are half of the word.
    """
    word, known = plain(text), title_words() | meanings()
    close = difflib.get_close_matches(word, known, n=1, cutoff=LIKENESS)
    close = close or [each for each in known if sorted(each) == sorted(word)]
    if not close:
        raise LookupError("no word is like it")
    return known[close[0]]
