"""The face detector's network: RetinaFace (Deng 2020) with a quarter-width MobileNet trunk, as a torch module."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

SIDES = ((16, 32), (64, 128), (256, 512))  # pixels, of the anchors of each level
STRIDES = (8, 16, 32)  # pixels between the anchors of a level
MEAN = (127 / 255, 117 / 255, 104 / 255)  # of red, green, blue, which is taken away first
_LEAK = 0.1
_WIDTH, _ANCHORS = 64, 2  # channels of the pyramid; anchors in a place
# Channels and stride of each depthwise-separable convolution; the three stages end at the strides of the levels.
_STAGES = (
    ((16, 1), (32, 2), (32, 1), (64, 2), (64, 1)),
    ((128, 2), (128, 1), (128, 1), (128, 1), (128, 1), (128, 1)),
    ((256, 2), (256, 1)),
)


class FaceNet(nn.Module):
    """Finds faces at three scales. Normalisations are folded into the convolutions, so each has a bias."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, 2, padding=1)
        width, stages, laterals = 8, [], []
        for stage in _STAGES:
            layers = list[nn.Module]()
            for channels, stride in stage:
                deep = nn.Conv2d(width, width, 3, stride, padding=1, groups=width)
                layers += [deep, nn.LeakyReLU(_LEAK), nn.Conv2d(width, channels, 1), nn.LeakyReLU(_LEAK)]
                width = channels
            stages.append(nn.Sequential(*layers))
            laterals.append(nn.Conv2d(width, _WIDTH, 1))
        self.stages, self.laterals = nn.ModuleList(stages), nn.ModuleList(laterals)
        self.merges = nn.ModuleList(nn.Conv2d(_WIDTH, _WIDTH, 3, padding=1) for _ in range(2))
        self.contexts = nn.ModuleList(Context() for _ in range(3))
        self.faces, self.boxes, self.points = (_heads(numbers) for numbers in (2, 4, 10))  # of an anchor

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Look at pictures (N, 3, H, W) in 0..1.

        Returns for all anchors A, level by level and row by row, how sure the network is of a face (N, A) in 0..1,
        boxes (N, A, 4) and points (N, A, 5, 2), both relative to their anchors.
        """
        x = _leaky(self.stem(pictures - pictures.new_tensor(MEAN).view(1, 3, 1, 1)))
        levels = []
        for stage, lateral in zip(self.stages, self.laterals, strict=True):
            x = stage(x)
            levels.append(_leaky(lateral(x)))
        fine, middle, coarse = levels
        middle = _leaky(self.merges[0](middle + F.interpolate(coarse, size=middle.shape[-2:])))
        fine = _leaky(self.merges[1](fine + F.interpolate(middle, size=fine.shape[-2:])))
        seen = [context(level) for context, level in zip(self.contexts, (fine, middle, coarse), strict=True)]
        faces, boxes, points = (
            torch.cat([_by_anchor(conv(level)) for conv, level in zip(heads, seen, strict=True)], dim=1)
            for heads in (self.faces, self.boxes, self.points)
        )
        return torch.sigmoid(faces[..., 1].float() - faces[..., 0].float()), boxes, points.unflatten(2, (5, 2))


class Context(nn.Module):
    """Looks at a level through windows of 3, 5 and 7 pixels (SSH, Najibi 2017)."""

    def __init__(self) -> None:
        super().__init__()
        half, quarter = _WIDTH // 2, _WIDTH // 4
        self.three = nn.Conv2d(_WIDTH, half, 3, padding=1)
        self.shared = nn.Conv2d(_WIDTH, quarter, 3, padding=1)
        self.five = nn.Conv2d(quarter, quarter, 3, padding=1)
        self.further = nn.Conv2d(quarter, quarter, 3, padding=1)
        self.seven = nn.Conv2d(quarter, quarter, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 64, H, W) to the same shape."""
        shared = _leaky(self.shared(x))
        return F.relu(torch.cat([self.three(x), self.five(shared), self.seven(_leaky(self.further(shared)))], dim=1))


def _heads(numbers: int) -> nn.ModuleList:
    return nn.ModuleList(nn.Conv2d(_WIDTH, _ANCHORS * numbers, 1) for _ in range(3))


def _leaky(x: Tensor) -> Tensor:
    return F.leaky_relu_(x, _LEAK)


def _by_anchor(x: Tensor) -> Tensor:
    """Turn (N, anchors * numbers, H, W) into (N, H * W * anchors, numbers)."""
    rows: Tensor = x.permute(0, 2, 3, 1).flatten(1, 2).unflatten(2, (_ANCHORS, -1)).flatten(1, 2)
    return rows
