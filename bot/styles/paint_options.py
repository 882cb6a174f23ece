"""How a photo is to be painted: what a person or a chat has chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from emostyle.emotions import Emotion
from emostyle.options import MAX_TAKE
from emostyle.options import Brush as Brush

MOST_PARTS = 9  # of one emotion in a mix


class StyleChoice(BaseModel):
    """How a photo is to be painted; what is not set is left to the faces and to the artwork."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    emotion: Emotion | None = None  # None: read it
    mix: dict[Emotion, float] | None = None  # shares of several, sum 1, instead of one
    style: str | None = None  # another artwork of that emotion
    by_face: bool = False  # every face in its own emotion
    strength: float | None = None  # 0..1; None: as the artwork suggests
    keep_colors: bool = False
    brush: Brush = Brush.MEDIUM  # how large strokes are
    take: int = 0  # another one is another painting of the same kind

    @property
    def is_free(self) -> bool:
        """Whether the emotion is left to the faces."""
        return self.emotion is None and self.mix is None

    def painting(self, emotion: Emotion | None, style: str | None = None) -> StyleChoice:
        """Return the same style choice for one emotion, or for the one that is read."""
        return self.model_copy(update={"emotion": emotion, "style": style, "mix": None, "by_face": False})

    def mixing(self, mix: dict[Emotion, float]) -> StyleChoice:
        """Return the same style choice for a mix of emotions, or for the only one in it."""
        shares = shares_of(mix)
        return self.painting(*shares) if len(shares) == 1 else self.painting(None).model_copy(update={"mix": shares})

    def another_take(self) -> StyleChoice:
        """Return the same style choice with the next take; the last take is followed by the first."""
        return self.model_copy(update={"take": (self.take + 1) % (MAX_TAKE + 1)})

    def asked_for(self) -> dict[str, Any]:
        """Return the fields of a request to a worker: an artwork says which emotion it is of, and is asked for alone.

        One that the bot does not know is asked for too: a worker that has it paints it, others say that they have not.
        """
        return dict(self) | {"emotion": None} if self.style else dict(self)


def shares_of(parts: dict[Emotion, float]) -> dict[Emotion, float]:
    """Return parts as shares with the sum 1, the largest first; raise ZeroDivisionError when all are 0."""
    total = sum(parts.values())
    ordered = sorted(parts.items(), key=lambda part: -part[1])
    return {emotion: round(part / total, 4) for emotion, part in ordered if part > 0}


def parts_with(parts: Mapping[Emotion, int], emotion: Emotion) -> dict[Emotion, int]:
    """Return the parts of a mix with one more of an emotion; after the last one it begins anew."""
    return {**parts, emotion: parts.get(emotion, 0) % MOST_PARTS + 1}
