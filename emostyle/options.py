"""What a person may choose about a painting, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from emostyle.emotions import Emotion
from emostyle.errors import OptionError
from emostyle.styles.palette import MAX_SHARE

MIN_SIDE, MAX_SIDE = 64, 4096  # pixels, bounds of `max_side`
MAX_TAKE = 9999  # takes are numbered from 0 to this, far more than anybody looks at


class Brush(StrEnum):
    """The size of strokes relative to the frame."""

    FINE = "fine"
    MEDIUM = "medium"
    BROAD = "broad"


@dataclass(frozen=True, slots=True)
class PaintOptions:
    """What a person may choose; the defaults read the emotion and paint as its artwork suggests."""

    emotion: Emotion | None = None  # None: read it from the faces
    mix: Mapping[Emotion, float] | None = None  # shares of several emotions instead of one; any positive sum
    strength: float | None = None  # 0 (the photo) to 1 (the full style); None: as the artwork suggests
    keep_colors: bool = False  # brush strokes of the painting, colours of the photo
    max_side: int = 1280  # pixels, longest side of the painting
    blend: bool = False  # paint the mix that the reading is, instead of its most probable emotion alone
    by_face: bool = False  # paint every face in its own emotion, and what is around them in the photo's
    style: str | None = None  # paint the artwork of this name, whatever the faces say
    brush: Brush = Brush.MEDIUM  # how large strokes are relative to the frame
    take: int = 0  # 0 to MAX_TAKE: another one is another painting of the same kind

    def __post_init__(self) -> None:
        self._check_numbers()
        self._check_choices()
        shares = [1.0] if self.mix is None else list(self.mix.values())
        if any(not 0 <= share <= MAX_SHARE for share in shares) or not sum(shares) > 0:
            raise OptionError(f"The shares of a mix must be numbers from 0 to {MAX_SHARE:,.0f}, and not all of them 0.")

    def _check_numbers(self) -> None:
        if self.strength is not None and not 0 <= self.strength <= 1:
            raise OptionError(f"The strength is {self.strength}, but it must be between 0 and 1.")
        if not MIN_SIDE <= self.max_side <= MAX_SIDE:
            raise OptionError(f"The longest side is {self.max_side}, but it must be {MIN_SIDE} to {MAX_SIDE} pixels.")
        if not 0 <= self.take <= MAX_TAKE:
            raise OptionError(f"The take is {self.take}, but it must be a whole number from 0 to {MAX_TAKE}.")

    def _check_choices(self) -> None:
        if (self.blend or self.by_face) and (self.emotion is not None or self.mix is not None):
            raise OptionError("An emotion or shares are chosen, so the faces are not asked: leave out one of the two.")
        if self.style is not None and (self.emotion is not None or self.mix is not None or self.blend or self.by_face):
            raise OptionError("A style is chosen by its name: leave out the emotion, the mix, and painting by face.")
        if self.mix is not None and self.emotion is not None:
            raise OptionError("Give one emotion or a mix of several, not both.")
