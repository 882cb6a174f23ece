"""Own texture: what a painter adds that no local tint of the photo explains, by the width of its strokes."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor
from torch.nn import functional as F

from emostyle.painting.enlarging import gaussian
from training.losses.style_content import luminance

WIDTHS = (2, 4, 8, 16, 32)  # pixels, borders of the bands
BANDS = tuple(f"{low}-{high}" for low, high in pairwise(WIDTHS))
_REACH = 32  # pixels around a place in which one linear map may explain a painting by its photo
_FLOOR = 1e-6  # variance that is added to the photo's, so that even places explain nothing


class Photo:
    """A photo (1, 3, H, W) in 0..1, as far as a local linear map of its colours explains a painting of it."""

    def __init__(self, pixels: Tensor) -> None:
        self._pixels = pixels.double()  # variances of even walls are differences of nearly equal numbers
        self._mean = _mean_around(self._pixels)
        products = (self._pixels[:, :, None] * self._pixels[:, None]).flatten(1, 2)
        of_means = (self._mean[:, :, None] * self._mean[:, None]).flatten(1, 2)
        covariance = (_mean_around(products) - of_means).permute(0, 2, 3, 1).unflatten(3, (3, 3))
        self._inverse = torch.linalg.inv(covariance + _FLOOR * torch.eye(3).double())  # (1, H, W, 3, 3)

    def own_texture(self, painting: Tensor) -> Tensor:
        """Return the energy (4, H, W) by band of what the photo does not explain of a painting (1, 3, H, W)."""
        grey = luminance(painting).double()
        mean = _mean_around(grey)
        covariance = _mean_around(self._pixels * grey) - self._mean * mean  # (1, 3, H, W)
        slope = torch.einsum("nhwij,njhw->nihw", self._inverse, covariance)
        explained = mean + (slope * (self._pixels - self._mean)).sum(dim=1, keepdim=True)
        return band_energies((grey - explained).float())


def band_energies(grey: Tensor) -> Tensor:
    """Return the squares (4, H, W) of what a luma (1, 1, H, W) holds in each band.

    A band holds what a Gaussian blur of a quarter of its lower border leaves, and one of a quarter of its upper border
    takes away.
    """
    blurred = [gaussian(grey, width / 4) for width in WIDTHS]
    return torch.cat([fine - coarse for fine, coarse in pairwise(blurred)])[:, 0].square()


def artwork_energies(artwork: Tensor) -> Tensor:
    """Return the mean energy of the bands (4,) of an artwork (1, 3, H, W) as large as it is learnt."""
    return band_energies(luminance(artwork)).mean(dim=(1, 2))


def _mean_around(x: Tensor) -> Tensor:
    """Average (1, C, H, W) over the square around each place, as far as it lies inside."""
    across = F.avg_pool2d(x, (1, 2 * _REACH + 1), 1, (0, _REACH), count_include_pad=False)
    return F.avg_pool2d(across, (2 * _REACH + 1, 1), 1, (_REACH, 0), count_include_pad=False)
