"""How much of each emotion a photo or face is painted in, and how strongly."""

from __future__ import annotations

from collections.abc import Mapping

from emostyle.emotions import Emotion
from emostyle.palette import Artwork

LEAST_SHARE = 0.1  # of a mix by the reading: emotions below it are noise, and would only blur the strokes


def shares_of(probabilities: Mapping[Emotion, float], blend: bool) -> dict[Emotion, float]:
    """Return the most probable emotion alone, or blended with the others that are not just noise; sum 1."""
    likeliest = max(probabilities, key=lambda emotion: probabilities[emotion])
    if not blend:
        return {likeliest: 1.0}
    kept = {e: share for e, share in probabilities.items() if share >= LEAST_SHARE}
    return {e: share / sum(kept.values()) for e, share in kept.items()}


def strength_of(shares: Mapping[Emotion, float], chosen: float | None, artworks: Mapping[Emotion, Artwork]) -> float:
    """Return how strongly a mix is painted: as chosen, or as its artworks suggest, each by its share; 0..1."""
    return sum(share * artworks[e].strength for e, share in shares.items()) if chosen is None else chosen
