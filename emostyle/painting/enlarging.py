"""Other sizes of pictures (N, C, H, W), and edges that stay crisp when a painting is enlarged."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional as F

SHARPENING = 0.6  # how much of what a blur takes away is added to a painting before it is enlarged
REACH = 0.6  # deviation of that blur in pixels of the painting


def resize(pictures: Tensor, size: Sequence[int]) -> Tensor:
    """Bring pictures to `size` (H, W): averaged when they get smaller, smoothly interpolated when they get larger."""
    if tuple(pictures.shape[-2:]) == tuple(size):
        return pictures
    smaller = size[0] < pictures.shape[-2]
    return F.interpolate(pictures, size=tuple(size), mode="bicubic", antialias=smaller, align_corners=False)


def enlarge(paintings: Tensor, size: Sequence[int]) -> Tensor:
    """Bring paintings to `size` (H, W); enlarged strokes get back the edges that interpolation softens."""
    if size[0] * size[1] <= paintings.shape[-2] * paintings.shape[-1]:
        return resize(paintings, size)
    # Sharpened before, not after, which gives the same as both are linear, and costs nothing: a blur of a picture of
    # 4,096 pixels takes seconds and gigabytes.
    sharp = paintings.lerp(gaussian(paintings, REACH), -SHARPENING)
    return resize_quickly(sharp, size)


def resize_quickly(pictures: Tensor, size: Sequence[int]) -> Tensor:
    """Bring pictures to `size` (H, W), in 0..1; in 8 bits on a CPU, which takes a fraction of the time."""
    if tuple(pictures.shape[-2:]) == tuple(size):
        return pictures
    if pictures.device.type != "cpu":
        resized = F.interpolate(pictures, size=tuple(size), mode="bicubic", antialias=True, align_corners=False)
        return resized.clamp_(0, 1)
    eight = pictures.mul(255).round_().clamp_(0, 255).byte().contiguous(memory_format=torch.channels_last)
    resized = F.interpolate(eight, size=tuple(size), mode="bicubic", antialias=True, align_corners=False)
    return resized.float().div_(255)  # channels last, as images are


def gaussian(pictures: Tensor, deviation: float) -> Tensor:
    """Blur pictures by a Gaussian of `deviation` pixels."""
    reach = min(max(1, round(2.5 * deviation)), min(pictures.shape[-2:]) - 1)
    weights = [math.exp(-((step / deviation) ** 2) / 2) for step in range(-reach, reach + 1)]
    padded = F.pad(pictures, (reach,) * 4, mode="reflect")
    return _weighed(_weighed(padded, weights, dim=3), weights, dim=2)


def _weighed(pictures: Tensor, weights: Sequence[float], dim: int) -> Tensor:
    """Average neighbours along `dim`. Sums of shifted pictures take a fifth of the time of a convolution on a CPU."""
    count = pictures.shape[dim] - len(weights) + 1
    total = pictures.narrow(dim, 0, count) * (weights[0] / sum(weights))
    for start, weight in enumerate(weights[1:], 1):
        total.add_(pictures.narrow(dim, start, count), alpha=weight / sum(weights))
    return total


def luma(pictures: Tensor) -> Tensor:
    """Return the luma of pictures (N, 3, H, W): (N, 1, H, W) (BT.601)."""
    red, green, blue = pictures.split(1, dim=1)
    grey: Tensor = 0.299 * red + 0.587 * green + 0.114 * blue
    return grey
