"""Every claim of a style is a test that some pictures pass and others fail."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from emostyle.emotions import Emotion
from emostyle.palette import ARTWORKS, all_style_names
from training.directions import CLAIMS, TESTS, directions_held, lab


def photo() -> Tensor:
    return torch.rand(1, 3, 32, 32, generator=torch.Generator().manual_seed(0)) * 0.5 + 0.25


def tinted(red: float, green: float, blue: float) -> Tensor:
    return (photo() + torch.tensor([red, green, blue]).view(1, 3, 1, 1)).clamp(0, 1)


@pytest.mark.parametrize(
    ("claim", "painted", "opposite"),
    [
        ("redder", tinted(0.2, -0.1, 0), tinted(-0.2, 0.1, 0)),
        ("greener", tinted(-0.1, 0.2, 0), tinted(0.2, 0, 0)),
        ("yellower", tinted(0.1, 0.1, -0.2), tinted(0, 0, 0.2)),
        ("bluer or greyer", tinted(0, 0, 0.2), tinted(0.25, 0.2, -0.25)),
        ("brighter", tinted(0.2, 0.2, 0.2), tinted(-0.2, -0.2, -0.2)),
        ("darker", tinted(-0.2, -0.2, -0.2), tinted(0.2, 0.2, 0.2)),
        ("more varied", (photo() * 1.6 - 0.3).clamp(0, 1), photo() * 0.5 + 0.25),
        ("more contrast", (photo() * 1.6 - 0.3).clamp(0, 1), photo() * 0.5 + 0.25),
        ("denser", (photo() * 1.6 - 0.3).clamp(0, 1), photo() * 0.5 + 0.25),
    ],
)
def test_a_claim_holds_for_what_it_says_and_not_for_the_opposite(claim: str, painted: Tensor, opposite: Tensor) -> None:
    assert TESTS[claim](painted, photo())
    assert not TESTS[claim](opposite, photo())


def test_claims_are_of_styles_of_the_palette_and_neutral_claims_nothing() -> None:
    assert set(CLAIMS) <= set(all_style_names())
    assert {claim for claims in CLAIMS.values() for claim in claims} <= set(TESTS)
    assert not any(artwork.style in CLAIMS for artwork in ARTWORKS[Emotion.NEUTRAL])
    assert directions_held("monet-water-lilies", photo(), photo()) == {}
    assert directions_held("munch-the-scream", tinted(-0.2, -0.2, -0.2), photo()) == {"darker": True}


def test_colours_are_those_of_cielab() -> None:
    colours = torch.tensor([[1.0, 1, 1], [1, 0, 0], [0, 0, 1]]).view(3, 3, 1, 1)

    values = lab(colours).flatten(1)

    wanted = [[100, 0, 0], [53.2, 80.1, 67.2], [32.3, 79.2, -107.9]]
    assert torch.allclose(values, torch.tensor(wanted), atol=0.7)
