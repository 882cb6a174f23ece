"""The painter without its idle memory traffic: what `style_net` computes, for painting only.

A plain pass spends much of its time on copies. Here statistics come from batch normalisation's kernel, which was made
for channels-last tensors; every activation is written straight into the middle of a tensor that has room for the
padding of the next convolution; doubling is folded into the convolution after it; and pictures stay channels-last.
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

_COLORS = 3
# The plain network numbers the sub-pixels of a cell (color, row, column); here they lie in the order of the memory,
# (row, column, color), so that half a cell is copied at once.
_ORDER = [color * 4 + row * 2 + column for row in (0, 1) for column in (0, 1) for color in range(_COLORS)]
# How much each of three neighbours counts in the three doubled cells under a 3x3 kernel: for even and odd cells.
_DOUBLING = (
    ((0.75, 0.25, 0.0), (0.25, 0.75, 0.0), (0.0, 0.75, 0.25)),
    ((0.25, 0.75, 0.0), (0.0, 0.75, 0.25), (0.0, 0.25, 0.75)),
)


@dataclass(frozen=True, slots=True)
class Canvas:
    """Activations with a margin of one cell all around."""

    whole: Tensor  # (N, C, H + 2, W + 2), channels last

    @classmethod
    def room(cls, like: Tensor, size: Sequence[int]) -> Canvas:
        """Make room for values of `size` (N, C, H, W), of the kind of `like`."""
        n, channels, height, width = size
        padded = (n, channels, height + 2, width + 2)
        return cls(torch.empty(padded, dtype=like.dtype, device=like.device, memory_format=torch.channels_last))

    @property
    def inner(self) -> Tensor:
        """The activations (N, C, H, W) without the margin; writing here paints on the canvas."""
        return self.whole[:, :, 1:-1, 1:-1]

    def close(self, reflect: bool = True) -> Canvas:
        """Reflect the activations into the margin, or repeat the outermost."""
        near, far = (2, -3) if reflect else (1, -2)
        self.whole[:, :, 0, 1:-1], self.whole[:, :, -1, 1:-1] = (
            self.whole[:, :, near, 1:-1],
            self.whole[:, :, far, 1:-1],
        )
        self.whole[..., 0], self.whole[..., -1] = self.whole[..., near], self.whole[..., far]
        return self


class FusedNet:
    """A transform network made ready for painting; shares the numbers of the styles with the plain one."""

    def __init__(self, net: StyleNet, dtype: torch.dtype = torch.float32) -> None:
        """Take over the weights; convolutions compute in `dtype`, statistics and style numbers stay fp32."""
        self.net, self.dtype = net, dtype
        blocks = cast("Iterable[ResidualBlock]", net.blocks)
        self._stem = _Layer(net.stem, self._ready(net.stem.conv.weight[:, _ORDER]))
        self._downs = [_Layer(layer, self._ready(layer.conv.weight)) for layer in (net.down1, net.down2)]
        self._blocks = [
            [_Layer(layer, self._ready(layer.conv.weight)) for layer in (block.first, block.second)] for block in blocks
        ]
        self._ups = [_Layer(layer, self._ready(_doubling(layer.conv.weight))) for layer in (net.up1, net.up2)]
        width = net.up2.conv.out_channels
        joined = [*range(width), *(width + channel for channel in _ORDER)]
        self._paint = self._ready(net.paint.weight[_ORDER][:, joined])
        self._bias = cast("Tensor", net.paint.bias).detach()[_ORDER].to(dtype)

    def _ready(self, weight: Tensor) -> Tensor:
        return weight.detach().to(self.dtype).contiguous(memory_format=torch.channels_last)

    def paint(self, photos: Tensor, mix: Mix, measure: Measure | None = None) -> Tensor:
        """Paint photos (N, 3, H, W) in 0..1 as the plain network does; fp32, channels last, not clamped.

        H and W are multiples of 8. `measure` gives the statistics of each layer in turn; by default they are those of
        the layer itself.
        """
        if photos.shape[-2] % FACTOR or photos.shape[-1] % FACTOR:
            raise ValueError(f"{tuple(photos.shape)}: height and width must be multiples of {FACTOR}")
        measure = measure or measure_each
        pixels = self._unshuffle(photos)  # (N, 12, H/2, W/2)
        x = self._stem.paint(pixels, mix, measure).close()  # (N, 32, H/2, W/2)
        x = self._downs[0].paint(x, mix, measure).close()  # (N, 64, H/4, W/4)
        x = self._downs[1].paint(x, mix, measure).close()  # (N, 96, H/8, W/8)
        for first, second in self._blocks:
            second.add(x, first.paint(x, mix, measure).close(), mix, measure)
            x.close()
        x = self._ups[0].paint_doubled(x.close(reflect=False), mix, measure)  # (N, 64, H/4, W/4)
        n, width, height = len(photos), self._ups[1].norm.scale.shape[1], pixels.inner.shape[-2:]
        both = Canvas.room(x.whole, (n, width + len(_ORDER), *height))
        self._ups[1].paint_doubled(x.close(reflect=False), mix, measure, Canvas(both.whole[:, :width])).close()
        both.whole[:, width:].copy_(pixels.whole)
        return _shuffle(F.conv2d(both.whole, self._paint, self._bias))  # (N, 3, H, W)

    def _unshuffle(self, photos: Tensor) -> Canvas:
        n, _, height, width = photos.shape
        rows = photos.permute(0, 2, 3, 1).contiguous() - 0.5  # (N, H, W, 3)
        halves = rows.view(n, height // 2, 2, width // 2, 2 * _COLORS).permute(2, 0, 4, 1, 3)  # (2, N, 6, H/2, W/2)
        canvas = Canvas.room(photos.new_empty(0, dtype=self.dtype), (n, 4 * _COLORS, height // 2, width // 2))
        canvas.inner[:, : 2 * _COLORS].copy_(halves[0])
        canvas.inner[:, 2 * _COLORS :].copy_(halves[1])
        return canvas.close()


class _Layer:
    """A convolution with its conditional normalisation, from canvas to canvas."""

    def __init__(self, layer: StyledConv, weight: Tensor) -> None:
        self.weight, self.stride, self.norm = weight, layer.conv.stride, layer.norm
        self._plain = layer.conv.weight.detach().to(weight.dtype)

    def paint(self, x: Canvas, mix: Mix, measure: Measure) -> Canvas:
        """Convolve, normalise in style and rectify; the margin of what comes back is still empty."""
        return self._finish(F.conv2d(x.whole, self.weight, stride=self.stride), mix, measure)

    def paint_doubled(self, x: Canvas, mix: Mix, measure: Measure, room: Canvas | None = None) -> Canvas:
        """Double height and width of `x`, whose margin repeats the outermost cells, then as `paint`, into `room`.

        One convolution makes the four cells that each cell becomes.
        """
        four = F.conv2d(x.whole, self.weight).permute(0, 2, 3, 1)  # (N, H, W, 4 C), in the order row, column, channel
        n, height, width, channels = four.shape
        rows = four.view(n, height, width, 2, channels // 2)
        y = torch.stack([rows[..., 0, :], rows[..., 1, :]], dim=2)  # (N, H, 2, W, 2 C)
        y = y.view(n, 2 * height, 2 * width, channels // 4).permute(0, 3, 1, 2)  # (N, C, 2 H, 2 W), channels last
        self._mend_edges(y, x.inner)
        return self._finish(y, mix, measure, room)

    def add(self, total: Canvas, x: Canvas, mix: Mix, measure: Measure) -> None:
        """Convolve, normalise in style and add to another canvas."""
        y = F.conv2d(x.whole, self.weight)
        scale, shift = self.norm.affine(mix, measure(y, mix), y)
        total.inner.add_(torch.addcmul(shift, y, scale))

    def _finish(self, y: Tensor, mix: Mix, measure: Measure, room: Canvas | None = None) -> Canvas:
        scale, shift = self.norm.affine(mix, measure(y, mix), y)
        room = room or Canvas.room(y, y.shape)
        torch.addcmul(shift, y, scale, out=room.inner).relu_()
        return room

    def _mend_edges(self, y: Tensor, x: Tensor) -> None:
        """Compute the outermost cells again: the plain network reflects after doubling, and we repeated before it."""
        for dim in (2, 3):
            last = x.shape[dim] - 1
            for place, begin in ((0, 0), (2 * last + 1, max(0, last - 1))):
                strip = double(x.narrow(dim, begin, min(2, last + 1)))
                edge = F.conv2d(F.pad(strip, (1, 1, 1, 1), mode="reflect"), self._plain)
                y.select(dim, place).copy_(edge.select(dim, -1 if place else 0))


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


def _doubling(weight: Tensor) -> Tensor:
    """Fold bilinear doubling into a kernel (C_out, C_in, 3, 3): (4 C_out, C_in, 3, 3), in the order row, column, C."""
    taps = torch.tensor(_DOUBLING, device=weight.device).transpose(1, 2)  # (even or odd, neighbour, tap)
    four = torch.einsum("ocyx,piy,qjx->pqocij", weight.detach(), taps, taps)
    return four.flatten(0, 2)


def _shuffle(cells: Tensor) -> Tensor:
    """Turn the sub-pixels (N, 12, H, W) into a picture (N, 3, 2 H, 2 W), fp32 and channels last."""
    rows = cells.permute(0, 2, 3, 1)  # (N, H, W, 12)
    n, height, width, _ = rows.shape
    half = 2 * _COLORS
    picture = torch.stack([rows[..., :half], rows[..., half:]], dim=2).float().add_(0.5)  # (N, H, 2, W, 6)
    return picture.view(n, 2 * height, 2 * width, _COLORS).permute(0, 3, 1, 2)
