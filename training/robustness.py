"""Measure what bad photos cost the reader: `python -m training.robustness --data DIR --split valid`.

Prints one JSON object: the accuracy on the strict faces of a split, untouched and under each condition, and what each
costs in points. `through_photo` puts every face into a photo, finds it with the detector and cuts it out again.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F
from torchvision.transforms.v2.functional import gaussian_blur

from emostyle.pipeline import choose_device
from emostyle.reading.emotion_net import FACE_SIZE
from emostyle.reading.faces import Detector, RetinaFace, crop_faces
from emostyle.reading.recognizer import Recognizer
from emostyle.weights.files import EMOTION_WEIGHTS, sha256_of
from training.common.configs import EvaluateEmotionConfig, from_command_line
from training.common.errors import DataError, plain_endings
from training.evaluate_emotion import predict
from training.reader.augment import as_jpeg
from training.reader.datasets import load_ferplus
from training.reader.metrics import select_strict

Change = Callable[[Tensor], Tensor]  # from faces (N, 1, 48, 48) uint8 to the same
PHOTO_ENLARGEMENT, PHOTO_MARGIN = 4, 120  # a face of 192 pixels with grey around it


def main(config: EvaluateEmotionConfig, detector: Detector | None = None) -> dict[str, Any]:
    """Return the accuracy under every condition; tests pass a detector of their own.

    Raises DataError, WeightsError, and OptionError for a device that is not here.
    """
    weights = config.weights or EMOTION_WEIGHTS
    data = load_ferplus(config.data, config.split)
    mask, labels = select_strict(data.votes)
    if not mask.any():
        raise DataError(f"The split {config.split} has no face that most people agree on, so nothing can be measured.")
    faces, labels = data.images[mask], labels[mask]
    recognizer = Recognizer.load(weights, choose_device(config.device))
    clean = accuracy(recognizer, faces, labels)
    return {
        "split": config.split,
        "faces": len(faces),
        "weights_sha256": sha256_of(weights),
        "accuracy": round(clean, 4),
        "conditions": {name: _cost(recognizer, change(faces), labels, clean) for name, change in CONDITIONS.items()},
        "sides": {str(side): _cost(recognizer, shrink(faces, side), labels, clean) for side in SIDES},
        "through_photo": _through_photo(recognizer, detector or RetinaFace.load(), faces, labels),
    }


def accuracy(recognizer: Recognizer, faces: Tensor, labels: Tensor) -> float:
    """Return the share of faces (N, 1, 48, 48) uint8 that are read as their labels (N,) say."""
    predicted = recognizer.probabilities(predict(recognizer, faces)).argmax(dim=1)
    return (predicted == labels).double().mean().item()


def blur(faces: Tensor) -> Tensor:
    """Blur with a Gaussian of 1.5 pixels, 1/32 of the face."""
    blurred: Tensor = gaussian_blur(faces, [9, 9], [1.5, 1.5])
    return blurred


def compress(faces: Tensor) -> Tensor:
    """Write every face as a JPEG of quality 30."""
    return torch.stack([as_jpeg(face[0], 30) for face in faces])[:, None]


def shrink(faces: Tensor, side: int) -> Tensor:
    """Scale down to `side` pixels and up again, as a small face in a photo is."""
    small = F.interpolate(faces.float(), size=(side, side), mode="area")
    return _as_pixels(F.interpolate(small, size=FACE_SIZE, mode="bilinear", align_corners=False))


def darken(faces: Tensor) -> Tensor:
    """Take three quarters of the light away and round to whole grey values."""
    return _as_pixels(faces.float() / 4)


def cover(faces: Tensor, top: float, bottom: float) -> Tensor:
    """Hide a band of the face, from `top` to `bottom` of its height, behind its mean grey."""
    covered = faces.clone()
    rows = slice(round(top * FACE_SIZE), round(bottom * FACE_SIZE))
    covered[:, :, rows] = faces.float().mean(dim=(2, 3), keepdim=True).round().to(torch.uint8)
    return covered


def move(faces: Tensor, degrees: float = 0.0, right: float = 0.0, down: float = 0.0, scale: float = 1.0) -> Tensor:
    """Cut faces out wrongly: turned, off by a share of their side, or from a square `scale` times as large."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    matrix = torch.tensor([[[cos * scale, -sin * scale, 2 * right], [sin * scale, cos * scale, 2 * down]]])
    grid = F.affine_grid(matrix.expand(len(faces), 2, 3), list(faces.shape), align_corners=False)
    return _as_pixels(F.grid_sample(faces.float(), grid, padding_mode="reflection", align_corners=False))


CONDITIONS: Mapping[str, Change] = {
    "blur": blur,
    "jpeg_30": compress,
    "half_resolution": partial(shrink, side=FACE_SIZE // 2),
    "tilt_+20": partial(move, degrees=20),
    "tilt_-20": partial(move, degrees=-20),
    "dark": darken,
    "crop_left_10": partial(move, right=-0.1),
    "crop_right_10": partial(move, right=0.1),
    "crop_up_10": partial(move, down=-0.1),
    "crop_down_10": partial(move, down=0.1),
    "crop_larger_10": partial(move, scale=1.1),
    "crop_smaller_10": partial(move, scale=0.9),
    "eyes_hidden": partial(cover, top=0.2, bottom=0.45),
    "mouth_hidden": partial(cover, top=0.65, bottom=0.95),
}
SIDES = (36, 32, 28, 24, 20, 16, 12, 8)  # pixels


def through_photo(faces: Tensor, detector: Detector) -> tuple[Tensor, Tensor]:
    """Put faces (N, 1, 48, 48) uint8 into photos, find them and cut them out: crops (M, 1, 48, 48), found (N,)."""
    crops, found = [], torch.zeros(len(faces), dtype=torch.bool)
    size = FACE_SIZE * PHOTO_ENLARGEMENT
    for i, face in enumerate(faces):
        large = F.interpolate(face[None].float() / 255, size=(size, size), mode="bicubic", align_corners=False)
        photo = F.pad(large.clamp(0, 1), [PHOTO_MARGIN] * 4, value=0.5).expand(1, 3, -1, -1)
        detected = detector.detect(photo.contiguous())
        if detected:
            found[i] = True
            crops.append(crop_faces(photo, detected[:1]))
    return (_as_pixels(torch.cat(crops) * 255) if crops else faces[:0]), found


def _through_photo(recognizer: Recognizer, detector: Detector, faces: Tensor, labels: Tensor) -> dict[str, Any]:
    crops, found = through_photo(faces, detector)
    if not found.any():
        return {"found": 0.0}
    direct = accuracy(recognizer, faces[found], labels[found])
    return {"found": round(found.double().mean().item(), 4)} | _cost(recognizer, crops, labels[found], direct)


def _cost(recognizer: Recognizer, faces: Tensor, labels: Tensor, clean: float) -> dict[str, float]:
    changed = accuracy(recognizer, faces, labels)
    return {"accuracy": round(changed, 4), "cost_in_points": round(100 * (clean - changed), 2)}


def _as_pixels(faces: Tensor) -> Tensor:
    return faces.round().clamp(0, 255).to(torch.uint8)


if __name__ == "__main__":
    with plain_endings():
        print(json.dumps(main(from_command_line(EvaluateEmotionConfig))))
