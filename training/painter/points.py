"""The five points of a face that the detector knows: eyes, nose and corners of the mouth.

Emostyle itself needs the eyes alone; whether a painted face is still the same person's shows in all five.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from emostyle.painting.enlarging import resize
from emostyle.reading.faces import MEAN, Array, Box, RetinaFace

_SIDE = 256  # pixels, of the square around a face that the network sees
_AROUND = 2.0  # side of that square relative to the longer side of the face
_NEAR = 40  # pixels from the middle of the square within which the face's own anchors lie
_ANCHORS = (
    (8, (16, 32)),
    (16, (64, 128)),
    (32, (256, 512)),
)  # stride and sides (pixels) as in reading.faces
_VARIANCE = 0.1  # of points, in sides of their anchor


class PointFinder(RetinaFace):
    """The detector, which also finds the points of a face that is known already."""

    def points(self, picture: Tensor, box: Box) -> Tensor:
        """Return the points (5, 2) as x and y in pixels of a picture (1, 3, H, W) in 0..1, of the face in `box`.

        They are where the network is surest of a face near the middle of the box, even if it is not sure at all.
        """
        side = max(2, round(_AROUND * max(box.width, box.height)))
        left, top = (round(middle - side / 2) for middle in box.middle)
        square = resize(_cut(picture, left, top, side), (_SIDE, _SIDE))
        pixels = (square[0].permute(1, 2, 0).numpy()[..., ::-1] * 255 - MEAN).transpose(2, 0, 1)[None]
        _, scores, offsets = self._session.run(None, {"input": np.ascontiguousarray(pixels, dtype=np.float32)})
        anchors = _anchors()
        is_near = (np.abs(anchors[:, :2] - _SIDE / 2) <= _NEAR).all(axis=1)
        best = int(np.where(is_near, scores[0, :, 1], -1.0).argmax())
        points = anchors[best, :2] + anchors[best, 2:] * offsets[0, best].reshape(5, 2) * _VARIANCE
        return torch.from_numpy(points) * side / _SIDE + torch.tensor([left, top])


def shifts(before: Tensor, after: Tensor) -> Tensor:
    """Return how far points (5, 2) moved, relative to the distance of the eyes before: (5,)."""
    relative: Tensor = (after - before).norm(dim=1) / (before[1] - before[0]).norm()
    return relative


def _cut(picture: Tensor, left: int, top: int, side: int) -> Tensor:
    """Cut a square out of a picture, which goes on beyond its borders as they are."""
    height, width = picture.shape[-2:]
    margins = (max(0, -left), max(0, left + side - width), max(0, -top), max(0, top + side - height))
    wider = F.pad(picture, margins, mode="replicate")
    left, top = left + margins[0], top + margins[2]
    return wider[..., top : top + side, left : left + side]


@lru_cache(maxsize=1)
def _anchors() -> Array:
    """Return the anchors (N, 4) of the square: middles and sides in pixels."""
    levels = []
    for stride, sides in _ANCHORS:
        middles = (np.arange(_SIDE // stride) + 0.5) * stride
        y, x, own = np.meshgrid(middles, middles, np.array(sides), indexing="ij")
        levels.append(np.stack([x, y, own, own], axis=-1).reshape(-1, 4))
    return np.concatenate(levels).astype(np.float32)
