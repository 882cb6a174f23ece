"""Paint pictures of any size in bounded memory: piece by piece, but with the statistics of the whole.

Two pieces of a picture show no seam when they are normalised alike and each sees as far beyond its border as the
network looks. The statistics come from cuttings that lie evenly over the picture at its full size, measured as one
batch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from emostyle.fused_net import FusedNet, Known, Pooled
from emostyle.style_net import FACTOR, Mix, Statistics

WHOLE = 2048 * 2048  # pixels; larger pictures are painted in pieces
TILE = 1024  # pixels, side of a piece
MARGIN = 128  # pixels that a piece sees beyond its border; the network looks 108 far
CUTTING = 384  # pixels, side of a cutting
LATTICE = 3  # cuttings along each side


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of a picture, in pixels; all are multiples of 8."""

    top: int
    left: int
    bottom: int
    right: int

    def cut(self, x: Tensor, cell: int = 1) -> Tensor:
        """Cut it out of (N, C, H, W), in which a cell stands for `cell` pixels."""
        return x[..., self.top // cell : self.bottom // cell, self.left // cell : self.right // cell]

    def grown(self, margin: int, height: int, width: int) -> Window:
        """Return it with a margin, as far as a picture of height × width has one."""
        top, left = max(0, self.top - margin), max(0, self.left - margin)
        return Window(top, left, min(height, self.bottom + margin), min(width, self.right + margin))

    def inside(self, other: Window) -> Window:
        """Return the same place as seen from the corner of another."""
        top, left = self.top - other.top, self.left - other.left
        return Window(top, left, top + self.bottom - self.top, left + self.right - self.left)


def paint(net: FusedNet, photos: Tensor, mix: Mix) -> Tensor:
    """Paint photos (N, 3, H, W) in 0..1, H and W multiples of 8, not clamped: whole, or one by one in pieces."""
    height, width = photos.shape[-2:]
    if height * width <= WHOLE:
        return net.paint(photos, mix)
    painted = torch.empty_like(photos)
    for i in range(len(photos)):
        share = Mix(_eighths(mix.shares[i : i + 1], height, width), mix.styles)
        _paint_pieces(net, photos[i : i + 1], share, painted[i : i + 1])
    return painted


def pieces(height: int, width: int, side: int = TILE) -> Iterator[Window]:
    """Divide a picture into windows of `side` pixels; the last of each row and column may be smaller."""
    for top in range(0, height, side):
        for left in range(0, width, side):
            yield Window(top, left, min(height, top + side), min(width, left + side))


def survey(net: FusedNet, photo: Tensor, mix: Mix) -> list[Statistics]:
    """Measure every layer on cuttings of one photo (1, 3, H, W), as if they were the whole."""
    height, width = photo.shape[-2:]
    windows = [_around(y, x, height, width) for y, x in _lattice(height, width)]
    if mix.varies:
        windows += [_around(y, x, height, width) for y, x in _strongest(mix.shares)]
    cuttings = torch.cat([window.cut(photo) for window in windows])
    pooled = Pooled()
    net.paint(cuttings, _mix_of(mix, windows), pooled)
    return pooled.layers


def _paint_pieces(net: FusedNet, photo: Tensor, mix: Mix, painted: Tensor) -> None:
    height, width = photo.shape[-2:]
    layers = survey(net, photo, mix)
    for window in pieces(height, width):
        seen = window.grown(MARGIN, height, width)
        piece = net.paint(seen.cut(photo), _mix_of(mix, [seen]), Known(layers))
        window.cut(painted).copy_(window.inside(seen).cut(piece))


def _mix_of(mix: Mix, windows: list[Window]) -> Mix:
    if not mix.varies:
        return Mix(mix.shares.expand(len(windows), -1), mix.styles)
    return Mix(torch.cat([window.cut(mix.shares, FACTOR) for window in windows]), mix.styles)


def _eighths(shares: Tensor, height: int, width: int) -> Tensor:
    """Bring a map (1, styles, h, w) to one cell per 8 × 8 pixels, so that it can be cut like the photo."""
    if shares.dim() == 2:
        return shares
    size = (height // FACTOR, width // FACTOR)
    return F.interpolate(shares, size=size, mode="bilinear", align_corners=False)


def _lattice(height: int, width: int) -> list[tuple[int, int]]:
    steps = [(2 * i + 1) / (2 * LATTICE) for i in range(LATTICE)]
    return [(round(y * height), round(x * width)) for y in steps for x in steps]


def _strongest(shares: Tensor) -> list[tuple[int, int]]:
    """Return the place in pixels where each style of a map (1, styles, h, w) is strongest.

    A small face may lie between the cuttings of the lattice.
    """
    rows = shares.shape[-1]
    places = shares[0].flatten(1).argmax(dim=1).tolist()
    return [(place // rows * FACTOR, place % rows * FACTOR) for place in places]


def _around(y: int, x: int, height: int, width: int) -> Window:
    """Return the cutting around a pixel, pushed into the picture; a narrow picture has smaller ones."""
    down, across = min(CUTTING, height), min(CUTTING, width)
    top = min(max(0, y - down // 2), height - down) // FACTOR * FACTOR
    left = min(max(0, x - across // 2), width - across) // FACTOR * FACTOR
    return Window(top, left, top + down, left + across)
