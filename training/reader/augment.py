"""Augmentation of whole batches of faces on the device, as FER+ needs it: pose, light, cover and blur."""

from __future__ import annotations

import io
import math

import numpy as np
import torch
from PIL import Image
from torch import Generator, Tensor
from torch.nn import functional as F
from torchvision.transforms.v2.functional import gaussian_blur

MAX_TILT = math.radians(22)
SCALE = (0.85, 1.15)
MAX_SHIFT = 0.12 * 2  # of half the picture, as affine_grid counts
BRIGHTNESS, CONTRAST, GAMMA = 0.25, 0.35, 0.4
JPEG_QUALITY = (10, 70)
BLUR, BLUR_KERNEL = (0.7, 2.0), 9  # sigma in pixels of a 48-pixel face; the kernel's side


def uniform(n: int, low: float, high: float, generator: Generator) -> Tensor:
    """Draw n numbers (n,) from low..high."""
    return torch.rand(n, generator=generator) * (high - low) + low


def affine(faces: Tensor, generator: Generator, size: int | None = None) -> Tensor:
    """Tilt, scale, shift and flip every face (N, 1, H, W) at random; return squares of `size` pixels, or of H x W."""
    n = len(faces)
    height, width = (size, size) if size else faces.shape[-2:]
    angle, scale = uniform(n, -MAX_TILT, MAX_TILT, generator), uniform(n, *SCALE, generator)
    flip = torch.where(torch.rand(n, generator=generator) < 0.5, -1.0, 1.0)
    matrix = torch.zeros(n, 2, 3)
    matrix[:, 0, 0], matrix[:, 0, 1] = flip * angle.cos() / scale, -angle.sin() / scale
    matrix[:, 1, 0], matrix[:, 1, 1] = flip * angle.sin() / scale, angle.cos() / scale
    matrix[:, :, 2] = uniform(2 * n, -MAX_SHIFT, MAX_SHIFT, generator).view(n, 2)
    grid = F.affine_grid(matrix.to(faces.device), [n, 1, height, width], align_corners=False)
    return F.grid_sample(faces, grid, padding_mode="reflection", align_corners=False)


def light(faces: Tensor, generator: Generator) -> Tensor:
    """Change brightness, contrast and gamma of every face (N, 1, H, W) in 0..1."""
    n, device = len(faces), faces.device
    gamma = (uniform(n, -GAMMA, GAMMA, generator)).exp().view(n, 1, 1, 1).to(device)
    contrast = uniform(n, 1 - CONTRAST, 1 + CONTRAST, generator).view(n, 1, 1, 1).to(device)
    brightness = uniform(n, -BRIGHTNESS, BRIGHTNESS, generator).view(n, 1, 1, 1).to(device)
    faces = faces.clamp(1e-4, 1) ** gamma
    mean = faces.mean(dim=(1, 2, 3), keepdim=True)
    return ((faces - mean) * contrast + mean + brightness).clamp(0, 1)


def degrade(faces: Tensor, chance: float, generator: Generator) -> Tensor:
    """Scale some faces down and up again, as small or badly compressed photos show them."""
    chosen = (torch.rand(len(faces), generator=generator) < chance).to(faces.device)
    if not chosen.any():
        return faces
    side = int(torch.randint(20, 40, (1,), generator=generator))
    small = F.interpolate(faces[chosen], size=(side, side), mode="area")
    worse = F.interpolate(small, size=faces.shape[-2:], mode="bilinear", align_corners=False)
    return faces.index_put((chosen,), worse)


def blur(faces: Tensor, chance: float, generator: Generator) -> Tensor:
    """Blur some faces (N, 1, H, W), as shaky hands and bad focus do."""
    if not chance:
        return faces
    chosen = (torch.rand(len(faces), generator=generator) < chance).nonzero()[:, 0].to(faces.device)
    sigma = float(uniform(1, *BLUR, generator)) * faces.shape[-1] / 48
    return faces.index_copy(0, chosen, gaussian_blur(faces[chosen], [BLUR_KERNEL] * 2, [sigma] * 2))


def compress(faces: Tensor, chance: float, generator: Generator) -> Tensor:
    """Write some faces (N, 1, H, W) in 0..1 as bad JPEGs and read them again."""
    chosen = (torch.rand(len(faces), generator=generator) < chance).nonzero()[:, 0].tolist()
    low, high = JPEG_QUALITY
    qualities = torch.randint(low, high, (len(chosen),), generator=generator).tolist()
    if not chosen:
        return faces
    pixels = (faces[chosen] * 255).round().to("cpu", torch.uint8)
    worse = torch.stack([as_jpeg(face[0], quality) for face, quality in zip(pixels, qualities, strict=True)])[:, None]
    index = torch.tensor(chosen, device=faces.device)
    return faces.index_copy(0, index, worse.to(faces.device, faces.dtype) / 255)


def as_jpeg(face: Tensor, quality: int) -> Tensor:
    """Write one grey face (H, W) uint8 on the CPU as a JPEG of `quality` 1..95 and read it again."""
    file = io.BytesIO()
    Image.fromarray(face.numpy()).save(file, "JPEG", quality=quality)
    return torch.from_numpy(np.array(Image.open(file)))


def erase(faces: Tensor, chance: float, generator: Generator) -> Tensor:
    """Cover a rectangle of some faces with one grey (Zhong 2020)."""
    n, _, height, width = faces.shape
    centre = torch.rand(2, n, generator=generator)
    half = uniform(2 * n, 0.08, 0.22, generator).view(2, n)
    y, x = torch.linspace(0, 1, height), torch.linspace(0, 1, width)
    rows = (y[None] - centre[0][:, None]).abs() < half[0][:, None]  # (N, H)
    columns = (x[None] - centre[1][:, None]).abs() < half[1][:, None]  # (N, W)
    chosen = torch.rand(n, generator=generator) < chance
    mask = (rows[:, :, None] & columns[:, None, :] & chosen[:, None, None])[:, None]  # (N, 1, H, W)
    grey = torch.rand(n, 1, 1, 1, generator=generator)
    return torch.where(mask.to(faces.device), grey.to(faces.device), faces)


def mixup(faces: Tensor, targets: Tensor, alpha: float, generator: Generator) -> tuple[Tensor, Tensor]:
    """Mix every face and its target with another of the batch (Zhang 2018)."""
    share = float(torch._sample_dirichlet(torch.tensor([alpha, alpha]), generator=generator)[0])
    share = max(share, 1 - share)
    other = torch.randperm(len(faces), generator=generator).to(faces.device)
    return faces.lerp(faces[other], 1 - share), targets.lerp(targets[other], 1 - share)
