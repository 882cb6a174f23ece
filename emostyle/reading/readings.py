"""What was read in a photo: how probable each emotion is on every face, and on all of them together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from emostyle.emotions import EMOTIONS, Emotion
from emostyle.reading.faces import Face


@dataclass(frozen=True, slots=True)
class FaceReading:
    """One face and how probable each emotion is on it."""

    face: Face  # in pixels of the upright photo
    probabilities: Mapping[Emotion, float]  # all seven, sum 1: that most people would name it
    vote_shares: Mapping[Emotion, float]  # all seven, sum 1: the share of people who would; mixes of styles follow it
    uncertain: bool = False  # too small or too unsure to be relied on

    @property
    def emotion(self) -> Emotion:
        """The most probable emotion of this face."""
        return max(self.probabilities, key=lambda emotion: self.probabilities[emotion])


@dataclass(frozen=True, slots=True)
class PhotoReading:
    """All faces of a photo and what they show together."""

    faces: tuple[FaceReading, ...]  # the largest first
    size: tuple[int, int]  # width and height of the upright photo in pixels
    seconds: dict[str, float] = field(default_factory=dict)  # by stage: decode, faces, read
    doubt_below: float = 0.0  # a probability below it should not be relied on

    @property
    def probabilities(self) -> Mapping[Emotion, float] | None:
        """The average over the faces, weighted by their area; None without a face."""
        return self._average([reading.probabilities for reading in self.faces])

    @property
    def vote_shares(self) -> Mapping[Emotion, float] | None:
        """The same average of the share of people who would name each emotion; None without a face."""
        return self._average([reading.vote_shares for reading in self.faces])

    @property
    def emotion(self) -> Emotion | None:
        """The emotion of the photo; None without a face."""
        probabilities = self.probabilities
        return max(probabilities, key=lambda emotion: probabilities[emotion]) if probabilities else None

    @property
    def confidence(self) -> float | None:
        """Probability of that emotion, 0..1; None without a face."""
        probabilities = self.probabilities
        return max(probabilities.values()) if probabilities else None

    @property
    def uncertain(self) -> bool:
        """Whether the largest face, which counts most, is too small or too unsure, or the faces disagree too much."""
        if self.confidence is None:
            return False
        return self.faces[0].uncertain or self.confidence < self.doubt_below

    def _average(self, shares: Sequence[Mapping[Emotion, float]]) -> Mapping[Emotion, float] | None:
        areas = [reading.face.box.area for reading in self.faces]
        if not areas:
            return None
        return {
            e: sum(area * share[e] for area, share in zip(areas, shares, strict=True)) / sum(areas) for e in EMOTIONS
        }
