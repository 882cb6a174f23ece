"""The tint score: is a painting nearer to its artwork than a photo is that only took over the artwork's colours?

Judged by the centred covariances of the loss network's activations, at three sizes. 0: as far away as the photo with
its colours mapped to the artwork's by one affine map of RGB; 1: as near to the whole artwork as the white and the black
squares of a chessboard on it are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from emostyle.painting.enlarging import resize
from emostyle.runtime.devices import number_type
from training.losses.vgg import Vgg

LAYERS = ("relu2_1", "relu3_1", "relu4_1")
SIZES = ("512", "256", "128")  # pixels, long sides of a picture of 4:3 at which it is looked at
_LEAST_SIDE = 32  # pixels
_LEAST_ROOM = 1e-3  # between a tint and the artwork itself

Seen = list[list[Tensor]]  # covariances (C, C) of each layer at each size


@dataclass(frozen=True, slots=True)
class Artwork:
    """An artwork in the form that the score needs."""

    pixels: Tensor  # (1, 3, H, W) in 0..1, as large as it is learnt
    seen: Seen
    room: list[float]  # distance of its own halves, squares of a chessboard, at each size


def look_at_artwork(vgg: Vgg, pixels: Tensor) -> Artwork:
    """Look at an artwork (1, 3, H, W) in 0..1 as a whole and at its halves."""
    places = list(_activations(vgg, pixels))
    seen = [[_covariance(features.flatten(1)) for features in each] for each in places]
    halves = []
    for colour in (0, 1):
        own = [[_covariance(features[:, _squares(features) == colour]) for features in each] for each in places]
        halves.append(distances(own, seen))
    return Artwork(pixels, seen, [sum(both) / 2 for both in zip(*halves, strict=True)])


def look(vgg: Vgg, picture: Tensor) -> Seen:
    """Return what the loss network sees in a picture (1, 3, H, W) of SHOWN_AREA, at each size."""
    return [[_covariance(features.flatten(1)) for features in each] for each in _activations(vgg, picture)]


@torch.inference_mode()
def _activations(vgg: Vgg, picture: Tensor) -> Iterator[list[Tensor]]:
    """Yield the activations (C, h, w) of each layer, size by size."""
    device = next(vgg.parameters()).device
    for halvings in range(len(SIZES)):
        size = [max(_LEAST_SIDE, round(side / 2**halvings)) for side in picture.shape[-2:]]
        with torch.autocast(device.type, number_type(device), enabled=number_type(device) != torch.float32):
            activations = vgg(resize(picture, size).to(device), until=LAYERS[-1], layers=LAYERS)
        yield [activations[layer][0].float() for layer in LAYERS]


def distances(seen: Seen, wanted: Seen) -> list[float]:
    """Return how far a picture is from what is wanted at each size: relative squares, the mean of the layers."""
    return [
        sum(((a - b).square().sum() / b.square().sum()).item() for a, b in zip(one, other, strict=True)) / len(LAYERS)
        for one, other in zip(seen, wanted, strict=True)
    ]


def tinted(photo: Tensor, artwork: Tensor) -> Tensor:
    """Give a photo (1, 3, H, W) means and covariances of RGB of an artwork (1, 3, h, w) by one affine map; in 0..1."""
    rows, wanted = (picture[0].flatten(1).double() for picture in (photo, artwork))  # (3, pixels)
    mean, wanted_mean = rows.mean(dim=1, keepdim=True), wanted.mean(dim=1, keepdim=True)
    change = _root(torch.cov(wanted)) @ torch.linalg.inv(_root(torch.cov(rows)))
    mapped: Tensor = change @ (rows - mean) + wanted_mean
    return mapped.view(photo.shape).clamp(0, 1).float()


def scores(painted: Sequence[list[float]], tints: Sequence[list[float]], artwork: Artwork) -> list[float]:
    """Return the score at each size, of distances of paintings and of tinted photos, one list for each photo."""
    found = []
    for i, itself in enumerate(artwork.room):
        own, tint = (sum(row[i] for row in rows) / len(rows) for rows in (painted, tints))
        found.append((tint - own) / max(tint - itself, _LEAST_ROOM))
    return found


def _covariance(rows: Tensor) -> Tensor:
    covariance: Tensor = torch.cov(rows, correction=0)
    return covariance


def _squares(features: Tensor) -> Tensor:
    """Colour the places of activations (C, h, w) like a chessboard of 4 × 4 squares: (h, w), 0 or 1."""
    rows, columns = (torch.arange(side, device=features.device) * 4 // side for side in features.shape[-2:])
    return (rows[:, None] + columns) % 2


def _root(matrix: Tensor) -> Tensor:
    values, vectors = torch.linalg.eigh(matrix)
    root: Tensor = vectors @ torch.diag(values.clamp(min=1e-8).sqrt()) @ vectors.T
    return root
