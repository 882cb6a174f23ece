"""Each emotion has an artwork of its own that says whose it is and why it was chosen."""

from __future__ import annotations

import re

from emostyle.emotions import EMOTIONS, Emotion
from emostyle.palette import IDENTITY_STYLE, PALETTE, style_names


def test_every_emotion_has_an_artwork_and_no_two_share_one() -> None:
    assert tuple(PALETTE) == EMOTIONS
    assert len({PALETTE[emotion].title for emotion in EMOTIONS}) == len(EMOTIONS)


def test_every_artwork_says_who_when_and_why() -> None:
    for artwork in PALETTE.values():
        assert artwork.title
        assert artwork.artist
        assert re.search(r"\b1[0-9]{3}\b", artwork.year)
        assert artwork.why.endswith(".")


def test_suggested_strengths_paint_something() -> None:
    assert all(0 < artwork.strength <= 1 for artwork in PALETTE.values())


def test_style_names_follow_the_emotions_and_can_be_file_names() -> None:
    names = style_names()

    assert names[EMOTIONS.index(Emotion.FEAR)] == PALETTE[Emotion.FEAR].style
    assert len(set(names)) == len(EMOTIONS)
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in names)
    assert IDENTITY_STYLE not in names
