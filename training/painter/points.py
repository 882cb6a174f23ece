"""The five points of a face that the detector knows: eyes, nose and corners of the mouth.

Emostyle itself needs the eyes alone; whether a painted face is still the same person's shows in all five.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from emostyle.painting.enlarging import resize
from emostyle.reading.faces import CENTRE_VARIANCE, Box, RetinaFace, anchors_of

_SIDE = 256  # pixels, of the square around a face that the network sees
_AROUND = 2.0  # side of that square relative to the longer side of the face
_NEAR = 40  # pixels from the middle of the square within which the face's own anchors lie


class PointFinder(RetinaFace):
    """The detector, which also finds the points of a face that is known already."""

    def points(self, picture: Tensor, box: Box) -> Tensor:
        """Return the points (5, 2) as x and y in pixels of a picture (1, 3, H, W) in 0..1, of the face in `box`.

        They are where the network is surest of a face near the middle of the box, even if it is not sure at all.
        """
        side = max(2, round(_AROUND * max(box.width, box.height)))
        left, top = (round(middle - side / 2) for middle in box.middle)
        square = resize(_cut(picture, left, top, side), (_SIDE, _SIDE))
        scores, _, offsets = (output[0].float().cpu() for output in self.look(square.to(self.device)))
        anchors = torch.from_numpy(anchors_of(_SIDE, _SIDE))
        is_near = ((anchors[:, :2] - _SIDE / 2).abs() <= _NEAR).all(dim=1)
        best = int(torch.where(is_near, scores, -1.0).argmax())
        points = anchors[best, :2] + anchors[best, 2:] * offsets[best] * CENTRE_VARIANCE
        return points * side / _SIDE + torch.tensor([left, top])


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
