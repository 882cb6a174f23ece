"""Where in a picture which style is painted: soft ellipses around faces, and the background around them."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from emostyle.reading.faces import Box

CELL = 4  # pixels of the picture per cell of a map: borders are much softer than that
HEAD = (0.62, 0.72)  # half-axes of a head relative to width and height of the face's box, hair and chin included
RISE = 0.06  # how far the middle of a head lies above the middle of the face, relative to the height
INSIDE, OUTSIDE = 0.8, 1.7  # of the half-axes: where the face's style begins to fade, and where none is left


def partition(boxes: Sequence[Box], size: tuple[int, int]) -> Tensor:
    """Divide a picture of `size` (width, height in pixels) among the background and the faces in `boxes`.

    Returns (1 + faces, h, w), one cell per CELL × CELL pixels, the background first; every cell sums to 1. Where heads
    overlap, each gets its part.
    """
    width, height = size
    y = (torch.arange(-(-height // CELL)) + 0.5) * CELL
    x = (torch.arange(-(-width // CELL)) + 0.5) * CELL
    heads = [head(box, x, y) for box in boxes]
    faces = torch.stack(heads) if heads else torch.zeros(0, len(y), len(x))
    faces = faces / faces.sum(dim=0).clamp(min=1)
    background = (1 - faces.sum(dim=0, keepdim=True)).clamp(min=0)  # rounding may go below
    return torch.cat([background, faces])


def mix_map(weights: Tensor, mixes: Sequence[Tensor]) -> Tensor:
    """Blend the mixes (1, styles) of the parts of a picture by their weights (parts, h, w): (1, styles, h, w)."""
    return torch.einsum("phw,ps->shw", weights, torch.cat(list(mixes)))[None]


def head(box: Box, x: Tensor, y: Tensor) -> Tensor:
    """Return how much of each place belongs to the head of a face's box: (rows, columns), 1 on the face, 0 far from it.

    `x` (columns,) and `y` (rows,) are the middles of the places in pixels.
    """
    across = (x - box.left - box.width / 2) / (HEAD[0] * box.width)
    down = (y - box.top - (0.5 - RISE) * box.height) / (HEAD[1] * box.height)
    distance = torch.hypot(across[None, :], down[:, None])
    t = ((OUTSIDE - distance) / (OUTSIDE - INSIDE)).clamp(0, 1)
    return t * t * (3 - 2 * t)
