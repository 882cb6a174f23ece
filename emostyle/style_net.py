"""The painter: one transform network for all styles.

Johnson's residual network (2016) with conditional instance normalisation (Dumoulin 2017): all convolutions are shared,
and a style is nothing but a scale and a shift for every channel of every normalisation. So a batch may mix styles, a
blend of styles is a blend of numbers, and the identity style gives the photo back. Most work is done at 1/8 of the
resolution (pixel-unshuffle, Shi 2016), which is what makes it fast on a CPU.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

FACTOR = 8  # heights and widths inside are multiples of this
_SHUFFLE = 2  # pixel-unshuffle and pixel-shuffle at the two ends
_LEAST_PART = 1e-6  # pixels, of a style that is nearly nowhere


@dataclass(frozen=True, slots=True)
class StyleNetConfig:
    """Everything that is needed to build the network again from its weights."""

    styles: int  # how many styles it holds, the identity style included
    widths: tuple[int, int, int] = (32, 64, 96)  # channels at 1/2, 1/4 and 1/8 of the resolution
    blocks: int = 5  # residual blocks at 1/8
    epsilon: float = 1e-3  # floor of the variance, against texture invented in flat areas

    @classmethod
    def from_header(cls, config: Mapping[str, Any]) -> StyleNetConfig:
        """Return the configuration that the header of a weight file holds."""
        return cls(**{**config, "widths": tuple(config["widths"])})


class StyleNorm(nn.Module):
    """Instance normalisation (Ulyanov 2016) whose scale and shift are mixed from those of the styles."""

    def __init__(self, channels: int, config: StyleNetConfig) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(config.styles, channels))
        self.shift = nn.Parameter(torch.zeros(config.styles, channels))
        self.epsilon = config.epsilon

    def forward(self, x: Tensor, mix: Tensor) -> Tensor:
        """Normalise (N, C, H, W) and give it the styles of `mix`.

        `mix` is (N, styles), or a map (N, styles, h, w) of any size for styles that vary over the picture.
        """
        if mix.dim() == 4:
            return self._vary(x, mix)
        variance, mean = torch.var_mean(x.float(), dim=(2, 3), correction=0)  # (N, C) each
        scale = (mix @ self.scale.float()) * torch.rsqrt(variance + self.epsilon)
        shift = (mix @ self.shift.float()) - mean * scale
        return torch.addcmul(shift[:, :, None, None].to(x.dtype), x, scale[:, :, None, None].to(x.dtype))

    def _vary(self, x: Tensor, mix: Tensor) -> Tensor:
        """Normalise each style's part of the picture by the statistics of that part.

        With statistics of the whole, a small happy face in a large angry picture would get the angry picture's
        tones. Where the mix is everywhere the same, all statistics are those of the whole, as above.
        """
        used = mix.sum(dim=(0, 2, 3)) > 0
        here = F.interpolate(mix[:, used], size=x.shape[-2:], mode="bilinear", align_corners=False)  # (N, S, H, W)
        weights = here / here.sum(dim=(2, 3), keepdim=True).clamp(min=_LEAST_PART)
        mean = torch.einsum("nchw,nshw->nsc", x.float(), weights)
        variance = torch.einsum("nchw,nshw->nsc", x.float().square(), weights) - mean.square()
        scale = self.scale[used].float() * torch.rsqrt(variance.clamp(min=0) + self.epsilon)  # (N, S, C)
        shift = self.shift[used].float() - mean * scale
        scale, shift = (torch.einsum("nshw,nsc->nchw", here, numbers) for numbers in (scale, shift))
        return torch.addcmul(shift.to(x.dtype), x, scale.to(x.dtype))


class StyledConv(nn.Module):
    """A reflect-padded convolution followed by the conditional normalisation."""

    def __init__(self, width_in: int, width: int, config: StyleNetConfig, stride: int = 1) -> None:
        super().__init__()
        self.conv = nn.Conv2d(width_in, width, 3, stride, padding=1, padding_mode="reflect", bias=False)
        self.norm = StyleNorm(width, config)

    def forward(self, x: Tensor, mix: Tensor) -> Tensor:
        """Map (N, C_in, H, W) to (N, C, H / stride, W / stride)."""
        return self.norm(self.conv(x), mix)  # type: ignore[no-any-return]


class ResidualBlock(nn.Module):
    """Two styled convolutions beside a shortcut."""

    def __init__(self, width: int, config: StyleNetConfig) -> None:
        super().__init__()
        self.first = StyledConv(width, width, config)
        self.second = StyledConv(width, width, config)

    def forward(self, x: Tensor, mix: Tensor) -> Tensor:
        """Map (N, C, H, W) to the same shape."""
        return x + self.second(F.relu(self.first(x, mix)), mix)  # type: ignore[no-any-return]


class StyleNet(nn.Module):
    """The whole transform network: about 1.0 M shared parameters and 2.4 thousand numbers per style."""

    def __init__(self, config: StyleNetConfig) -> None:
        super().__init__()
        self.config = config
        half, quarter, eighth = config.widths
        pixels = 3 * _SHUFFLE**2
        self.stem = StyledConv(pixels, half, config)
        self.down1 = StyledConv(half, quarter, config, stride=2)
        self.down2 = StyledConv(quarter, eighth, config, stride=2)
        self.blocks = nn.ModuleList(ResidualBlock(eighth, config) for _ in range(config.blocks))
        self.up1 = StyledConv(eighth, quarter, config)
        self.up2 = StyledConv(quarter, half, config)
        self.paint = nn.Conv2d(half + pixels, pixels, 3, padding=1, padding_mode="reflect")
        _start_like_nearest(self.paint)

    def forward(self, photos: Tensor, mix: Tensor) -> Tensor:
        """Paint photos (N, 3, H, W) in 0..1 with weights per style (N, styles); the result is not yet clamped.

        Weights (N, styles, h, w), of any size, paint other styles in other places. H and W may be any size of at least
        16; inside they are padded to multiples of 8.
        """
        height, width = photos.shape[-2:]
        padded = F.pad(photos, (0, -width % FACTOR, 0, -height % FACTOR), mode="reflect")
        pixels = F.pixel_unshuffle(padded - 0.5, _SHUFFLE)  # (N, 12, H/2, W/2)
        pixels = pixels.contiguous(memory_format=torch.channels_last)
        x = F.relu(self.stem(pixels, mix))  # (N, 32, H/2, W/2)
        x = F.relu(self.down1(x, mix))  # (N, 64, H/4, W/4)
        x = F.relu(self.down2(x, mix))  # (N, 96, H/8, W/8)
        for block in self.blocks:
            x = block(x, mix)
        x = F.relu(self.up1(_double(x), mix))  # (N, 64, H/4, W/4)
        x = F.relu(self.up2(_double(x), mix))  # (N, 32, H/2, W/2)
        x = self.paint(torch.cat([x, pixels.to(x.dtype)], dim=1))  # (N, 12, H/2, W/2)
        return F.pixel_shuffle(x.float(), _SHUFFLE)[..., :height, :width] + 0.5


def _double(x: Tensor) -> Tensor:
    """Double height and width. Nearest neighbours would draw a slanting stroke at 1/8 as a chain of 8-pixel beads."""
    return F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)


def _start_like_nearest(conv: nn.Conv2d) -> None:
    """Give the sub-pixels of one colour equal kernels, so that training starts without a checkerboard (ICNR)."""
    with torch.no_grad():
        first = conv.weight[:: _SHUFFLE**2].clone()
        conv.weight.copy_(first.repeat_interleave(_SHUFFLE**2, dim=0))
        if conv.bias is not None:
            conv.bias.zero_()
