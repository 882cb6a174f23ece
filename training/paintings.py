"""The paintings whose styles are learnt: which files they are, and what the loss network sees in them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import torch
from torch import Generator, Tensor
from torch.nn import functional as F

from emostyle.errors import PhotoError
from emostyle.images import decode, to_tensor
from emostyle.palette import ARTWORKS, IDENTITY_STYLE, all_style_names
from training.errors import DataError
from training.losses import grams
from training.vgg import Vgg

CROPS = 48  # random crops that a painting's Gram matrices are averaged over


def shipped_styles() -> tuple[str, ...]:
    """Return the names of the styles in the order of the weights: the palette's, then the identity style."""
    return (*all_style_names(), IDENTITY_STYLE)


def load_paintings(folder: Path, short_side: int, styles: Iterable[str] | None = None) -> dict[str, Tensor]:
    """Read FOLDER/EMOTION/STYLE.jpg for styles of the palette, by default all: (1, 3, H, W) in 0..1, by style name.

    Raises DataError for a painting that is missing or no picture.
    """
    emotions = {artwork.style: emotion for emotion, works in ARTWORKS.items() for artwork in works}
    paths = {style: folder / emotions[style] / f"{style}.jpg" for style in styles or all_style_names()}
    return {style: read_painting(path, short_side) for style, path in paths.items()}


def read_painting(path: Path, short_side: int) -> Tensor:
    """Read one painting, scaled to a short side in pixels: (1, 3, H, W) in 0..1; raise DataError when it cannot be."""
    if not path.is_file():
        raise DataError(f"{path} is missing: --styles names a folder with EMOTION/STYLE.jpg for each style.")
    try:
        return resize_short(to_tensor(decode(path.read_bytes())), short_side)
    except PhotoError as error:
        raise DataError(f"{path}: {error}") from error


def resize_short(image: Tensor, side: int) -> Tensor:
    """Scale (1, 3, H, W) so that its short side has `side` pixels."""
    height, width = image.shape[-2:]
    scale = side / min(height, width)
    size = (max(side, round(height * scale)), max(side, round(width * scale)))
    return F.interpolate(image, size=size, mode="bilinear", antialias=True, align_corners=False).clamp(0, 1)


@torch.no_grad()
def style_targets(vgg: Vgg, paintings: dict[str, Tensor], size: int, device: torch.device) -> dict[str, Tensor]:
    """Average the Gram matrices of many crops of `size` pixels: per layer (styles, C, C) in the paintings' order."""
    per_style = [_average_grams(vgg, painting, size, device) for painting in paintings.values()]
    return {layer: torch.stack([found[layer] for found in per_style]) for layer in per_style[0]}


def _average_grams(vgg: Vgg, painting: Tensor, size: int, device: torch.device) -> dict[str, Tensor]:
    generator = Generator().manual_seed(0)
    crops = torch.cat([_random_crop(painting, size, generator) for _ in range(CROPS)])
    parts = [grams(vgg(part.to(device))) for part in crops.split(8)]
    return {layer: torch.cat([part[layer] for part in parts]).mean(dim=0) for layer in parts[0]}


def _random_crop(painting: Tensor, size: int, generator: Generator) -> Tensor:
    height, width = painting.shape[-2:]
    size = min(size, height, width)
    top = int(torch.randint(height - size + 1, (1,), generator=generator))
    left = int(torch.randint(width - size + 1, (1,), generator=generator))
    return painting[..., top : top + size, left : left + size]
