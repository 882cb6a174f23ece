"""The 21-layer convolutional classifier that reads an emotion from a 48x48 grey face.

The count follows Saxena & Padalia ("Emotion based Style Transfer", UMass Amherst): convolutions, batch normalisations,
poolings and fully connected layers. Squeeze-and-excitation (Hu 2018) and identity shortcuts (He 2016) sit inside a
stage and do not count.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.fusion import fuse_conv_bn_eval

from emostyle.emotions import EMOTIONS

FACE_SIZE = 48  # pixels, height and width of a face crop


@dataclass(frozen=True, slots=True)
class EmotionNetConfig:
    """Everything that is needed to build the network again from its weights."""

    widths: tuple[int, ...] = (32, 64, 160, 320)  # channels of the four stages
    gated_stages: int = 2  # how many of the last stages end in squeeze-and-excitation
    contrast_floor: float = 0.03  # of grey values in 0..1; flatter faces are not stretched to full contrast

    @classmethod
    def from_header(cls, config: Mapping[str, Any]) -> EmotionNetConfig:
        """Return the configuration that the header of a weight file holds."""
        return cls(**{**config, "widths": tuple(config["widths"])})


class ChannelGate(nn.Module):
    """Squeeze-and-excitation: scale every channel by what the whole picture says about it."""

    def __init__(self, width: int, reduction: int = 8) -> None:
        super().__init__()
        self.squeeze = nn.Linear(width, width // reduction)
        self.excite = nn.Linear(width // reduction, width)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, C, H, W) to the same shape."""
        gate = self.excite(F.relu(self.squeeze(x.mean(dim=(2, 3)))))  # (N, C)
        return x * torch.sigmoid(gate)[:, :, None, None]


class Stage(nn.Module):
    """Two 3x3 convolutions with batch normalisation, a shortcut over the second, and an optional gate."""

    def __init__(self, width_in: int, width: int, gated: bool) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(width_in, width, 3, padding=1, bias=False)
        self.norm1: nn.Module = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.norm2: nn.Module = nn.BatchNorm2d(width)
        self.gate = ChannelGate(width) if gated else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, C_in, H, W) to (N, C, H, W)."""
        x = F.relu(self.norm1(self.conv1(x)))
        return F.relu(x + self.gate(self.norm2(self.conv2(x))))

    def fuse(self) -> None:
        """Make the batch normalisations, as they are now, part of the convolutions before them."""
        self.conv1, self.norm1 = _fuse(self.conv1, self.norm1), nn.Identity()
        self.conv2, self.norm2 = _fuse(self.conv2, self.norm2), nn.Identity()


class EmotionNet(nn.Module):
    """Four stages with pooling between them, and one fully connected layer: 21 layers, about 1.8 M parameters.

    Every face is brought to mean 0 and deviation 1 first, so that dark and pale photos look alike.
    """

    def __init__(self, config: EmotionNetConfig | None = None) -> None:
        super().__init__()
        self.config = config or EmotionNetConfig()
        widths = (1, *self.config.widths)
        first_gated = len(self.config.widths) - self.config.gated_stages
        self.stages = nn.ModuleList(
            Stage(width_in, width, gated=i >= first_gated) for i, (width_in, width) in enumerate(pairwise(widths))
        )
        self.pools = nn.ModuleList(nn.MaxPool2d(2) for _ in widths[2:])
        self.global_pool = nn.AdaptiveAvgPool2d(1)
        self.classify = nn.Linear(widths[-1], len(EMOTIONS))

    def forward(self, faces: Tensor) -> Tensor:
        """Map grey faces (N, 1, 48, 48) with values in 0..1 to logits (N, 7); training takes smaller faces too."""
        return self.classify(self.features(faces))  # type: ignore[no-any-return]

    def fused(self) -> EmotionNet:
        """Return a copy for inference that computes the same in fewer steps."""
        net = copy.deepcopy(self).eval()
        for stage in net.stages:
            cast("Stage", stage).fuse()
        return net

    def features(self, faces: Tensor) -> Tensor:
        """Map grey faces (N, 1, 48, 48) with values in 0..1 to the vector before the classifier (N, widths[-1])."""
        variance, mean = torch.var_mean(faces, dim=(1, 2, 3), keepdim=True, correction=0)
        x = (faces - mean) * torch.rsqrt(variance + self.config.contrast_floor**2)
        for i, stage in enumerate(self.stages):
            x = stage(x)
            if i < len(self.pools):
                x = self.pools[i](x)  # 48 -> 24 -> 12 -> 6
        return self.global_pool(x).flatten(1)  # type: ignore[no-any-return]


def _fuse(convolution: nn.Conv2d, norm: nn.Module) -> nn.Conv2d:
    return fuse_conv_bn_eval(convolution, norm) if isinstance(norm, nn.BatchNorm2d) else convolution
