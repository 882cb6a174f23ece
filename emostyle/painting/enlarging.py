"""Other sizes of pictures (N, C, H, W), and edges that stay crisp when a painting is enlarged."""

from __future__ import annotations

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
    return resize(paintings.lerp(gaussian(paintings, REACH), -SHARPENING), size)


def gaussian(pictures: Tensor, deviation: float) -> Tensor:
    """Blur pictures by a Gaussian of `deviation` pixels."""
    reach = min(max(1, round(2.5 * deviation)), min(pictures.shape[-2:]) - 1)
    steps = torch.arange(-reach, reach + 1, dtype=pictures.dtype, device=pictures.device)
    kernel = torch.exp(-((steps / deviation) ** 2) / 2)
    kernel = (kernel / kernel.sum()).view(1, 1, 1, -1)
    n, channels, height, width = pictures.shape
    planes = F.pad(pictures, (reach,) * 4, mode="reflect").reshape(n * channels, 1, height + 2 * reach, -1)
    blurred: Tensor = F.conv2d(F.conv2d(planes, kernel), kernel.transpose(2, 3)).view(n, channels, height, width)
    return blurred


def luma(pictures: Tensor) -> Tensor:
    """Return the luma of pictures (N, 3, H, W): (N, 1, H, W) (BT.601)."""
    red, green, blue = pictures.split(1, dim=1)
    grey: Tensor = 0.299 * red + 0.587 * green + 0.114 * blue
    return grey
