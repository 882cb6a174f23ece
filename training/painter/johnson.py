"""The yardstick of speed: the transform network that fast style transfer began with (Johnson 2016), one style each.

In the form that PyTorch's example made common: instance normalisation, and upsampling before a convolution instead of
transposed convolutions. 80.6 GFLOP at 512 × 512 pixels.
"""

from __future__ import annotations

from torch import Tensor, nn


class Shortcut(nn.Module):
    """Two 3x3 convolutions beside a shortcut."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(*layer(width, width, 3), *layer(width, width, 3)[:-1])

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, C, H, W) to the same shape."""
        return x + self.body(x)  # type: ignore[no-any-return]


def layer(width_in: int, width: int, side: int, stride: int = 1, upsample: bool = False) -> list[nn.Module]:
    """Return a reflect-padded convolution of `side` × `side` with instance normalisation and ReLU."""
    doubling: list[nn.Module] = [nn.Upsample(scale_factor=2, mode="nearest")] if upsample else []
    conv = nn.Conv2d(width_in, width, side, stride, padding=side // 2, padding_mode="reflect")
    return [*doubling, conv, nn.InstanceNorm2d(width, affine=True), nn.ReLU()]


def johnson_net() -> nn.Sequential:
    """Build the network; it maps photos (N, 3, H, W), H and W multiples of 4, to paintings of the same shape."""
    return nn.Sequential(
        *layer(3, 32, 9),
        *layer(32, 64, 3, stride=2),
        *layer(64, 128, 3, stride=2),
        *(Shortcut(128) for _ in range(5)),
        *layer(128, 64, 3, upsample=True),
        *layer(64, 32, 3, upsample=True),
        nn.Conv2d(32, 3, 9, padding=4, padding_mode="reflect"),
    )
