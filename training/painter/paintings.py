"""The paintings whose styles are learnt: which files they are, how large, and what the loss network sees in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import torch
from torch import Generator, Tensor
from torch.nn import functional as F

from emostyle.errors import PhotoError
from emostyle.imaging.images import decode, to_tensor
from emostyle.painting.enlarging import gaussian
from emostyle.styles.palette import ARTWORKS, IDENTITY_STYLE, all_style_names
from training.common.errors import DataError
from training.losses.style_content import luminance, moments, spreads
from training.losses.vgg import Vgg

MOMENT_LAYERS = ("relu1_2", "relu2_1", "relu3_1", "relu4_1")
NEIGHBOUR_LAYERS = ("relu3_3", "relu4_1")
CROPS = 32  # random crops that a painting's moments are averaged over
PLACES = 6144  # activations of a painting that are kept for nearest neighbours, by layer
TONES, HUES = 32, 6  # steps from a painting's darkest to its lightest places, and colours that are kept of each
STROKE = 13.0  # pixels: a painting is scaled until its dominant texture is as wide, which relu4_1 sees as strokes
_MEASURED_AT = 512  # pixels, short side at which the width of a texture is measured
_LARGEST = 1.5  # times the short side of its file that a painting is enlarged at most
_BANDS = (2, 4, 8, 16, 32)  # pixels, widths of strokes between which textures are looked for
_PLACE = 4  # pixels, side of the places whose colours are kept
_RARE = 0.06  # share of the places of a tone below which a colour is not kept


@dataclass(frozen=True, slots=True)
class StyleTargets:
    """What the loss network sees in the paintings at one size of crops, one row for each."""

    moments: dict[str, Tensor]  # second moments by layer (styles, C, C)
    means: dict[str, Tensor]  # means by layer (styles, C)
    half_moments: dict[str, Tensor]  # the same of the paintings at half of their size
    half_means: dict[str, Tensor]
    banks: dict[str, Tensor]  # activations minus the mean, of length one: (styles, places, C)
    centres: dict[str, Tensor]  # those means (styles, C)
    colours: Tensor  # (styles, TONES, HUES, 3): what colours a painting has for things so light
    spreads: Tensor  # (styles, 2, 64): how light and how vivid its places are, from least to most


def shipped_styles() -> tuple[str, ...]:
    """Return the names of the styles in the order of the weights: the palette's, then the identity style."""
    return (*all_style_names(), IDENTITY_STYLE)


def load_paintings(folder: Path, styles: Iterable[str] | None = None) -> dict[str, Tensor]:
    """Read FOLDER/EMOTION/STYLE.jpg for styles of the palette, by default all: (1, 3, H, W) in 0..1, by style name.

    Each is scaled to the size at which its strokes are learnt. Raises DataError for a painting that is missing or no
    picture.
    """
    emotions = {artwork.style: emotion for emotion, works in ARTWORKS.items() for artwork in works}
    paths = {style: folder / emotions[style] / f"{style}.jpg" for style in styles or all_style_names()}
    return {style: read_painting(path) for style, path in paths.items()}


def read_painting(path: Path) -> Tensor:
    """Read one painting, scaled so that its strokes are STROKE pixels wide: (1, 3, H, W) in 0..1; raise DataError."""
    if not path.is_file():
        raise DataError(f"{path} is missing: --styles names a folder with EMOTION/STYLE.jpg for each style.")
    try:
        painting = to_tensor(decode(path.read_bytes()))
    except PhotoError as error:
        raise DataError(f"{path}: {error}") from error
    return resize_short(painting, painting_side(painting))


def painting_side(painting: Tensor) -> int:
    """Return the short side in pixels at which the dominant texture of a painting (1, 3, H, W) is STROKE wide."""
    side = _MEASURED_AT * STROKE / texture_width(resize_short(painting, _MEASURED_AT))
    return round(min(side, _LARGEST * min(painting.shape[-2:])))


def texture_width(picture: Tensor) -> float:
    """Return how wide the strokes of a picture (1, 3, H, W) are in pixels: the centre of the energy of its bands.

    A band holds what a Gaussian blur of half a width leaves and one of the width takes away; widths count by their
    logarithms.
    """
    grey = luminance(picture)
    blurred = [gaussian(grey, width / 4) for width in _BANDS]
    energies = torch.stack([(a - b).square().mean() for a, b in pairwise(blurred)])
    centres = torch.tensor([(low * high) ** 0.5 for low, high in pairwise(_BANDS)])
    return float((energies * centres.log()).sum().div(energies.sum()).exp())


def resize_short(image: Tensor, side: int) -> Tensor:
    """Scale (1, 3, H, W) so that its short side has `side` pixels."""
    height, width = image.shape[-2:]
    scale = side / min(height, width)
    size = (max(side, round(height * scale)), max(side, round(width * scale)))
    return F.interpolate(image, size=size, mode="bicubic", antialias=True, align_corners=False).clamp(0, 1)


@torch.no_grad()
def style_targets(vgg: Vgg, paintings: dict[str, Tensor], size: int, device: torch.device, bf16: bool) -> StyleTargets:
    """Look at many crops of `size` pixels of each painting, in the paintings' order, as training looks at its own."""
    rows = [_targets_of(vgg, painting, size, device, bf16) for painting in paintings.values()]
    found = [{key: torch.stack([row[i][key] for row in rows]) for key in rows[0][i]} for i in range(len(rows[0]))]
    moments_, means, half_moments, half_means, banks, centres = found
    colours = torch.stack([colours_of(painting) for painting in paintings.values()]).to(device)
    spread = torch.cat([spreads(painting) for painting in paintings.values()]).to(device)
    return StyleTargets(moments_, means, half_moments, half_means, banks, centres, colours, spread)


def _targets_of(
    vgg: Vgg, painting: Tensor, size: int, device: torch.device, bf16: bool
) -> tuple[dict[str, Tensor], ...]:
    generator = Generator().manual_seed(0)
    crops = _crops(painting, size, generator).to(device)
    half = F.interpolate(painting, scale_factor=0.5, mode="bilinear", antialias=True, align_corners=False)
    halves = _crops(half, size // 2, generator).to(device)
    seen = _features(vgg, crops, bf16, (*MOMENT_LAYERS, *NEIGHBOUR_LAYERS))
    moment, mean = _moments_of(seen)
    half_moment, half_mean = _moments_of(_features(vgg, halves, bf16, MOMENT_LAYERS))
    mirrored = _features(vgg, crops.flip(-1), bf16, NEIGHBOUR_LAYERS)
    banks, centres = {}, {}
    for layer in NEIGHBOUR_LAYERS:
        rows = torch.cat([seen[layer], mirrored[layer]]).float().permute(0, 2, 3, 1).flatten(0, 2)
        chosen = torch.randint(len(rows), (PLACES,), generator=generator).to(device)  # as many of every painting
        centres[layer] = rows.mean(dim=0)
        banks[layer] = F.normalize(rows[chosen] - centres[layer], dim=1).to(torch.bfloat16 if bf16 else torch.float32)
    return moment, mean, half_moment, half_mean, banks, centres


def _features(vgg: Vgg, crops: Tensor, bf16: bool, layers: tuple[str, ...]) -> dict[str, Tensor]:
    with torch.autocast(crops.device.type, torch.bfloat16, enabled=bf16):
        parts = [vgg(part, until="relu4_1", layers=layers) for part in crops.split(8)]
    return {layer: torch.cat([part[layer] for part in parts]) for layer in layers}


def _moments_of(seen: dict[str, Tensor]) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Return moments and means over all crops together."""
    found = {}
    for layer in MOMENT_LAYERS:
        whole = seen[layer].float().permute(1, 0, 2, 3).flatten(1)[None, :, None]  # (1, C, 1, crops * H * W)
        found[layer] = moments(whole)
    return {k: moment[0] for k, (moment, _) in found.items()}, {k: mean[0] for k, (_, mean) in found.items()}


def colours_of(painting: Tensor) -> Tensor:
    """Return what colours a painting (1, 3, H, W) has for each of TONES steps from dark to light: (TONES, HUES, 3).

    The places of each step are grouped by k-means; rare groups are replaced by the most common one.
    """
    places = F.avg_pool2d(painting, _PLACE)
    rows = places[0].flatten(1).T[luminance(places).flatten().argsort()]
    return torch.stack([_hues(part) for part in rows.tensor_split(TONES)])


def _hues(rows: Tensor) -> Tensor:
    found = rows[torch.linspace(0, len(rows) - 1, HUES).long()]
    for _ in range(12):
        nearest = torch.cdist(rows, found).argmin(dim=1)
        members = F.one_hot(nearest, HUES).float()
        found = torch.where(
            members.any(dim=0)[:, None], members.T @ rows / members.sum(dim=0).clamp(min=1)[:, None], found
        )
    shares = members.mean(dim=0)
    found[shares < _RARE] = found[shares.argmax()].clone()
    return found


def _crops(painting: Tensor, size: int, generator: Generator) -> Tensor:
    return torch.cat([_random_crop(painting, size, generator) for _ in range(CROPS)])


def _random_crop(painting: Tensor, size: int, generator: Generator) -> Tensor:
    height, width = painting.shape[-2:]
    size = min(size, height, width)
    top = int(torch.randint(height - size + 1, (1,), generator=generator))
    left = int(torch.randint(width - size + 1, (1,), generator=generator))
    return painting[..., top : top + size, left : left + size]
