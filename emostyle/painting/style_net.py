"""The painter: one transform network for all styles.

Johnson's residual network (2016) with conditional instance normalisation (Dumoulin 2017). The convolutions are shared;
a style is a scale and a shift for every channel of every normalisation, how loud its noise is, and the kernels of its
last convolution, which mixes its paint. So a batch may mix styles, a blend of styles is a blend of numbers, and the
identity style gives the photo back. White noise (Ulyanov 2016) enters at three resolutions: without it a convolutional
network can only draw a lattice on an even wall. The photo's own pixels reach the last convolution through a gate that
the network opens where detail must survive, as in eyes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Generator, Tensor, nn
from torch.nn import functional as F

from emostyle.painting.smoothing import median, smoothed

FACTOR = 8  # heights and widths inside are multiples of this
NOISES = (1, 2, 4, 8)  # cells of 1/8 of the resolution that one grain of each noise channel covers
# Deviations from the mean at which normalised activations are cut off. Without it networks draw droplets: places so
# loud that the rest of a channel is normalised to what the network wants, seen as specks (Karras 2020).
LOUDEST = 4.0
_SHUFFLE = 2  # pixel-unshuffle and pixel-shuffle at the two ends
_PIXELS = 3 * _SHUFFLE**2  # channels of a photo at half of its resolution
_OF_THE_WHOLE = 0.35  # how much a part's statistics take from the whole picture
_LEAST_PART = 1e-6  # pixels, of a style that is nearly nowhere


@dataclass(frozen=True, slots=True)
class StyleNetConfig:
    """Everything that is needed to build the network again from its weights."""

    styles: int  # how many styles it holds, the identity style included
    encoder: tuple[int, int, int] = (32, 64, 96)  # channels at 1/2, 1/4 and 1/8 of the resolution on the way down
    decoder: tuple[int, int] = (64, 32)  # channels at 1/4 and 1/2 on the way up
    blocks: tuple[int, int, int] = (5, 1, 1)  # residual blocks at 1/8, 1/4 and 1/2
    epsilon: float = 1e-3  # floor of the variance in instance normalisation

    @classmethod
    def from_header(cls, config: Mapping[str, Any]) -> StyleNetConfig:
        """Return the configuration that the header of a weight file holds; raise TypeError when it is another's."""
        fields: dict[str, Any] = {k: tuple(value) if isinstance(value, list) else value for k, value in config.items()}
        return cls(**fields)


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
        """Choose from numbers (styles, ...) those that the shares have columns for, in fp32."""
        return (of_styles if self.styles is None else of_styles[self.styles]).float()

    def spread(self, numbers: Tensor, x: Tensor) -> Tensor:
        """Spread the numbers (N, styles, C) of each style over its part of a picture: (N, C, H, W), as large as `x`."""
        here = self.at(x.shape[-2:])  # (N, styles, H, W)
        rows = here.flatten(2).transpose(1, 2).to(x.dtype) @ numbers.to(x.dtype)  # (N, H * W, C)
        n, _, height, width = here.shape
        return rows.view(n, height, width, -1).permute(0, 3, 1, 2)  # channels last

    def blended(self, of_styles: Tensor, x: Tensor) -> Tensor:
        """Mix numbers (styles, C) for `x` (N, C, H, W): a tensor that broadcasts to it, of its type."""
        numbers = self.numbers(of_styles)
        if self.varies:
            return self.spread(numbers.expand(len(x), -1, -1), x)
        return (self.shares.to(numbers) @ numbers)[:, :, None, None].to(x.dtype)

    def at(self, size: Sequence[int]) -> Tensor:
        """Return the map (N, styles, H, W) in the `size` (H, W) of a layer."""
        return F.interpolate(self.shares, size=tuple(size), mode="bilinear", align_corners=False)


class StyleNorm(nn.Module):
    """Instance normalisation (Ulyanov 2016) whose scale and shift are mixed from those of the styles."""

    def __init__(self, channels: int, config: StyleNetConfig) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(config.styles, channels))
        self.shift = nn.Parameter(torch.zeros(config.styles, channels))
        self.epsilon = config.epsilon

    def forward(self, x: Tensor, mix: Mix) -> Tensor:
        """Normalise (N, C, H, W) and give it the styles of `mix`."""
        scale, shift = mix.numbers(self.scale), mix.numbers(self.shift)  # (styles, C)
        if not mix.varies:
            shares = mix.shares.to(scale)
            norm = _plain_norm if torch.onnx.is_in_onnx_export() else _InstanceNorm.apply
            normed: Tensor = norm(x, shares @ scale, shares @ shift, self.epsilon)
            return normed
        mean, variance = _statistics_of_parts(x, mix)
        slope = scale * torch.rsqrt(variance + self.epsilon)  # (N, styles, C)
        normed = torch.addcmul(mix.spread(shift - mean * slope, x), x, mix.spread(slope, x))
        reach = (LOUDEST * scale.abs()).expand_as(slope)
        return torch.clamp(normed, mix.spread(shift - reach, x), mix.spread(shift + reach, x))


class _InstanceNorm(torch.autograd.Function):
    """Instance normalisation with a scale and a shift (N, C) for each sample, in few passes over the activations.

    PyTorch's own leaves the channels-last layout, and the plain formula in fp32 takes twice as long as all convolutions
    of a step of training.
    """

    @staticmethod
    def forward(ctx: Any, x: Tensor, scale: Tensor, shift: Tensor, epsilon: float) -> Tensor:  # noqa: ANN401
        if x.device.type == "cpu":  # the kernel of batch normalisation is the one that was made for channels-last
            rows = [torch.batch_norm_update_stats(sample, None, None, 0.0) for sample in x.split(1)]
            mean, variance = (torch.stack(list(column)).float() for column in zip(*rows, strict=True))
        else:
            variance, mean = torch.var_mean(x.float(), dim=(2, 3), correction=0)
        factor = torch.rsqrt(variance + epsilon)
        ctx.save_for_backward(x, mean, factor, scale)
        slope, reach = scale * factor, LOUDEST * scale.abs()
        normed = torch.addcmul(_wide(shift - mean * slope, x), x, _wide(slope, x))
        return normed.clamp_(_wide(shift - reach, x), _wide(shift + reach, x))

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, Tensor, Tensor, None]:  # noqa: ANN401
        x, mean, factor, scale = ctx.saved_tensors
        count = x[0, 0].numel()
        offset = torch.addcmul(_wide(-mean * factor, x), x, _wide(factor, x))
        inside, of_shift = gradient * (offset.abs() < LOUDEST), _sums(gradient)
        of_scale = _sums(gradient * offset.clamp_(-LOUDEST, LOUDEST))  # (N, C)
        total = _sums(inside)
        product = (_sums(inside * x) - mean * total) * factor
        slope = scale * factor
        along = -slope * factor * product / count
        rest = -slope * total / count - along * mean
        of_x = torch.addcmul(torch.addcmul(_wide(rest, x), inside, _wide(slope, x)), x, _wide(along, x))
        return of_x, of_scale, of_shift, None


def _plain_norm(x: Tensor, scale: Tensor, shift: Tensor, epsilon: float) -> Tensor:
    """Compute what `_InstanceNorm` computes by operations that ONNX has."""
    mean = x.mean(dim=(2, 3), keepdim=True)
    rest = x - mean
    factor = torch.rsqrt(rest.square().mean(dim=(2, 3), keepdim=True) + epsilon)
    return (rest * factor).clamp(-LOUDEST, LOUDEST) * _wide(scale, x) + _wide(shift, x)


def _sums(x: Tensor) -> Tensor:
    """Sum (N, C, H, W) over its places: (N, C), fp32."""
    return x.sum(dim=(2, 3), dtype=torch.float32)


def _wide(numbers: Tensor, x: Tensor) -> Tensor:
    return numbers[:, :, None, None].to(x.dtype)


def _statistics_of_parts(x: Tensor, mix: Mix) -> tuple[Tensor, Tensor]:
    """Return mean and variance (N, styles, C) of each style's part of (N, C, H, W), and a little of all the rest.

    By the statistics of the whole, a small happy face in a large angry picture would get the angry picture's tones; by
    its own alone, a face in the dark would shine. Where the mix is everywhere the same, those of every part are those
    of the whole.
    """
    weights = mix.at(x.shape[-2:]).flatten(2)  # (N, styles, H * W)
    weights = weights / weights.sum(dim=2, keepdim=True).clamp(min=_LEAST_PART)
    weights = weights.lerp(torch.full_like(weights, 1 / weights.shape[2]), _OF_THE_WHOLE)
    rows = x.permute(0, 2, 3, 1).flatten(1, 2).float()  # (N, H * W, C), a view of channels-last activations
    centre = rows.mean(dim=1, keepdim=True)
    rest = rows - centre
    mean = weights @ rest
    return mean + centre, (weights @ rest.square() - mean.square()).clamp(min=0)


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


class Grain(nn.Module):
    """Adds white noise, for each channel as loud as the styles want it."""

    def __init__(self, channels: int, config: StyleNetConfig) -> None:
        super().__init__()
        self.loudness = nn.Parameter(torch.full((config.styles, channels), 0.05))

    def forward(self, x: Tensor, noise: Tensor, mix: Mix) -> Tensor:
        """Add noise (N, 1, H, W) to (N, C, H, W)."""
        return torch.addcmul(x, noise.to(x.dtype), mix.blended(self.loudness, x))


class Paint(nn.Module):
    """The last convolution: its kernels are the styles' own, so each mixes its colours itself."""

    def __init__(self, width: int, config: StyleNetConfig) -> None:
        super().__init__()
        first = nn.Conv2d(width + _PIXELS, 3, 3).weight.detach()  # the sub-pixels of a colour start alike (ICNR)
        kernels = first.repeat_interleave(_SHUFFLE**2, dim=0)
        kernels[:, width:] = 0
        kernels[:, width:, 1, 1] = torch.eye(_PIXELS)  # the photo itself, as far as the gate lets it through
        # (styles, 12, (width + 12) * 9): flat, as `.to(memory_format=torch.channels_last)` wants no five dimensions
        self.kernels = nn.Parameter(kernels.flatten(1).unflatten(0, (1, _PIXELS)).repeat(config.styles, 1, 1))
        self.biases = nn.Parameter(torch.zeros(config.styles, _PIXELS))

    def forward(self, x: Tensor, mix: Mix) -> Tensor:
        """Map (N, width + 12, H, W) to the sub-pixels (N, 12, H, W)."""
        x = F.pad(x, (1, 1, 1, 1), mode="reflect")
        kernels = mix.numbers(self.kernels).unflatten(2, (-1, 3, 3))  # (styles, 12, width + 12, 3, 3)
        biases = mix.numbers(self.biases)
        if mix.varies:
            whole = F.conv2d(x, kernels.flatten(0, 1).to(x.dtype), biases.flatten().to(x.dtype))
            parts = whole.unflatten(1, (len(kernels), _PIXELS))  # (N, styles, 12, H, W)
            painted: Tensor = (parts * mix.at(whole.shape[-2:])[:, :, None].to(x.dtype)).sum(dim=1)
            return painted
        kernels = torch.einsum("ns,soihw->noihw", mix.shares.to(kernels), kernels).to(x.dtype)
        biases = (mix.shares.to(biases) @ biases).to(x.dtype)
        return torch.cat([F.conv2d(x[i : i + 1], kernels[i], biases[i]) for i in range(len(x))])


class StyleNet(nn.Module):
    """The whole transform network: about 1.1 M shared parameters and 8 thousand numbers per style."""

    def __init__(self, config: StyleNetConfig) -> None:
        super().__init__()
        self.config = config
        half, quarter, eighth = config.encoder
        wide, narrow = config.decoder
        deep, middle, fine = config.blocks
        self.stem = StyledConv(_PIXELS, half, config)
        self.down1 = StyledConv(half, quarter, config, stride=2)
        self.down2 = StyledConv(quarter, eighth, config, stride=2)
        self.seed = nn.Conv2d(len(NOISES), eighth, 3, padding=1, padding_mode="reflect", bias=False)
        nn.init.normal_(self.seed.weight, std=0.25)  # or walls keep a lattice that is only warped
        self.seed_scale = nn.Parameter(torch.ones(config.styles, eighth))
        self.blocks = nn.ModuleList(ResidualBlock(eighth, config) for _ in range(deep))
        self.up1 = StyledConv(eighth + quarter, wide, config)
        self.grain1 = Grain(wide, config)
        self.blocks1 = nn.ModuleList(ResidualBlock(wide, config) for _ in range(middle))
        self.up2 = StyledConv(wide, narrow, config)
        self.grain2 = Grain(narrow, config)
        self.blocks2 = nn.ModuleList(ResidualBlock(narrow, config) for _ in range(fine))
        self.gate = nn.Conv2d(narrow, 1, 1)
        self.gate_shift = nn.Parameter(torch.full((config.styles, 1), -2.0))  # closed, until detail earns its place
        self.paint = Paint(narrow, config)

    def forward(self, photos: Tensor, mix: Tensor | Mix, noise: Sequence[Tensor]) -> Tensor:
        """Paint photos (N, 3, H, W) in 0..1 with weights per style (N, styles); the result is not yet clamped.

        Weights (N, styles, h, w), of any size, paint other styles in other places. `noise` is what `draw_noise` draws
        for photos of this size. H and W may be any size of at least 16; inside they are padded to multiples of 8.
        """
        styles = mix if isinstance(mix, Mix) else Mix(mix)
        height, width = photos.shape[-2:]
        padded = F.pad(photos, (0, -width % FACTOR, 0, -height % FACTOR), mode="reflect")
        return self.paint_padded(padded, styles, noise)[..., :height, :width]

    def paint_padded(self, photos: Tensor, styles: Mix, noise: Sequence[Tensor]) -> Tensor:
        """Paint photos as `forward` does, whose sides are multiples of 8 already."""
        pixels = F.pixel_unshuffle(photos - 0.5, _SHUFFLE)  # (N, 12, H/2, W/2)
        pixels = pixels.contiguous(memory_format=torch.channels_last)
        x = F.relu(self.stem(pixels, styles))  # (N, 32, H/2, W/2)
        quarter = F.relu(self.down1(x, styles))  # (N, 64, H/4, W/4)
        x = F.relu(self.down2(quarter, styles))  # (N, 96, H/8, W/8)
        seed = self.seed(noise[0].to(x.dtype))
        x = torch.addcmul(x, seed.to(x.dtype), styles.blended(self.seed_scale, x))
        for block in self.blocks:
            x = block(x, styles)
        x = torch.cat([double(x), quarter], dim=1)
        x = F.relu(self.grain1(self.up1(x, styles), noise[1], styles))  # (N, 64, H/4, W/4)
        for block in self.blocks1:
            x = block(x, styles)
        x = F.relu(self.grain2(self.up2(double(x), styles), noise[2], styles))  # (N, 32, H/2, W/2)
        for block in self.blocks2:
            x = block(x, styles)
        gate = torch.sigmoid(self.gate(x) + styles.blended(self.gate_shift, x[:, :1]))
        x = self.paint(torch.cat([x, pixels.to(x.dtype) * gate.to(x.dtype)], dim=1), styles)  # (N, 12, H/2, W/2)
        return smoothed(median(F.pixel_shuffle(x.float(), _SHUFFLE))) + 0.5


def draw_noise(photos: Tensor, generator: Generator) -> list[Tensor]:
    """Draw the noise for photos (N, 3, H, W): (N, 4, h/8, w/8), (N, 1, h/4, w/4) and (N, 1, h/2, w/2).

    `generator` is one of the CPU, so that a device paints what another paints. The four channels of the first have
    grains of one, two, four and eight cells.
    """
    height, width = (side + -side % FACTOR for side in photos.shape[-2:])
    size, channels = (height // 8, width // 8), []
    for cells in NOISES:
        rows, columns = (-(-side // cells) + 1 for side in size)
        grain = torch.randn(len(photos), 1, rows, columns, generator=generator)
        if cells > 1:
            # In the scale of the cells, whatever the size: a larger picture has more grains and not larger ones.
            whole = (rows * cells, columns * cells)
            grain = F.interpolate(grain, size=whole, mode="bicubic", align_corners=False)
        channels.append(grain[..., : size[0], : size[1]])
    finer = [torch.randn(len(photos), 1, height // step, width // step, generator=generator) for step in (4, 2)]
    return [noise.to(photos.device) for noise in (torch.cat(channels, dim=1), *finer)]


def double(x: Tensor) -> Tensor:
    """Double height and width. Nearest neighbours would draw a slanting stroke at 1/8 as a chain of 8-pixel beads."""
    return F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
