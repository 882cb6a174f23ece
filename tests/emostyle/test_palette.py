"""Every emotion has three artworks with artist, year and a reason, and one of them comes first."""

from __future__ import annotations

from emostyle.emotions import EMOTIONS
from emostyle.palette import ARTWORKS, IDENTITY_STYLE, PALETTE, all_style_names, style_names


def test_every_emotion_has_three_artworks_that_tell_all_about_themselves() -> None:
    assert tuple(ARTWORKS) == EMOTIONS
    for artworks in ARTWORKS.values():
        assert len(artworks) == 3
        for artwork in artworks:
            assert all((artwork.title, artwork.artist, artwork.source))
            assert any(character.isdigit() for character in artwork.year)
            assert artwork.why.endswith(".")
            assert 0 < artwork.strength <= 1


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
