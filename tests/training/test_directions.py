"""Every claim of a style is a test that some pictures pass and others fail."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from emostyle.emotions import Emotion
from emostyle.palette import ARTWORKS, all_style_names
from training.directions import CLAIMS, DIRECTIONS, claims_of, direction_loss, directions_held, gains, lab


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
    moved = gains(torch.cat([painted, opposite]), photo())[:, DIRECTIONS.index(claim)]

    assert moved[0] > 0 > moved[1]


def test_claims_are_of_styles_of_the_palette_and_neutral_claims_nothing() -> None:
    assert set(CLAIMS) <= set(all_style_names())
    assert {claim for claims in CLAIMS.values() for claim in claims} <= set(DIRECTIONS)
    assert not any(artwork.style in CLAIMS for artwork in ARTWORKS[Emotion.NEUTRAL])
    assert directions_held("monet-water-lilies", photo(), photo()) == {}
    assert directions_held("munch-the-scream", tinted(-0.2, -0.2, -0.2), photo()) == {"darker": True}


def test_an_unkept_claim_costs_until_the_picture_has_moved_far_enough() -> None:
    claimed = claims_of(("munch-the-scream", "monet-water-lilies"))[[0, 0, 0, 1]]
    pictures = torch.cat([tinted(0.2, 0.2, 0.2), photo(), tinted(-0.2, -0.2, -0.2), tinted(0.2, 0.2, 0.2)])

    brighter, same, darker, unclaimed = direction_loss(pictures, photo(), claimed).tolist()

    assert brighter > same > 0
    assert darker == unclaimed == 0


def test_pictures_of_one_colour_have_finite_gradients() -> None:
    flat = torch.cat([torch.zeros(1, 3, 8, 8), torch.full((1, 3, 8, 8), 0.5), torch.ones(1, 3, 8, 8)])
    flat = flat.requires_grad_()

    gains(flat, torch.rand(3, 3, 8, 8)).sum().backward()

    assert flat.grad is not None
    assert flat.grad.isfinite().all()


def test_colours_are_those_of_cielab() -> None:
    colours = torch.tensor([[1.0, 1, 1], [1, 0, 0], [0, 0, 1]]).view(3, 3, 1, 1)

    values = lab(colours).flatten(1)

    wanted = [[100, 0, 0], [53.2, 80.1, 67.2], [32.3, 79.2, -107.9]]
    assert torch.allclose(values, torch.tensor(wanted), atol=0.7)
