"""Even walls and skies of a photo, and regular waves that a painting has there."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.nn import functional as F

from training.losses.spectral_artefacts import WINDOW, at_textures, excess, spectrum
from training.losses.style_content import luminance

_REACH = 12  # pixels around a place in which an even photo does not change
_EVEN = 0.025  # deviation of luma (0..1) in such a place
_STEP = 32  # pixels between windows in which waves are looked for
_SHARE = 0.9  # of a window that is even
_FAINT = 1e-3  # amplitude of a wave (0..1) that is invisible


def even_places(photo: Tensor) -> Tensor:
    """Return where a photo (1, 3, H, W) in 0..1 is even: (H, W), true or false."""
    grey = luminance(photo).double()
    mean, square = (_mean_around(x) for x in (grey, grey.square()))
    return (square - mean.square())[0, 0] < _EVEN**2


@dataclass(slots=True)
class Waves:
    """Spectra of the even windows of paintings and of their photos, summed up."""

    painted: list[Tensor] = field(default_factory=list)  # (64, 64) each, the mean of one photo's windows
    photos: list[Tensor] = field(default_factory=list)

    def add(self, painting: Tensor, photo: Tensor, even: Tensor) -> None:
        """Take in a painting (1, 3, H, W) and its photo, which is `even` (H, W) in places; without walls, nothing."""
        shares = F.avg_pool2d(even[None, None].float(), WINDOW, _STEP).flatten()
        chosen = shares >= _SHARE
        if chosen.any():
            for picture, spectra in ((painting, self.painted), (photo, self.photos)):
                spectra.append(spectrum(_windows(picture)[chosen]).mean(dim=0))

    def strongest(self) -> tuple[float, float] | None:
        """Return of the wave that stands out most how many times its surroundings it is, and its amplitude (0..1).

        Waves that nobody sees do not count. None without walls.
        """
        if not self.painted:
            return None
        painted, photos = (torch.stack(spectra).mean(dim=0) for spectra in (self.painted, self.photos))
        amplitudes = 2 * at_textures(painted).sqrt() / (WINDOW / 2) ** 2  # the sum of a Hann window
        rises = at_textures(excess(painted) - F.relu(excess(photos))).masked_fill(amplitudes < _FAINT, 0.0)
        place = int(rises.argmax())
        return math.exp(float(rises[place])), float(amplitudes[place])


def _windows(picture: Tensor) -> Tensor:
    """Cut a picture (1, 3, H, W) into windows (K, 3, 64, 64), as average pooling does."""
    windows = picture[0].unfold(1, WINDOW, _STEP).unfold(2, WINDOW, _STEP)  # (3, rows, columns, 64, 64)
    return windows.flatten(1, 2).transpose(0, 1)


def _mean_around(x: Tensor) -> Tensor:
    return F.avg_pool2d(x, 2 * _REACH + 1, 1, _REACH, count_include_pad=False)
