"""Measure the painter: `python -m training.evaluate_style --content DIR --styles DIR --vgg FILE`.

Prints one JSON object. Every style is painted at strength 1, or at its own, on the middle square of every photo; the
photos must be ones that it was not trained on.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F
from tqdm import tqdm

from emostyle.faces import RetinaFace, crop_faces
from emostyle.palette import ARTWORKS, all_style_names
from emostyle.pipeline import choose_device
from emostyle.recognizer import Recognizer
from emostyle.stylizer import Stylizer
from emostyle.weights import STYLE_WEIGHTS, sha256_of
from training.configs import EvaluateStyleConfig, from_command_line
from training.errors import plain_endings
from training.losses import content_loss, style_loss
from training.paintings import load_paintings, style_targets
from training.photographs import Photograph, load_photographs
from training.vgg import CONTENT_LAYER, Vgg, load_vgg

SHIPPED_STRENGTHS = {artwork.style: artwork.strength for works in ARTWORKS.values() for artwork in works}
FACE_MATCH = 0.5  # least intersection over union for a painted face to be the same face


@dataclass(frozen=True, slots=True)
class Judge:
    """All that looks at paintings."""

    vgg: Vgg
    detector: RetinaFace
    recognizer: Recognizer


def main(config: EvaluateStyleConfig, vgg: Vgg | None = None) -> dict[str, Any]:
    """Return the figures by style, and of the identity style; tests pass a loss network of their own.

    Figures that need a face are None where there is none. Raises DataError, WeightsError, and OptionError for a device
    that is not here.
    """
    weights = config.weights or STYLE_WEIGHTS
    device = choose_device(config.device)
    stylizer = Stylizer.load(weights, device)
    judge = Judge((vgg or load_vgg(config.vgg)).to(device), RetinaFace(1), Recognizer.load(device=device))
    held = [style for style in all_style_names() if style in stylizer.styles]
    paintings = load_paintings(config.styles, config.style_size, held)
    targets = style_targets(judge.vgg, paintings, config.size, device)
    photos = [square(photo, config.size) for photo in load_photographs(config.content, limit=config.limit)]
    figures: dict[str, Any] = {"photos": len(photos), "size": config.size, "weights_sha256": sha256_of(weights)}
    strengths = SHIPPED_STRENGTHS if config.shipped_strength else {}
    figures["styles"] = {
        style: _measure(
            judge,
            partial(_paint, stylizer, style, strengths.get(style, 1.0)),
            photos,
            {name: t[i : i + 1] for name, t in targets.items()},
        )
        for i, style in enumerate(tqdm(paintings, desc="styles", leave=False))
    }
    figures["identity_psnr_db"] = round(sum(_psnr(stylizer, photo) for photo in photos) / len(photos), 2)
    if config.sheet:
        draw_sheet(stylizer, photos[:6], tuple(paintings), config.sheet)
    return figures


def square(photo: Photograph, size: int) -> Tensor:
    """Scale a photo to `size` pixels on its short side and cut out the middle: (1, 3, size, size) in 0..1."""
    pixels = photo.pixels[None].float() / 255
    height, width = pixels.shape[-2:]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    pixels = pixels[..., top : top + side, left : left + side]
    return F.interpolate(pixels, size=(size, size), mode="bilinear", antialias=True, align_corners=False).clamp(0, 1)


def _paint(stylizer: Stylizer, style: str, strength: float, photo: Tensor) -> Tensor:
    return stylizer.paint(photo, stylizer.mix_vector({style: 1.0}, strength))


@torch.inference_mode()
def _measure(
    judge: Judge, paint: Callable[[Tensor], Tensor], photos: list[Tensor], wanted: dict[str, Tensor]
) -> dict[str, float | None]:
    device = next(judge.vgg.parameters()).device
    rows = []
    for photo in photos:
        painted = paint(photo)
        seen, before = judge.vgg(painted.to(device)), judge.vgg(photo.to(device))
        found, faces, same = _faces(judge, photo, painted)
        rows.append(
            {
                "style": style_loss(seen, wanted).item(),
                "style_of_photo": style_loss(before, wanted).item(),
                "content": content_loss(seen[CONTENT_LAYER], before[CONTENT_LAYER]).item(),
                "found": found,
                "faces": faces,
                "same": same,
            }
        )
    return _summary(rows)


def _summary(rows: list[dict[str, float]]) -> dict[str, float | None]:
    def mean(name: str) -> float:
        return sum(row[name] for row in rows) / len(rows)

    faces, found = sum(row["faces"] for row in rows), sum(row["found"] for row in rows)
    return {
        "style_loss": round(mean("style"), 4),
        "style_loss_of_photo": round(mean("style_of_photo"), 4),
        "content_loss": round(mean("content"), 4),
        "nearer_to_style_than_photo": round(sum(row["style"] < row["style_of_photo"] for row in rows) / len(rows), 4),
        "faces": faces,
        "faces_found": round(found / faces, 4) if faces else None,
        "faces_read_as_before": round(sum(row["same"] for row in rows) / found, 4) if found else None,
    }


def _faces(judge: Judge, photo: Tensor, painted: Tensor) -> tuple[int, int, int]:
    """Count the photo's faces that are found again, all faces of the photo, and found ones read as before."""
    before, after = judge.detector.detect(photo), judge.detector.detect(painted)
    pairs = []
    for face in before:
        matches = [other for other in after if face.box.overlap(other.box) > FACE_MATCH]
        pairs += [(face, matches[0])] if matches else []
    if not pairs:
        return 0, len(before), 0
    old = judge.recognizer.read(crop_faces(photo, [pair[0] for pair in pairs])).argmax(dim=1)
    new = judge.recognizer.read(crop_faces(painted, [pair[1] for pair in pairs])).argmax(dim=1)
    return len(pairs), len(before), int((old == new).sum())


def _psnr(stylizer: Stylizer, photo: Tensor) -> float:
    style = stylizer.styles[0]
    error = (stylizer.paint(photo, stylizer.mix_vector({style: 1.0}, strength=0.0)) - photo).square().mean().item()
    return -10 * math.log10(max(error, 1e-10))


def draw_sheet(stylizer: Stylizer, photos: list[Tensor], styles: tuple[str, ...], path: Path) -> None:
    """Draw photos (rows) in every style (columns) into a PNG, the photo itself first."""
    from torchvision.utils import make_grid, save_image

    rows = [torch.cat([p, *(stylizer.paint(p, stylizer.mix_vector({style: 1.0})) for style in styles)]) for p in photos]
    path.parent.mkdir(parents=True, exist_ok=True)
    save_image(make_grid(torch.cat(rows), nrow=len(styles) + 1), path)


if __name__ == "__main__":
    with plain_endings():
        print(json.dumps(main(from_command_line(EvaluateStyleConfig))))
