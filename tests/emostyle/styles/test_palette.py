"""Each emotion has a first choice, and a mix follows what was read."""

from __future__ import annotations

import pytest

from emostyle.emotions import EMOTIONS, Emotion
from emostyle.styles.palette import (
    ARTWORKS,
    IDENTITY_STYLE,
    LEAST_SHARE,
    PALETTE,
    all_style_names,
    blend_of,
    strength_of,
    style_names,
)

READ = dict.fromkeys(EMOTIONS, 0.02) | {Emotion.HAPPY: 0.6, Emotion.SURPRISE: 0.3}


def test_the_first_choice_of_an_emotion_is_the_first_of_its_artworks() -> None:
    assert {emotion: artworks[0] for emotion, artworks in ARTWORKS.items()} == PALETTE


def test_no_face_is_painted_more_lightly_than_a_neutral_one() -> None:
    neutral, *others = (PALETTE[emotion].strength for emotion in EMOTIONS)

    assert all(neutral <= other for other in others)


def test_styles_have_names_of_their_own_and_the_first_choices_come_first() -> None:
    names = all_style_names()

    assert len(set(names)) == 21
    assert names[:7] == style_names()
    assert IDENTITY_STYLE not in names


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
