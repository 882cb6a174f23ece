"""Which artworks speak for which emotion: the first choices, and all others by the names of their styles."""

from __future__ import annotations

from emostyle.artworks import ARTWORKS as ARTWORKS
from emostyle.artworks import Artwork as Artwork
from emostyle.emotions import EMOTIONS, Emotion

PALETTE: dict[Emotion, Artwork] = {emotion: works[0] for emotion, works in ARTWORKS.items()}  # the first choices
MAX_SHARE = 1e6  # of one emotion in a mix; sums of larger ones might overflow
IDENTITY_STYLE = "identity"  # the style that gives the photo back; strength mixes towards it


def style_names() -> tuple[str, ...]:
    """Return the names of the first choices in the order of the emotions, without the identity style."""
    return tuple(PALETTE[emotion].style for emotion in EMOTIONS)


def all_style_names() -> tuple[str, ...]:
    """Return the names of all styles, the first choices first, without the identity style."""
    others = (artwork.style for emotion in EMOTIONS for artwork in ARTWORKS[emotion][1:])
    return (*style_names(), *others)
