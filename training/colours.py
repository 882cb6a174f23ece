"""Colours that jump from place to place where the photo's do not: smears of green and orange on a grey wall.

A painter that is asked for the colours of a painting may put them anywhere, and puts rare ones into a few spots.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from training.artefacts import luminance

_SQUARE = 8  # pixels, side of the places whose colours are compared
_APART = (2, 4)  # places between two that are compared: 16 and 32 pixels
_FOLD = 2.0  # times that a painting may enlarge what differs in the photo
_USUAL = 0.75  # quantile of a painting's own steps, up to which its style may go
_VISIBLE = 0.1  # distance in RGB, each 0..1, that one sees as a patch


def colour_steps(pictures: Tensor) -> Tensor:
    """Return how far the colours, without brightness, of places of pictures (N, 3, H, W) in 0..1 are apart: (N, K)."""
    pooled = F.avg_pool2d(pictures.float(), _SQUARE)
    return _steps(pooled - luminance(pooled))


def allowed_steps(paintings: list[Tensor]) -> Tensor:
    """Return how far colours usually step in each of some paintings (1, 3, H, W): (paintings,)."""
    return torch.stack([colour_steps(painting).quantile(_USUAL) for painting in paintings])


def patches(painted: Tensor, photos: Tensor, allowed: Tensor) -> Tensor:
    """Return how far each step of colour goes beyond what the photo has twice and the style's painting has: (N, K).

    `allowed` (N,) is what `allowed_steps` says of the style of each sample.
    """
    with torch.no_grad():
        in_photo = _steps(F.avg_pool2d(photos.float(), _SQUARE))
    return F.relu(colour_steps(painted) - _FOLD * in_photo - allowed[:, None])


def patch_loss(painted: Tensor, photos: Tensor, allowed: Tensor) -> Tensor:
    """Mean square of `patches`: one number per sample (N,)."""
    return patches(painted, photos, allowed).square().mean(dim=1)


def patch_share(painted: Tensor, photo: Tensor, allowed: float) -> float:
    """Return the share of the steps of one painting (1, 3, H, W) that one sees as a patch of colour."""
    return float((patches(painted, photo, torch.tensor([allowed])) > _VISIBLE).float().mean())


def _steps(places: Tensor) -> Tensor:
    found = []
    for apart in _APART:
        for side in (2, 3):
            count = places.shape[side] - apart
            change = places.narrow(side, apart, count) - places.narrow(side, 0, count)
            found.append((change.square().sum(dim=1) + 1e-8).sqrt().flatten(1))  # a root has no gradient at 0
    return torch.cat(found, dim=1)
