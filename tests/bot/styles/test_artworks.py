"""Artworks by emotion, by style, and as buttons name them."""

from __future__ import annotations

import pytest

from bot.styles.artworks import artwork_of, artworks_of, place_of, read_place
from emostyle.emotions import EMOTIONS, Emotion


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_every_artwork_is_found_by_its_style_and_by_its_place(emotion: Emotion) -> None:
    for number, artwork in enumerate(artworks_of(emotion)):
        assert artwork_of(artwork.style) == artwork
        assert read_place(place_of(emotion, artwork.style)) == (emotion, number)


def test_the_first_choice_stands_for_a_style_that_nobody_knows() -> None:
    assert place_of(Emotion.SAD, "gone") == "sad-0"
    assert artwork_of("gone") is None


@pytest.mark.parametrize("text", ["", "sad", "sad-", "sad-99", "sad-x", "joy-0", "-1"])
def test_what_names_no_artwork_is_none(text: str) -> None:
    assert read_place(text) is None
