"""Measure the painter: `python -m training.evaluate_style --content DIR --styles DIR --vgg FILE`.

Prints one JSON object. Every style is painted at strength 1, or at its own, on the middle square of every photo; the
photos must be ones that it was not trained on. What each figure means stands in docs/training.md.
"""

from __future__ import annotations

import json
import math
import statistics
from itertools import pairwise
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F
from tqdm import tqdm

from emostyle.devices import choose_device
from emostyle.faces import RetinaFace
from emostyle.headers import STYLE_WEIGHTS, sha256_of
from emostyle.palette import ARTWORKS, all_style_names, style_names
from emostyle.recognizer import Recognizer
from emostyle.stylizer import Stylizer
from training.configs import EvaluateStyleConfig, from_command_line
from training.errors import plain_endings
from training.losses import style_loss
from training.lpips_distance import load_heads
from training.paintings import load_paintings, style_targets
from training.photographs import Photograph, load_photographs
from training.style_figures import Goal, Judge, Paint, lbfgs_steps, measure_styles
from training.vgg import Vgg, load_vgg

SHIPPED_STRENGTHS = {artwork.style: artwork.strength for works in ARTWORKS.values() for artwork in works}
MOST_DB = 100.0  # of a photo that comes back without any error


def main(config: EvaluateStyleConfig, vgg: Vgg | None = None) -> dict[str, Any]:
    """Return the figures by style, and of the identity style; tests pass a loss network of their own.

    Figures that cannot be measured are None. Raises DataError, WeightsError, and OptionError for a device that is not
    here.
    """
    weights = config.weights or STYLE_WEIGHTS
    device = choose_device(config.device)
    stylizer = Stylizer.load(weights, device)
    recognizer = Recognizer.load(device=device)
    judge = Judge((vgg or load_vgg(config.vgg)).to(device), RetinaFace(1), recognizer, load_heads())
    wanted = config.only or all_style_names()
    held = [style for style in all_style_names() if style in stylizer.styles and style in wanted]
    strengths = SHIPPED_STRENGTHS if config.shipped_strength else dict.fromkeys(held, 1.0)
    paintings = load_paintings(config.styles, config.style_size, held)
    targets = style_targets(judge.vgg, paintings, config.size, device)
    goals = [
        Goal(
            style,
            {layer: found[i : i + 1] for layer, found in targets.items()},
            middle(painting, config.size),
            painter_of(stylizer, style),
            strengths[style],
        )
        for i, (style, painting) in enumerate(paintings.items())
    ]
    photos = [square(photo, config.size) for photo in load_photographs(config.content, limit=config.limit)]
    figures: dict[str, Any] = {"photos": len(photos), "size": config.size, "weights_sha256": sha256_of(weights)}
    figures["styles"] = dict(zip([goal.style for goal in goals], measure_styles(judge, goals, photos), strict=True))
    figures["identity_psnr_db"] = round(sum(psnr(stylizer, photo) for photo in photos) / len(photos), 2)
    firsts = [goal for goal in goals if goal.style in style_names()]
    figures["blends_between"] = blends_between(judge, stylizer, firsts, photos)
    figures["lbfgs"] = measure_lbfgs(judge.vgg, firsts, photos[: config.gatys_photos], config)
    if config.sheet:
        draw_sheet(stylizer, photos[: config.sheet_photos], tuple(held), config.sheet)
    return figures


def square(photo: Photograph, size: int) -> Tensor:
    """Scale a photo to `size` pixels on its short side and cut out the middle: (1, 3, size, size) in 0..1."""
    return middle(photo.pixels[None].float() / 255, size)


def middle(picture: Tensor, size: int) -> Tensor:
    """Cut the middle out of (1, 3, H, W), as large as it goes, and scale it: (1, 3, size, size) in 0..1."""
    height, width = picture.shape[-2:]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    cut = picture[..., top : top + side, left : left + side]
    return F.interpolate(cut, size=(size, size), mode="bilinear", antialias=True, align_corners=False).clamp(0, 1)


def painter_of(stylizer: Stylizer, style: str) -> Paint:
    """Return what paints a photo in one style, at a strength."""

    def paint(photo: Tensor, strength: float) -> Tensor:
        return stylizer.paint(photo, stylizer.mix_vector({style: 1.0}, strength))

    return paint


def psnr(stylizer: Stylizer, photo: Tensor) -> float:
    """Return how well strength 0 gives a photo back, in dB."""
    error = (painter_of(stylizer, stylizer.styles[0])(photo, 0.0) - photo).square().mean().item()
    return min(MOST_DB, -10 * math.log10(max(error, 1e-10)))


@torch.inference_mode()
def blends_between(judge: Judge, stylizer: Stylizer, goals: list[Goal], photos: list[Tensor]) -> float | None:
    """Return how often an even blend of two styles lies between its ends, in its distance from each of the two."""
    device = next(judge.vgg.parameters()).device
    held = []
    for one, other in pairwise(goals):
        for photo in photos:
            mixes = ({one.style: 1.0}, {one.style: 1.0, other.style: 1.0}, {other.style: 1.0})
            seen = [judge.vgg(stylizer.paint(photo, stylizer.mix_vector(mix)).to(device)) for mix in mixes]
            near, between, far = (style_loss(activations, one.wanted).item() for activations in seen)
            far_back, between_back, near_back = (style_loss(activations, other.wanted).item() for activations in seen)
            held.append(near <= between <= far and near_back <= between_back <= far_back)
    return round(sum(held) / len(held), 4) if held else None


def measure_lbfgs(
    vgg: Vgg, goals: list[Goal], photos: list[Tensor], config: EvaluateStyleConfig
) -> dict[str, Any] | None:
    """Return the median steps of L-BFGS by first choice and over all, and the most that were tried.

    None without photos or first choices.
    """
    weights = (config.style_weight, config.content_weight)
    steps = {
        goal.style: lbfgs_steps(vgg, goal, photos, weights, config.gatys_steps, config.gatys_start)
        for goal in tqdm(goals, desc="L-BFGS", leave=False)
    }
    known = [count for count in steps.values() if count is not None]
    how = {"most": config.gatys_steps, "start": config.gatys_start}
    return {"median": statistics.median(known), **how, "styles": steps} if known else None


def draw_sheet(stylizer: Stylizer, photos: list[Tensor], styles: tuple[str, ...], path: Path) -> None:
    """Draw photos (rows) in every style (columns) into a PNG, the photo itself first."""
    from torchvision.utils import make_grid, save_image

    rows = [torch.cat([p, *(stylizer.paint(p, stylizer.mix_vector({style: 1.0})) for style in styles)]) for p in photos]
    path.parent.mkdir(parents=True, exist_ok=True)
    save_image(make_grid(torch.cat(rows), nrow=len(styles) + 1), path)


if __name__ == "__main__":
    with plain_endings():
        print(json.dumps(main(from_command_line(EvaluateStyleConfig))))
