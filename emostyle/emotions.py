"""The seven emotions, in the order of the classifier's outputs and of the first seven FER+ vote columns."""

from __future__ import annotations

from enum import StrEnum

from emostyle.errors import UnknownEmotionError


class Emotion(StrEnum):
    """One of the seven expressions that the reader tells apart; the value is the name people type."""

    NEUTRAL = "neutral"
    HAPPY = "happy"
    SURPRISE = "surprise"
    SAD = "sad"
    ANGRY = "angry"
    DISGUST = "disgust"
    FEAR = "fear"

    @property
    def emoji(self) -> str:
        """One emoji that shows this emotion."""
        return _EMOJI[self]


EMOTIONS: tuple[Emotion, ...] = tuple(Emotion)

_EMOJI = {
    Emotion.NEUTRAL: "😐",
    Emotion.HAPPY: "😄",
    Emotion.SURPRISE: "😲",
    Emotion.SAD: "😢",
    Emotion.ANGRY: "😠",
    Emotion.DISGUST: "🤢",
    Emotion.FEAR: "😨",
}


def parse_emotion(name: str) -> Emotion:
    """Return the emotion called `name`, ignoring case and outer spaces; raise UnknownEmotionError otherwise."""
    try:
        return Emotion(name.strip().lower())
    except ValueError:
        raise UnknownEmotionError(name, tuple(EMOTIONS)) from None
