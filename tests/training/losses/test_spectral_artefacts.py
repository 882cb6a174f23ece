"""Lattices are seen where they are, and not where a picture is only rich."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from training.losses.spectral_artefacts import lattice_loss


def natural(count: int = 1, side: int = 128) -> Tensor:
    """Noise of many sizes, as photos are."""
    generator = torch.Generator().manual_seed(1)
    layers = [F.interpolate(torch.rand(count, 3, side // k, side // k, generator=generator), size=(side, side),
                            mode="bilinear") for k in (1, 2, 4, 8, 16)]  # fmt: skip
    return sum(layers, torch.zeros(count, 3, side, side)) / 5


def with_waves(pictures: Tensor, period: float, amplitude: float = 0.05) -> Tensor:
    wave = torch.cos(2 * torch.pi * torch.arange(pictures.shape[-1]) / period)
    return pictures + amplitude * wave * wave[:, None]


def test_a_picture_has_no_more_lattice_than_itself() -> None:
    photos = natural(4)

    assert lattice_loss(photos, photos).max() == 0


@pytest.mark.parametrize("period", [2, 4, 8])
def test_waves_of_the_networks_own_periods_are_lattices(period: int) -> None:
    photos = natural(4)

    assert (lattice_loss(with_waves(photos, period), photos) > 0).all()


@pytest.mark.parametrize("period", [3.05, 4.9, 11])
def test_waves_beside_the_lattice_have_their_price_too(period: float) -> None:
    photos = natural(4)

    woven = lattice_loss(with_waves(photos, period), photos)

    assert (woven > lattice_loss(photos * 0.9, photos) + 0.02).all()


def test_slow_waves_are_shapes_and_have_none() -> None:
    photos = natural(4)

    assert lattice_loss(with_waves(photos, 64), photos).max() == pytest.approx(0, abs=0.01)


def test_the_loss_has_a_gradient_and_small_pictures_have_none_to_show() -> None:
    photos = natural(2)
    painted = with_waves(photos, 2).requires_grad_()

    lattice_loss(painted, photos).sum().backward()

    assert painted.grad is not None
    assert painted.grad.abs().sum() > 0
    assert lattice_loss(torch.rand(2, 3, 32, 32), torch.rand(2, 3, 32, 32)).tolist() == [0, 0]
