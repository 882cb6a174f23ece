"""The artworks that the bot can offer, read from the palette."""

from __future__ import annotations

from emostyle.emotions import EMOTIONS, Emotion
from emostyle.palette import PALETTE, Artwork


def artworks_of(emotion: Emotion) -> tuple[Artwork, ...]:
    """Return the artworks of an emotion, its first choice first."""
    return (PALETTE[emotion],)


def artwork_of(style: str, emotion: Emotion) -> Artwork:
    """Return the artwork of a style; of one that we do not know, the first choice of the emotion."""
    known = {artwork.style: artwork for each in EMOTIONS for artwork in artworks_of(each)}
    return known.get(style, artworks_of(emotion)[0])
