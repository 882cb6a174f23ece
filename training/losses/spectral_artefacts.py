"""What no painter meant: regular textures in the spectrum, such as checkerboards and weaves.

Pictures are (N, 3, H, W) in 0..1.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional as F

from training.losses.style_content import luminance

WINDOW = 64  # pixels, side of the windows whose spectra are averaged
PERIOD = 8  # pixels: the network works at 1/8, 1/4 and 1/2 of the resolution, and leaves traces of these periods
_SLOWEST = 3  # waves in a window; slower ones are shapes, not texture
_CHANCE = 1.0  # log of an amplitude, by which a point of the spectrum of a single window may stand out by chance


def spectrum(pictures: Tensor) -> Tensor:
    """Average the power spectra of windows of each picture, whose sides are at least 64: (N, 64, 64)."""
    windows = luminance(pictures).unfold(2, WINDOW, WINDOW).unfold(3, WINDOW, WINDOW).flatten(1, 3)  # (N, K, 64, 64)
    hann = torch.hann_window(WINDOW, device=pictures.device)
    waves = torch.fft.fft2((windows - windows.mean(dim=(2, 3), keepdim=True)) * hann[:, None] * hann)
    power: Tensor = waves.abs().square().mean(dim=1)
    return power


def excess(power: Tensor) -> Tensor:
    """Return how far each point of spectra (..., 64, 64) rises above its surroundings, as logs of amplitudes.

    Around each point, a Hann window leaves the ring of points two steps away as what a picture without a regular
    texture would have.
    """
    logs = power.clamp(min=1e-12).log() / 2
    ring = [(y, x) for y in range(-2, 3) for x in range(-2, 3) if max(abs(y), abs(x)) == 2]
    return logs - torch.stack([logs.roll(shift, dims=(-2, -1)) for shift in ring]).mean(dim=0)


def at_lattice(rises: Tensor) -> Tensor:
    """Choose of an excess (..., 64, 64) what is at the lattice (..., 63): waves whose period divides 8 pixels."""
    step = WINDOW // PERIOD
    return rises[..., ::step, ::step].flatten(-2)[..., 1:]  # without the mean brightness


def at_textures(rises: Tensor) -> Tensor:
    """Choose of an excess (..., 64, 64) what is at the waves of a texture (..., points).

    A network that is priced at the lattice alone puts its waves beside it.
    """
    waves = torch.fft.fftfreq(WINDOW, 1 / WINDOW, device=rises.device)
    is_texture = (waves[:, None].square() + waves.square()).sqrt() >= _SLOWEST
    return rises[..., is_texture]


def lattice_loss(painted: Tensor, photos: Tensor) -> Tensor:
    """Return how much more lattice paintings have than their photos: one number per sample (N,), 0 or more.

    It is the excess of the lattice as a whole, and of every single wave above what chance makes of so few windows,
    also of those beside the lattice. Pictures below 64 pixels show none.
    """
    height, width = painted.shape[-2:]
    if min(height, width) < WINDOW:
        return painted.new_zeros(len(painted))
    with torch.no_grad():
        before = excess(spectrum(photos))
    after, points = excess(spectrum(painted)), PERIOD**2 - 1
    whole = at_lattice(after - before).mean(dim=1)
    chance = _CHANCE / math.sqrt((height // WINDOW) * (width // WINDOW))
    single = F.relu(at_textures(after - F.relu(before)) - chance)
    return F.relu(whole) + single.sum(dim=1) / points
