"""The artworks that the bot can offer: those of the shipped weights, and those that the host has added."""

from __future__ import annotations

import unicodedata
from functools import cache

from bot.i18n.message_ids import MessageId
from bot.i18n.translator import Translator
from emostyle.emotions import EMOTIONS, Emotion
from emostyle.styles.catalogue import catalogue, folder_from_environment
from emostyle.styles.palette import Artwork


@cache
def all_artworks() -> dict[Emotion, tuple[Artwork, ...]]:
    """Read once what can be painted, by emotion; raise WeightsError for an added file that is no style."""
    choices = catalogue(styles_dir=folder_from_environment())
    return {each: tuple(choice.artwork for choice in choices if choice.emotion is each) for each in EMOTIONS}


def artworks_of(emotion: Emotion) -> tuple[Artwork, ...]:
    """Return the artworks of an emotion, its first choice first."""
    return all_artworks()[emotion]


def artwork_of(style: str) -> Artwork | None:
    """Return the artwork of a style; None for one that we do not know, because a worker holds other styles."""
    known = (artwork for each in EMOTIONS for artwork in artworks_of(each))
    return next((artwork for artwork in known if artwork.style == style), None)


def place_of(emotion: Emotion, style: str | None) -> str:
    """Return the value of a button for an artwork: its emotion and number, as "sad-2"; "sad-0" for an unknown one."""
    styles = [artwork.style for artwork in artworks_of(emotion)]
    return f"{emotion}-{styles.index(style) if style in styles else 0}"


def read_place(text: str) -> tuple[Emotion, int] | None:
    """Return the emotion and the number that a button says; None when there is no such artwork."""
    emotion, _, number = text.partition("-")
    if emotion not in set(Emotion) or not number.isdecimal() or int(number) >= len(artworks_of(Emotion(emotion))):
        return None
    return Emotion(emotion), int(number)


def artwork_title(translator: Translator, artwork: Artwork) -> str:
    """Return the title of an artwork; the palette's own where the catalogue has none."""
    name = f"artwork-{artwork.style}"
    return translator.text(name) if translator.knows(name) else artwork.title


def artwork_titles(translator: Translator, artwork: Artwork) -> list[str]:
    """Return all titles by which people of a language may call an artwork."""
    name = f"artwork-{artwork.style}"
    also = translator.also(name) if translator.knows(name) else ()
    return [artwork.title, artwork_title(translator, artwork), *also]


def artwork_why(translator: Translator, artwork: Artwork) -> str:
    """Return why an artwork speaks for its emotion; as the palette says it where the catalogue does not."""
    name = f"why-{artwork.style}"
    return translator.text(name) if translator.knows(name) else artwork.why


def artist_name(translator: Translator, artwork: Artwork) -> str:
    """Return who painted an artwork, as the language writes it; as the palette does where the catalogue has no name."""
    name = artist_message(artwork.artist)
    return translator.text(name) if translator.knows(name) else artwork.artist


def artist_names(translator: Translator, artwork: Artwork) -> list[str]:
    """Return all names by which people of a language may call the artist of an artwork."""
    name = artist_message(artwork.artist)
    return [
        artwork.artist,
        artist_name(translator, artwork),
        *(translator.also(name) if translator.knows(name) else ()),
    ]


def artist_message(artist: str) -> str:
    """Return the name of the message that names an artist: "artist-fernand-leger" for "Fernand Léger"."""
    return f"artist-{plain(artist).replace(' ', '-')}"


def artwork_name(translator: Translator, artwork: Artwork) -> str:
    """Return title and artist of an artwork."""
    return translator.text(
        MessageId.WORK, title=artwork_title(translator, artwork), artist=artist_name(translator, artwork)
    )


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
