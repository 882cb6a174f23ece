"""How much of each emotion a photo or face is painted in, and how strongly."""

from __future__ import annotations

from collections.abc import Mapping

from emostyle.emotions import Emotion
from emostyle.palette import Artwork

LEAST_SHARE = 0.1  # of a mix by the reading: emotions below it are noise, and would only blur the strokes


def blend_of(read: Mapping[Emotion, float]) -> dict[Emotion, float]:
    """Return the emotions of a reading (all seven, sum 1) that are not just noise, in their proportions; sum 1."""
    kept = {e: share for e, share in read.items() if share >= LEAST_SHARE}
    return {e: share / sum(kept.values()) for e, share in kept.items()}


def strength_of(shares: Mapping[Emotion, float], chosen: float | None, artworks: Mapping[Emotion, Artwork]) -> float:
    """Return how strongly a mix is painted: as chosen, or as its artworks suggest, each by its share; 0..1."""
    return sum(share * artworks[e].strength for e, share in shares.items()) if chosen is None else chosen
