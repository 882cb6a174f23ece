"""Lattices and droplets are seen where they are, and not where a picture is only rich."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from training.artefacts import checkerboard_ratio, dot_loss, dot_share, droplets, lattice_loss, spectrum


def natural(count: int = 1, side: int = 128) -> Tensor:
    """Noise of many sizes, as photos are."""
    generator = torch.Generator().manual_seed(1)
    layers = [F.interpolate(torch.rand(count, 3, side // k, side // k, generator=generator), size=(side, side),
                            mode="bilinear") for k in (1, 2, 4, 8, 16)]  # fmt: skip
    return sum(layers, torch.zeros(count, 3, side, side)) / 5


def with_waves(pictures: Tensor, period: float, amplitude: float = 0.05) -> Tensor:
    wave = torch.cos(2 * torch.pi * torch.arange(pictures.shape[-1]) / period)
    return pictures + amplitude * wave * wave[:, None]


def ratio(painted: Tensor, photos: Tensor) -> float:
    powers = [spectrum(pictures) for pictures in (painted, photos)]
    return checkerboard_ratio(*((power / power.sum(dim=(1, 2), keepdim=True)).mean(dim=0) for power in powers))


def test_a_picture_has_no_more_lattice_than_itself() -> None:
    photos = natural(4)

    assert ratio(photos, photos) == pytest.approx(1)
    assert ratio(photos.flip(-1) * 0.5 + 0.2, photos) == pytest.approx(1, abs=0.1)
    assert lattice_loss(photos, photos).max() == 0


@pytest.mark.parametrize("period", [2, 4, 8])
def test_waves_of_the_networks_own_periods_are_lattices(period: int) -> None:
    photos = natural(4)

    assert ratio(with_waves(photos, period), photos) > 1.02
    assert (lattice_loss(with_waves(photos, period), photos) > 0).all()


def test_waves_of_other_periods_are_none() -> None:
    photos = natural(4)

    assert ratio(with_waves(photos, 11), photos) < 1.02


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


def with_dots(pictures: Tensor, period: int = 2, amplitude: float = 0.2) -> Tensor:
    """Alternate pixels both ways in one place of 12 by 12 pixels."""
    signs = (torch.arange(12) % period < period / 2) * 2.0 - 1
    dotted = pictures.clone()
    dotted[..., 40:52, 60:72] += amplitude * signs[:, None] * signs
    return dotted


def test_dots_in_a_single_place_have_a_price_and_are_counted() -> None:
    photos = natural(2)
    painted = with_dots(photos).requires_grad_()

    losses = dot_loss(painted, photos)
    losses.sum().backward()

    assert (losses > 1e-6).all()
    assert painted.grad is not None
    assert painted.grad[..., 40:52, 60:72].abs().sum() > 0
    assert 0.001 < dot_share(painted[:1].detach(), photos[:1]) < 0.02


@pytest.mark.parametrize("axis", [2, 3])
def test_lines_of_single_pixels_are_dots_too(axis: int) -> None:
    photos = natural(1)
    signs = torch.tensor([1.0, -1.0]).repeat(64)

    lined = photos + 0.1 * (signs[:, None] if axis == 2 else signs)

    assert dot_share(lined, photos) == 1
    assert dot_loss(lined, photos) > 1e-3


def test_the_photos_own_dots_and_broad_strokes_are_none() -> None:
    photos = natural(2)
    dotted = with_dots(photos)

    assert dot_loss(dotted, dotted).tolist() == [0, 0]
    assert dot_share(dotted[:1], dotted[:1]) == 0
    assert dot_share(with_dots(photos[:1], period=6), photos[:1]) == 0


def test_a_blob_out_of_nothing_is_a_droplet_and_one_of_the_photo_is_not() -> None:
    photo = natural(side=256) * 0.1 + 0.4
    painted = photo.clone()
    painted[..., 100:106, 60:66] = 1

    assert droplets(photo, photo) == 0
    assert droplets(painted, photo) == 1
    assert droplets(painted, painted) == 0
