"""Strokes over what is even in the photo."""

from __future__ import annotations

import math

import pytest
import torch

from training.hatching import hatch_loss, hatching_figure
from training.losses import variation_loss

SIDE = 128


def strokes(period: float) -> torch.Tensor:
    """Draw diagonal waves of 0.1 to both sides of 0, of a period in pixels: (1, 3, S, S)."""
    along = torch.arange(SIDE) / math.sqrt(2)
    wave = 0.1 * torch.sin(2 * math.pi * (along[:, None] + along) / period)
    return wave.expand(1, 3, -1, -1)


def wall() -> torch.Tensor:
    return torch.linspace(0.4, 0.6, SIDE).expand(1, 3, SIDE, -1)


def grass() -> torch.Tensor:
    return torch.rand(1, 3, SIDE, SIDE, generator=torch.Generator().manual_seed(0))


def test_a_soft_stroke_costs_as_much_as_a_fine_one() -> None:
    soft, fine = (wall() + strokes(period) for period in (16, 4))

    assert hatch_loss(soft, wall()).item() == pytest.approx(hatch_loss(fine, wall()).item(), rel=0.3)
    assert variation_loss(soft).item() < 0.15 * variation_loss(fine).item()  # which is why there are both
    assert hatching_figure(soft, wall()) == pytest.approx(0.1 / math.sqrt(2), rel=0.2)


def test_what_is_not_even_may_be_painted_and_so_may_tones_and_clouds() -> None:
    stroked = hatch_loss(wall() + strokes(12), wall()).item()

    assert hatch_loss(grass() + strokes(12), grass()).item() < 0.01 * stroked
    assert hatch_loss(0.5 * wall() + 0.3, wall()).item() < 0.01 * stroked
    assert hatch_loss(wall() + strokes(100), wall()).item() < 0.2 * stroked


def test_what_is_beside_something_uneven_is_free() -> None:
    photo = torch.full((1, 3, SIDE, SIDE), 0.8)
    photo[..., 96:] = 0.1
    near = torch.zeros_like(photo)
    near[..., 84:96] = strokes(8)[..., 84:96]
    far = near.roll(-40, dims=-1)

    assert hatch_loss(photo + near, photo).item() < 0.1 * hatch_loss(photo + far, photo).item()


def test_the_photo_itself_costs_nothing_and_a_small_one_is_no_error() -> None:
    small = torch.full((2, 3, 16, 40), 0.5)

    assert hatch_loss(wall(), wall()).item() == 0
    assert hatching_figure(grass() + strokes(12), grass()) < 1e-3
    assert hatch_loss(small, small).tolist() == [0, 0]


def test_the_loss_has_a_gradient_for_each_sample() -> None:
    painted = (torch.cat([wall(), wall()]) + torch.cat([strokes(12), strokes(4)])).requires_grad_()

    loss = hatch_loss(painted, torch.cat([wall(), wall()]))
    loss.sum().backward()

    assert loss.shape == (2,)
    assert painted.grad is not None
    assert painted.grad.isfinite().all()
    assert painted.grad.abs().sum() > 0
