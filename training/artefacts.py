"""What no painter meant: regular textures in the spectrum (checkerboards, weaves), and droplets.

Pictures are (N, 3, H, W) in 0..1.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional as F

WINDOW = 64  # pixels, side of the windows whose spectra are averaged
PERIOD = 8  # pixels: the network works at 1/8, 1/4 and 1/2 of the resolution, and leaves traces of these periods
_SLOWEST = 3  # waves in a window; slower ones are shapes, not texture
_CHANCE = 1.0  # log of an amplitude, by which a point of the spectrum of a single window may stand out by chance
_DOT_STEP = 4  # pixels between the places of 8 by 8 pixels that are searched for dots
_DOT = 0.04  # amplitude (0..1) of dots in such a place that one sees
_FAINT = 0.01  # and one that costs nothing
_GREY = (0.299, 0.587, 0.114)  # luma of red, green, blue (BT.601)
_SMALL, _LARGE = 2.0, 6.0  # pixels, deviations of the two Gaussians whose difference shows blobs
_BLOB, _ORDINARY = 10.0, 4.0  # standard deviations of a droplet in the painting, and of what the photo had there


def luminance(pictures: Tensor) -> Tensor:
    """Return the luma of pictures: (N, 1, H, W), fp32."""
    weights = torch.tensor(_GREY, device=pictures.device)
    grey: Tensor = torch.einsum("nchw,c->nhw", pictures.float(), weights)
    return grey[:, None]


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


def checkerboard_ratio(painted: Tensor, photos: Tensor) -> float:
    """Return the amplitude at the lattice over that of its surroundings, relative to the photos; 1 without a lattice.

    Takes average spectra (64, 64) of many paintings and of their photos, each divided by its sum.
    """
    return float(at_lattice(excess(painted) - excess(photos)).mean().exp())


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


def _dots(pictures: Tensor) -> Tensor:
    """Return how strongly pixels alternate in places of 8 by 8: (N, 3, h, w), across, down and both ways; 0..1."""
    signs = torch.tensor([1.0, -1.0], device=pictures.device).repeat(PERIOD // 2)
    waves = torch.stack([signs.expand(PERIOD, PERIOD), signs[:, None].expand(PERIOD, PERIOD), signs[:, None] * signs])
    return F.conv2d(luminance(pictures), waves[:, None] / PERIOD**2, stride=_DOT_STEP).abs()


def dot_loss(painted: Tensor, photos: Tensor) -> Tensor:
    """Price dots that alternate from pixel to pixel and are not the photo's: one number per sample (N,).

    They come in places of ten pixels, which an average over windows does not show. Sides are at least 8 pixels.
    """
    with torch.no_grad():
        before = _dots(photos)
    return F.relu(_dots(painted) - before - _FAINT).square().sum(dim=1).mean(dim=(1, 2))


def dot_share(painted: Tensor, photo: Tensor) -> float:
    """Return the share of places (8 by 8 pixels) of one painting with dots that one sees and the photo has not."""
    return (_dots(painted) - _dots(photo) > _DOT).any(dim=1).float().mean().item()


def droplets(painted: Tensor, photo: Tensor) -> int:
    """Count the blobs of one painting (1, 3, H, W) that stand out from all of it and were nothing in the photo."""
    blobs, before = _blobs(painted), _blobs(photo)
    peaks = (blobs == F.max_pool2d(blobs, 9, stride=1, padding=4)) & (blobs > _BLOB)
    ordinary = F.max_pool2d(before, 17, stride=1, padding=8) < _ORDINARY
    return int((peaks & ordinary).sum())


def _blobs(picture: Tensor) -> Tensor:
    """Return how many standard deviations each place differs from what is around it: (1, 1, H, W)."""
    grey = luminance(picture)
    difference = (_blur(grey, _SMALL) - _blur(grey, _LARGE)).abs()
    return difference / difference.square().mean().sqrt().clamp(min=1e-6)


def _blur(grey: Tensor, deviation: float) -> Tensor:
    reach = round(3 * deviation)
    steps = torch.arange(-reach, reach + 1, dtype=torch.float32, device=grey.device)
    kernel = torch.exp(-((steps / deviation) ** 2) / 2)
    kernel = (kernel / kernel.sum()).view(1, 1, 1, -1)
    padded = F.pad(grey, (reach,) * 4, mode="reflect")
    return F.conv2d(F.conv2d(padded, kernel), kernel.transpose(2, 3))
