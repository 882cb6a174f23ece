"""Every emotion has three artworks with artist, year and a reason."""

from __future__ import annotations

from emostyle.emotions import EMOTIONS
from emostyle.styles.artworks import ARTWORKS


def test_every_emotion_has_three_artworks_that_tell_all_about_themselves() -> None:
    assert tuple(ARTWORKS) == EMOTIONS
    for artworks in ARTWORKS.values():
        assert len(artworks) == 3
        for artwork in artworks:
            assert all((artwork.title, artwork.artist, artwork.source))
            assert any(character.isdigit() for character in artwork.year)
            assert artwork.why.endswith(".")
            assert 0 < artwork.strength <= 1
