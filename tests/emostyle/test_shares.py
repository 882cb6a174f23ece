"""What a photo is painted in follows its reading."""

from __future__ import annotations

import pytest

from emostyle.emotions import EMOTIONS, Emotion
from emostyle.palette import PALETTE
from emostyle.shares import LEAST_SHARE, blend_of, strength_of

READ = dict.fromkeys(EMOTIONS, 0.02) | {Emotion.HAPPY: 0.6, Emotion.SURPRISE: 0.3}


def test_a_blend_leaves_out_the_noise_and_sums_to_one() -> None:
    assert blend_of(READ) == pytest.approx({Emotion.HAPPY: 2 / 3, Emotion.SURPRISE: 1 / 3})


def test_some_emotion_is_always_left() -> None:
    even = dict.fromkeys(EMOTIONS, 1 / len(EMOTIONS))

    assert min(even.values()) > LEAST_SHARE
    assert len(blend_of(even)) == len(EMOTIONS)


def test_a_mix_is_as_strong_as_its_parts_by_their_shares() -> None:
    shares = {Emotion.HAPPY: 0.75, Emotion.FEAR: 0.25}

    wanted = 0.75 * PALETTE[Emotion.HAPPY].strength + 0.25 * PALETTE[Emotion.FEAR].strength
    assert strength_of(shares, None, PALETTE) == pytest.approx(wanted)
    assert strength_of(shares, 0.3, PALETTE) == 0.3
