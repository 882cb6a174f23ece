"""Which artworks speak for which emotion, and how much of each emotion a photo or face is painted in."""

from __future__ import annotations

from collections.abc import Mapping

from emostyle.emotions import EMOTIONS, Emotion
from emostyle.styles.artworks import ARTWORKS as ARTWORKS
from emostyle.styles.artworks import Artwork as Artwork

PALETTE: dict[Emotion, Artwork] = {emotion: works[0] for emotion, works in ARTWORKS.items()}  # the first choices
MAX_SHARE = 1e6  # of one emotion in a mix; sums of larger ones might overflow
LEAST_SHARE = 0.1  # of a mix by the reading: emotions below it are noise, and would only blur the strokes
IDENTITY_STYLE = "identity"  # the style that gives the photo back; strength mixes towards it


def style_names() -> tuple[str, ...]:
    """Return the names of the first choices in the order of the emotions, without the identity style."""
    return tuple(PALETTE[emotion].style for emotion in EMOTIONS)


def all_style_names() -> tuple[str, ...]:
    """Return the names of all styles, the first choices first, without the identity style."""
    others = (artwork.style for emotion in EMOTIONS for artwork in ARTWORKS[emotion][1:])
    return (*style_names(), *others)


def blend_of(read: Mapping[Emotion, float]) -> dict[Emotion, float]:
    """Return the emotions of a reading (all seven, sum 1) that are not just noise, in their proportions; sum 1."""
    kept = {e: share for e, share in read.items() if share >= LEAST_SHARE}
    return {e: share / sum(kept.values()) for e, share in kept.items()}


def strength_of(shares: Mapping[Emotion, float], chosen: float | None, artworks: Mapping[Emotion, Artwork]) -> float:
    """Return how strongly a mix is painted: as chosen, or as its artworks suggest, each by its share; 0..1."""
    return sum(share * artworks[e].strength for e, share in shares.items()) if chosen is None else chosen
