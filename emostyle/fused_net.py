"""The painter without its idle memory traffic: what `style_net` computes, for painting only.

A plain pass spends much of its time on slow variances and on a padded copy before every convolution. Here statistics
come from batch normalisation's kernel, which was made for channels-last tensors, and every activation is written
straight into the middle of a tensor that has room for the padding of the next convolution.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor
from torch.nn import functional as F

from emostyle.style_net import FACTOR, Mix, ResidualBlock, Statistics, StyledConv, StyleNet, double

Measure = Callable[[Tensor, Mix], Statistics]  # of the activations (N, C, H, W) of one layer


@dataclass(frozen=True, slots=True)
class Canvas:
    """Activations with a margin of one cell all around."""

    whole: Tensor  # (N, C, H + 2, W + 2), channels last

    @classmethod
    def like(cls, x: Tensor, channels: int, height: int, width: int) -> Canvas:
        """Make room for (N, channels, height, width) values of the kind of `x`."""
        size = (len(x), channels, height + 2, width + 2)
        return cls(torch.empty(size, dtype=x.dtype, device=x.device, memory_format=torch.channels_last))

    @property
    def inner(self) -> Tensor:
        """The activations (N, C, H, W) without the margin; writing here paints on the canvas."""
        return self.whole[:, :, 1:-1, 1:-1]

    def close(self) -> Canvas:
        """Reflect the activations into the margin."""
        self.whole[:, :, 0, 1:-1], self.whole[:, :, -1, 1:-1] = self.whole[:, :, 2, 1:-1], self.whole[:, :, -3, 1:-1]
        self.whole[..., 0], self.whole[..., -1] = self.whole[..., 2], self.whole[..., -3]
        return self


def paint(net: StyleNet, photos: Tensor, mix: Mix, measure: Measure | None = None) -> Tensor:
    """Paint photos (N, 3, H, W) in 0..1, as `net(photos, mix)` does, in the number type of `net`; fp32, not clamped.

    H and W are multiples of 8. `measure` gives the statistics of each layer in turn; by default they are those of the
    layer itself.
    """
    if photos.shape[-2] % FACTOR or photos.shape[-1] % FACTOR:
        raise ValueError(f"{tuple(photos.shape)}: height and width must be multiples of {FACTOR}")
    measure = measure or measure_each
    pixels = _unshuffled(photos, net.paint.weight.dtype)  # (N, 12, H/2, W/2)
    x = _styled(net.stem, pixels, mix, measure)  # (N, 32, H/2, W/2)
    x = _styled(net.down1, x, mix, measure)  # (N, 64, H/4, W/4)
    x = _styled(net.down2, x, mix, measure)  # (N, 96, H/8, W/8)
    for block in cast("Iterable[ResidualBlock]", net.blocks):
        x = _residual(block, x, mix, measure)
    x = _styled(net.up1, _doubled(x), mix, measure)  # (N, 64, H/4, W/4)
    x = _doubled(x)  # (N, 64, H/2, W/2)
    room = Canvas.like(x.whole, net.paint.in_channels, *x.inner.shape[-2:])
    width = net.up2.conv.out_channels
    _styled(net.up2, x, mix, measure, Canvas(room.whole[:, :width]))
    room.whole[:, width:].copy_(pixels.whole)
    painted = F.conv2d(room.whole, net.paint.weight, net.paint.bias)  # (N, 12, H/2, W/2)
    return F.pixel_shuffle(painted.float(), 2).add_(0.5)


def measure_each(x: Tensor, mix: Mix) -> Statistics:
    """Return the statistics of every sample of (N, C, H, W) by itself."""
    if mix.varies or x.device.type != "cpu":
        return Statistics.of(x, mix)
    rows = [torch.batch_norm_update_stats(sample, None, None, 0.0) for sample in x.split(1)]
    mean, variance = (torch.stack(list(column)).float() for column in zip(*rows, strict=True))
    return Statistics(mean, variance)


class Pooled:
    """Measures a batch of cuttings as if they were one picture, and keeps what it measured, layer by layer."""

    def __init__(self) -> None:
        self.layers: list[Statistics] = []

    def __call__(self, x: Tensor, mix: Mix) -> Statistics:
        """Return the statistics of the whole batch (N, C, H, W)."""
        self.layers.append(measure_each(x, mix).pooled(mix))
        return self.layers[-1]


class Known:
    """Gives statistics that were measured before, layer by layer; for one pass."""

    def __init__(self, layers: Sequence[Statistics]) -> None:
        self._layers = iter(layers)

    def __call__(self, x: Tensor, mix: Mix) -> Statistics:
        """Return the statistics of the next layer."""
        return next(self._layers)


def _unshuffled(photos: Tensor, dtype: torch.dtype) -> Canvas:
    cells = F.pixel_unshuffle(photos - 0.5, 2)
    canvas = Canvas.like(photos.new_empty(len(photos), 0, dtype=dtype), *cells.shape[1:])
    canvas.inner.copy_(cells)
    return canvas.close()


def _doubled(x: Canvas) -> Canvas:
    big = double(x.inner)
    canvas = Canvas.like(big, *big.shape[1:])
    canvas.inner.copy_(big)
    return canvas.close()


def _styled(layer: StyledConv, x: Canvas, mix: Mix, measure: Measure, room: Canvas | None = None) -> Canvas:
    """Convolve, normalise in style and rectify, into `room` if that is given."""
    y = F.conv2d(x.whole, layer.conv.weight, stride=layer.conv.stride)
    scale, shift = layer.norm.affine(mix, measure(y, mix), y)
    room = room or Canvas.like(y, *y.shape[1:])
    torch.addcmul(shift, y, scale, out=room.inner).relu_()
    return room.close()


def _residual(block: ResidualBlock, x: Canvas, mix: Mix, measure: Measure) -> Canvas:
    y = F.conv2d(_styled(block.first, x, mix, measure).whole, block.second.conv.weight)
    scale, shift = block.second.norm.affine(mix, measure(y, mix), y)
    x.inner.add_(torch.addcmul(shift, y, scale))
    return x.close()
