"""Hatching: strokes and weaves that a painting lays over what is even in the photo, as skies and studio walls.

Variation counts steps from pixel to pixel, of which a soft stroke a dozen pixels wide has small ones. Here all counts
that differs from the colour around it.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from training.losses import flatness

_AROUND = 25  # pixels, side of the square whose mean a place is compared with: about two strokes, less than a cloud


def hatching(painted: Tensor, photos: Tensor) -> tuple[Tensor, Tensor]:
    """Return what strokes are added to even places: their mean square over all places, and the share of even ones.

    Both pictures are (N, 3, H, W) in 0..1, both results (N,). The photo's grain is free where it stays; to wipe it away
    costs as much as to add it. Places up to 12 pixels from one that `flatness` does not call even hardly count.
    """
    with torch.no_grad():
        even = _least_around(flatness(photos))  # (N, 1, H, W): as even as the least even place around
    added = painted.float() - photos.float()
    down, across = (_averages(side, added.device) for side in added.shape[-2:])
    strokes = added - down @ added @ across.T
    return (strokes.square() * even).mean(dim=(1, 2, 3)), even.mean(dim=(1, 2, 3))


def hatch_loss(painted: Tensor, photos: Tensor) -> Tensor:
    """Mean square of strokes (RGB, 0..1) over even places of photos (N, 3, H, W): one number per sample (N,)."""
    return hatching(painted, photos)[0]


def hatching_figure(painted: Tensor, photo: Tensor) -> float:
    """Return the RMS of strokes where one photo (1, 3, H, W) is even; 0 for a photo that is even nowhere."""
    strokes, even = hatching(painted, photo)
    return (strokes / even.clamp(min=1e-3)).sqrt().item()


def _averages(side: int, device: torch.device) -> Tensor:
    """Return the matrix (side, side) that averages each place of a line with those around.

    Its product takes a fifth of the time of average pooling on a CPU.
    """
    places = torch.arange(side, device=device)
    near = ((places[:, None] - places).abs() <= _AROUND // 2).float()
    return near / near.sum(dim=1, keepdim=True)


def _least_around(values: Tensor) -> Tensor:
    half = _AROUND // 2  # by columns, then by rows: a twelfth of the work of the square at once
    columns = F.max_pool2d(-values, (_AROUND, 1), 1, (half, 0))
    return -F.max_pool2d(columns, (1, _AROUND), 1, (0, half))
