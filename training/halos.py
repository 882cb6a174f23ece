"""Halos: rims of another colour where an even wall borders on something darker or brighter.

A halo is what the mask of an unsharp filter foretells: along a dark head the wall grows brighter or takes the style's
brightest colour, along a white shirt the opposite. So the share of a painted wall's colours that follows that mask is
measured, and clouds and brush strokes, which do not follow it, are free.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from training.artefacts import luminance
from training.losses import flatness

_PLACE = 4  # pixels, side of the squares that are looked at
_BESIDE = 9  # places: 36 pixels, as far as a halo reaches to both sides
_WALL = 17  # places: 68 pixels, over which a wall may change its colour
_TONES = 5  # levels of brightness: a style may change them, and only places of the same are compared


def halo_loss(painted: Tensor, photos: Tensor) -> Tensor:
    """Mean square of the colours (RGB, 0..1) of even places that follow what is beside them: one per sample (N,).

    Both are (N, 3, H, W) with sides of at least 4 pixels. Only what the painting has and the photo has not counts.
    """
    with torch.no_grad():
        even = -F.max_pool2d(-flatness(photos), _PLACE)  # (N, 1, h, w): as even as the least even pixel
        tones = F.avg_pool2d(luminance(photos), _PLACE)
        levels = torch.linspace(0, 1, _TONES, device=photos.device)[None, :, None, None]
        weight = even * (1 - (tones - levels).abs() * (_TONES - 1)).clamp(min=0)  # (N, levels, h, w)
        beside = tones - F.avg_pool2d(tones, _BESIDE, 1, _BESIDE // 2, count_include_pad=False)
        beside = beside - _mean(weight * beside, weight)
        energy = (weight * beside.square()).sum(dim=(2, 3))  # (N, levels)
    added = F.avg_pool2d(painted.float() - photos.float(), _PLACE)
    found = torch.zeros_like(energy)
    for channel in added.split(1, dim=1):  # (N, 1, h, w)
        slope = (weight * (channel - _around(channel, weight)) * beside).sum(dim=(2, 3)) / (energy + 1e-3)
        found = found + slope.square() * energy / added.shape[1]
    return found.sum(dim=1) / even[0].numel()


def _mean(values: Tensor, weight: Tensor) -> Tensor:
    return values.sum(dim=(2, 3), keepdim=True) / weight.sum(dim=(2, 3), keepdim=True).clamp(min=1)


def _around(places: Tensor, weight: Tensor) -> Tensor:
    """Average places (N, 1, h, w) over the wall around each, by weights (N, levels, h, w), which shapes the result."""
    total, within = (F.avg_pool2d(x, _WALL, 1, _WALL // 2) for x in (places * weight, weight))
    return total / within.clamp(min=1e-3)
