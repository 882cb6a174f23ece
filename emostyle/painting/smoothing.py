"""What ends the painter's network: a median and a blur that take grain away and leave strokes their edges."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F


def median(pictures: Tensor) -> Tensor:
    """Take the median of each place of (N, C, H, W) and its eight neighbours.

    Strokes keep their edges, and grain and dots of single pixels go, which a loss network takes for brushwork and
    people for noise. The gradient of a median goes to the place that it was taken from: one that passes it by lets the
    network grow what the median hides, until nothing else is left.
    """
    padded = F.pad(pictures, (1, 1, 1, 1), mode="reflect")
    if torch.onnx.is_in_onnx_export() or not padded.requires_grad:
        return _median(padded)
    taken: Tensor = _Median.apply(padded)
    return taken


class _Median(torch.autograd.Function):
    """The median of each place of (N, C, H + 2, W + 2) inside of its border, with a gradient in nine passes.

    Autograd keeps two pictures for each of the 38 minima and maxima, and takes longer than the whole network.
    """

    @staticmethod
    def forward(ctx: Any, padded: Tensor) -> Tensor:  # noqa: ANN401
        result = _median(padded)
        ctx.save_for_backward(padded, result)
        return result

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:  # noqa: ANN401
        padded, result = ctx.saved_tensors
        height, width = result.shape[-2:]
        places = [(row, column) for row in range(3) for column in range(3)]
        same = [(padded[..., y : y + height, x : x + width] == result).to(gradient) for y, x in places]
        share = gradient / torch.stack(same).sum(dim=0)  # equal neighbours share it
        of_padded = torch.zeros_like(padded)
        for (y, x), chosen in zip(places, same, strict=True):
            of_padded[..., y : y + height, x : x + width].addcmul_(chosen, share)
        return of_padded


def smoothed(pictures: Tensor) -> Tensor:
    """Blur (N, C, H, W) by 1, 2, 1 in both directions, which leaves nothing of what alternates from pixel to pixel.

    A median keeps stripes of one pixel, and the loss network takes them for brushwork: the network hatched dark places.
    """
    x = F.pad(pictures, (1, 1, 1, 1), mode="reflect")
    x = (x[..., :-2] + x[..., 2:]) / 4 + x[..., 1:-1] / 2
    return (x[:, :, :-2] + x[:, :, 2:]) / 4 + x[:, :, 1:-1] / 2


def _median(padded: Tensor) -> Tensor:
    """Sort columns, then rows: the median of nine is that of the largest low, the middle middle and the least high."""
    low, middle, high = _sorted(padded[:, :, :-2], padded[:, :, 1:-1], padded[:, :, 2:])
    lows, middles, highs = (
        _sorted(x[..., :-2], x[..., 1:-1], x[..., 2:])[place] for x, place in ((low, 2), (middle, 1), (high, 0))
    )
    return _sorted(lows, middles, highs)[1]


def _sorted(first: Tensor, second: Tensor, third: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    less, more = torch.minimum(first, second), torch.maximum(first, second)
    upper = torch.maximum(less, third)
    return torch.minimum(less, third), torch.minimum(upper, more), torch.maximum(upper, more)
