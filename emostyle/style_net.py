"""The painter: one transform network for all styles.

Johnson's residual network (2016) with conditional instance normalisation (Dumoulin 2017): all convolutions are shared,
and a style is nothing but a scale and a shift for every channel of every normalisation. So a batch may mix styles, a
blend of styles is a blend of numbers, and the identity style gives the photo back. Most work is done at 1/8 of the
resolution (pixel-unshuffle, Shi 2016), which is what makes it fast on a CPU.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

FACTOR = 8  # heights and widths inside are multiples of this
_SHUFFLE = 2  # pixel-unshuffle and pixel-shuffle at the two ends
_OF_THE_WHOLE = 0.35  # how much a part's statistics take from the whole picture
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


@dataclass(frozen=True, slots=True)
class Mix:
    """How much of each style is painted."""

    shares: Tensor  # (N, styles), or a map (N, styles, h, w) of any size for styles that vary over the picture
    styles: Tensor | None = None  # numbers of the styles that `shares` has columns for; None: all of them

    @property
    def varies(self) -> bool:
        """Whether other styles are painted in other places."""
        return self.shares.dim() == 4

    def numbers(self, of_styles: Tensor) -> Tensor:
        """Choose from numbers (styles, C) those that the shares have columns for, in fp32."""
        return (of_styles if self.styles is None else of_styles[self.styles]).float()

    def spread(self, numbers: Tensor, x: Tensor) -> Tensor:
        """Spread the numbers (N, styles, C) of each style over its part of a picture: (N, C, H, W), as large as `x`."""
        here = self.at(x.shape[-2:])  # (N, styles, H, W)
        rows = here.flatten(2).transpose(1, 2).to(x.dtype) @ numbers.to(x.dtype)  # (N, H * W, C)
        n, _, height, width = here.shape
        return rows.view(n, height, width, -1).permute(0, 3, 1, 2)  # channels last

    def at(self, size: Sequence[int]) -> Tensor:
        """Return the map (N, styles, H, W) in the `size` (H, W) of a layer."""
        return F.interpolate(self.shares, size=tuple(size), mode="bilinear", align_corners=False)


@dataclass(frozen=True, slots=True)
class Statistics:
    """What instance normalisation takes away: of each sample, or of each style's part of it."""

    mean: Tensor  # (N, C), or (N, styles, C) for a mix that varies
    variance: Tensor  # the same shape

    @classmethod
    def of(cls, x: Tensor, mix: Mix) -> Statistics:
        """Measure activations (N, C, H, W)."""
        if mix.varies:
            return cls.of_parts(x, mix)
        x = x.float()
        mean = x.mean(dim=(2, 3))  # torch.var_mean is many times slower on channels-last tensors
        return cls(mean, (x - mean[:, :, None, None]).square().mean(dim=(2, 3)))

    @classmethod
    def of_parts(cls, x: Tensor, mix: Mix) -> Statistics:
        """Measure each style's part of (N, C, H, W), and a little of all the rest.

        By the statistics of the whole, a small happy face in a large angry picture would get the angry picture's tones;
        by its own alone, a face in the dark would shine. Where the mix is everywhere the same, those of every part are
        those of the whole.
        """
        weights = mix.at(x.shape[-2:]).flatten(2)  # (N, styles, H * W)
        weights = weights / weights.sum(dim=2, keepdim=True).clamp(min=_LEAST_PART)
        weights = weights.lerp(torch.full_like(weights, 1 / weights.shape[2]), _OF_THE_WHOLE)
        rows = x.permute(0, 2, 3, 1).flatten(1, 2).float()  # (N, H * W, C), a view of channels-last activations
        centre = rows.mean(dim=1, keepdim=True)
        rest = rows - centre
        mean = weights @ rest
        return cls(mean + centre, (weights @ rest.square_() - mean.square()).clamp(min=0))

    def pooled(self, mix: Mix) -> Statistics:
        """Return the statistics of the N samples as if they were one picture, a part by how much of it each has."""
        if mix.varies:
            parts = mix.shares.sum(dim=(2, 3))  # (N, styles)
            weights = (parts / parts.sum(dim=0).clamp(min=_LEAST_PART))[:, :, None]
        else:
            weights = torch.full_like(self.mean[:, :1], 1 / len(self.mean))
        mean = (weights * self.mean).sum(dim=0, keepdim=True)
        square = (weights * (self.variance + self.mean.square())).sum(dim=0, keepdim=True)
        return Statistics(mean, (square - mean.square()).clamp(min=0))


class StyleNorm(nn.Module):
    """Instance normalisation (Ulyanov 2016) whose scale and shift are mixed from those of the styles."""

    def __init__(self, channels: int, config: StyleNetConfig) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(config.styles, channels))
        self.shift = nn.Parameter(torch.zeros(config.styles, channels))
        self.epsilon = config.epsilon

    def forward(self, x: Tensor, mix: Mix) -> Tensor:
        """Normalise (N, C, H, W) and give it the styles of `mix`."""
        scale, shift = self.affine(mix, Statistics.of(x, mix), x)
        return torch.addcmul(shift, x, scale)

    def affine(self, mix: Mix, statistics: Statistics, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return what to multiply `x` (N, C, H, W) by and what to add then, of shapes that broadcast to it."""
        factor = torch.rsqrt(statistics.variance + self.epsilon)
        scale, shift = mix.numbers(self.scale), mix.numbers(self.shift)  # (styles, C)
        if mix.varies:
            scale = scale * factor  # (N, styles, C)
            scale, shift = mix.spread(scale, x), mix.spread(shift - statistics.mean * scale, x)
        else:
            scale = (mix.shares @ scale * factor)[:, :, None, None]
            shift = (mix.shares @ shift)[:, :, None, None] - statistics.mean[:, :, None, None] * scale
        return scale.to(x.dtype), shift.to(x.dtype)


class StyledConv(nn.Module):
    """A reflect-padded convolution followed by the conditional normalisation."""

    def __init__(self, width_in: int, width: int, config: StyleNetConfig, stride: int = 1) -> None:
        super().__init__()
        self.conv = nn.Conv2d(width_in, width, 3, stride, padding=1, padding_mode="reflect", bias=False)
        self.norm = StyleNorm(width, config)

    def forward(self, x: Tensor, mix: Mix) -> Tensor:
        """Map (N, C_in, H, W) to (N, C, H / stride, W / stride)."""
        return self.norm(self.conv(x), mix)  # type: ignore[no-any-return]


class ResidualBlock(nn.Module):
    """Two styled convolutions beside a shortcut."""

    def __init__(self, width: int, config: StyleNetConfig) -> None:
        super().__init__()
        self.first = StyledConv(width, width, config)
        self.second = StyledConv(width, width, config)

    def forward(self, x: Tensor, mix: Mix) -> Tensor:
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
        styles = Mix(mix)
        height, width = photos.shape[-2:]
        padded = F.pad(photos, (0, -width % FACTOR, 0, -height % FACTOR), mode="reflect")
        pixels = F.pixel_unshuffle(padded - 0.5, _SHUFFLE)  # (N, 12, H/2, W/2)
        pixels = pixels.contiguous(memory_format=torch.channels_last)
        x = F.relu(self.stem(pixels, styles))  # (N, 32, H/2, W/2)
        x = F.relu(self.down1(x, styles))  # (N, 64, H/4, W/4)
        x = F.relu(self.down2(x, styles))  # (N, 96, H/8, W/8)
        for block in self.blocks:
            x = block(x, styles)
        x = F.relu(self.up1(double(x), styles))  # (N, 64, H/4, W/4)
        x = F.relu(self.up2(double(x), styles))  # (N, 32, H/2, W/2)
        x = self.paint(torch.cat([x, pixels.to(x.dtype)], dim=1))  # (N, 12, H/2, W/2)
        return F.pixel_shuffle(x.float(), _SHUFFLE)[..., :height, :width] + 0.5

    @torch.no_grad()
    def even_out(self) -> None:
        """Change the last convolution so that even activations and an even photo give even colours.

        Its four sub-pixels of one colour may draw edges, but not dots that alternate from pixel to pixel: their kernels
        get equal sums. Training calls it after each step; averages of such weights are such weights.
        """
        colours, sub = 3, _SHUFFLE**2
        kernels = self.paint.weight.view(colours, sub, -1, 3, 3)  # a view: channels are numbered colour by colour
        sums = kernels.sum(dim=(3, 4))  # (colours, sub-pixels, channels)
        surplus = sums - sums.mean(dim=1, keepdim=True)
        of_photo = surplus[:, :, self.config.widths[0] :].view(colours, sub, colours, sub)
        of_photo.copy_(of_photo.mean(dim=3, keepdim=True).expand_as(of_photo))  # only what an even photo shows
        kernels.sub_(surplus[..., None, None] / self.paint.weight[0, 0].numel())
        if self.paint.bias is not None:
            biases = self.paint.bias.view(colours, sub)
            biases.copy_(biases.mean(dim=1, keepdim=True).expand_as(biases))


def double(x: Tensor) -> Tensor:
    """Double height and width. Nearest neighbours would draw a slanting stroke at 1/8 as a chain of 8-pixel beads."""
    return F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)


def _start_like_nearest(conv: nn.Conv2d) -> None:
    """Give the sub-pixels of one colour equal kernels, so that training starts without a checkerboard (ICNR)."""
    with torch.no_grad():
        first = conv.weight[:: _SHUFFLE**2].clone()
        conv.weight.copy_(first.repeat_interleave(_SHUFFLE**2, dim=0))
        if conv.bias is not None:
            conv.bias.zero_()
