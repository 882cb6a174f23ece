"""What people are told of a painting: the part of a worker's result that captions need."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from emostyle.emotions import Emotion
from worker.shared.contract import FaceReading, Styled


class PaintingSummary(BaseModel):
    """One painting, in words."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    emotion: Emotion  # painted, or the largest share of a mix
    mix: dict[Emotion, float] | None = None  # shares, when several were painted
    confidence: float | None  # 0..1 of the reading; None when the emotion was chosen
    uncertain: bool = False
    by_face: bool = False  # every face was painted in its own emotion
    faces: tuple[Emotion, ...] = ()  # what each face shows most, the largest face first
    style: str


def summary_of(result: Styled, mix: dict[Emotion, float] | None = None, by_face: bool = False) -> PaintingSummary:
    """Return what people are told of a result; `mix` and `by_face` are what was asked for."""
    faces = tuple(shown for face in result.faces if (shown := _emotion_of(face)) is not None)
    return PaintingSummary(
        emotion=result.emotion,
        mix=mix,
        confidence=result.confidence,
        uncertain=result.uncertain,
        by_face=by_face,
        faces=faces,
        style=result.style,
    )


def _emotion_of(face: FaceReading) -> Emotion | None:
    return max(face.probabilities, key=lambda emotion: face.probabilities[emotion], default=None)
