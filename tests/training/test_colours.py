"""Smears of colour where the photo has none."""

from __future__ import annotations

import torch

from training.colours import allowed_steps, patch_loss, patch_share

WALL = torch.full((1, 3, 64, 64), 0.6)


def smeared() -> torch.Tensor:
    wall = WALL.clone()
    wall[:, :, 16:32, 16:40] = torch.tensor([0.2, 0.9, 0.1])[None, :, None, None]
    return wall


def test_a_smear_of_green_on_a_grey_wall_costs_and_is_counted() -> None:
    assert patch_loss(WALL, WALL, torch.zeros(1)).item() < 1e-6
    assert patch_loss(smeared(), WALL, torch.zeros(1)).item() > 0.01
    assert patch_share(WALL, WALL, 0.0) == 0
    assert 0.1 < patch_share(smeared(), WALL, 0.0) < 0.9


def test_what_the_photo_has_is_no_smear_nor_is_a_tint_or_a_change_of_brightness() -> None:
    assert patch_loss(smeared(), smeared(), torch.zeros(1)).item() < 1e-6
    assert patch_share(WALL * torch.tensor([1.0, 0.5, 0.2])[None, :, None, None], WALL, 0.0) == 0
    darker = WALL.clone()
    darker[..., 32:] *= 0.5
    assert patch_share(darker, WALL, 0.0) == 0


def test_a_style_may_step_as_far_as_its_painting_does() -> None:
    checks = torch.zeros(1, 3, 64, 64)
    checks[:, 0, :, ::2] = 1.0
    stripes = torch.zeros(1, 3, 64, 64)
    stripes[:, 0] = (torch.arange(64) // 16 % 2).float()

    calm, wild = allowed_steps([checks, stripes]).tolist()

    assert calm < 0.01  # its colours are the same from place to place
    assert wild > 0.5
    assert patch_share(smeared(), WALL, wild) < patch_share(smeared(), WALL, calm)


def test_the_loss_leads_back_to_the_wall() -> None:
    painted = smeared().requires_grad_()
    patch_loss(painted, WALL, torch.zeros(1)).sum().backward()

    assert painted.grad is not None
    assert torch.isfinite(painted.grad).all()
    within = painted.grad[:, :, 16:32, 16:40].mean(dim=(0, 2, 3))
    assert within[1] > 0 > within[0]  # less green, more red
