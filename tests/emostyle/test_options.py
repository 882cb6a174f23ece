"""Options that contradict each other or are out of range are refused."""

from __future__ import annotations

import math

import pytest

from emostyle.emotions import Emotion
from emostyle.errors import OptionError
from emostyle.options import MAX_TAKE, PaintOptions


@pytest.mark.parametrize(
    "options",
    [
        {"strength": 1.5},
        {"strength": math.nan},
        {"max_side": 10},
        {"max_side": 100_000},
        {"mix": {}},
        {"mix": {Emotion.HAPPY: 0.0}},
        {"mix": {Emotion.HAPPY: -1.0, Emotion.SAD: 2.0}},
        {"mix": {Emotion.HAPPY: math.inf}},
        {"mix": {Emotion.HAPPY: 1.0}, "emotion": Emotion.SAD},
        {"mix": {Emotion.HAPPY: 1.0}, "blend": True},
        {"emotion": Emotion.HAPPY, "by_face": True},
        {"style": "munch-the-scream", "emotion": Emotion.HAPPY},
        {"style": "munch-the-scream", "blend": True},
        {"take": -1},
        {"take": MAX_TAKE + 1},
    ],
)
def test_options_out_of_range_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(OptionError):
        PaintOptions(**options)  # type: ignore[arg-type]
