"""How typed words are compared."""

from __future__ import annotations

import pytest

from bot.styles.artworks import plain


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("Happy!", "happy"),
        ("  Wütend ", "wutend"),
        ("«Le Cri»", "le cri"),
        ("Toulouse-Lautrec", "toulouse lautrec"),
        ("munch_the_scream", "munch the scream"),
        ("😄", "😄"),
        ("", ""),
    ],
)
def test_capitals_accents_and_punctuation_do_not_count(text: str, compared: str) -> None:
    assert plain(text) == compared
