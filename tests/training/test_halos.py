"""Rims of another colour where an even wall ends."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F

from training.halos import halo_loss


def head_before_a_wall() -> torch.Tensor:
    photo = torch.full((1, 3, 128, 128), 0.8)
    photo[..., 40:88, 40:88] = 0.1
    return photo


def with_rim(photo: torch.Tensor, colour: tuple[float, float, float]) -> torch.Tensor:
    """Paint the 12 pixels around the head."""
    painted = photo.clone()
    painted[..., 28:100, 28:100] = torch.tensor(colour)[None, :, None, None]
    painted[..., 40:88, 40:88] = photo[..., 40:88, 40:88]
    return painted


@pytest.mark.parametrize("colour", [(1.0, 1.0, 1.0), (1.0, 1.0, 0.2), (0.6, 0.6, 0.6)])
def test_a_rim_of_any_colour_costs(colour: tuple[float, float, float]) -> None:
    photo = head_before_a_wall()

    assert halo_loss(with_rim(photo, colour), photo).item() > 1e-4


def test_what_the_photo_has_costs_nothing_nor_does_a_tint_of_the_whole() -> None:
    photo = head_before_a_wall()
    rimmed = with_rim(photo, (1.0, 1.0, 0.2))

    assert halo_loss(photo, photo).item() < 1e-9
    assert halo_loss(rimmed, rimmed).item() < 1e-9
    assert halo_loss(photo * 0.7, photo).item() < 1e-5


def test_clouds_that_follow_nothing_cost_little_beside_a_rim() -> None:
    photo = head_before_a_wall()
    generator = torch.Generator().manual_seed(0)
    clouds = F.interpolate(torch.rand(1, 3, 8, 8, generator=generator), size=128, mode="bilinear") - 0.5
    cloudy = photo + 0.4 * clouds

    assert halo_loss(cloudy, photo).item() < 0.2 * halo_loss(with_rim(photo, (1.0, 1.0, 0.2)), photo).item()


def test_a_photo_that_is_even_nowhere_or_everywhere_has_none_and_the_loss_a_gradient() -> None:
    noise = torch.rand(2, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    painted = torch.rand(2, 3, 64, 64, generator=torch.Generator().manual_seed(1)).requires_grad_()

    loss = halo_loss(painted, noise)
    loss.sum().backward()

    assert loss.shape == (2,)
    assert loss.max().item() < 1e-4
    assert painted.grad is not None
    assert painted.grad.isfinite().all()
    assert halo_loss(noise[:1], torch.full((1, 3, 64, 64), 0.5)).item() < 1e-6
