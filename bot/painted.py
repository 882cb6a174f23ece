"""What people are told of a painting: the part of a worker's result that captions need."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from emostyle.emotions import Emotion
from worker.contract import FaceReading, Styled


class Painted(BaseModel):
    """One painting, in words."""

    model_config = ConfigDict(frozen=True)

    emotion: Emotion  # painted
    confidence: float | None  # 0..1 of the reading; None when the emotion was chosen
    uncertain: bool = False
    faces: tuple[Emotion, ...] = ()  # what each face shows most, the largest face first
    style: str


def painted_of(result: Styled) -> Painted:
    """Return what people are told of a result."""
    faces = tuple(shown for face in result.faces if (shown := _emotion_of(face)) is not None)
    return Painted(
        emotion=result.emotion,
        confidence=result.confidence,
        uncertain=result.uncertain,
        faces=faces,
        style=result.style,
    )


def _emotion_of(face: FaceReading) -> Emotion | None:
    return max(face.probabilities, key=lambda emotion: face.probabilities[emotion], default=None)
