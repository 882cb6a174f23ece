"""Photographs to learn painting on: decoded once, cropped at random, with more weight on faces."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Generator, Tensor
from torch.nn import functional as F
from tqdm import tqdm

from emostyle.errors import PhotoError
from emostyle.faces import RetinaFace
from emostyle.files import photos_in
from emostyle.images import decode, to_tensor
from training.errors import DataError
from training.face_crops import readable

ZOOM = (0.7, 2.2)  # side of a crop in the photo relative to the side that the network sees


@dataclass(frozen=True, slots=True)
class Photograph:
    """One decoded photo with its faces."""

    pixels: Tensor  # uint8 (3, H, W)
    faces: Tensor  # float (F, 4): left, top, right, bottom in pixels


def load_photographs(folder: Path, faces_file: Path | None = None, limit: int = 0) -> list[Photograph]:
    """Decode every photo of a folder; find faces once and keep them in `faces_file`, if that is given.

    Raises DataError for a folder without photos, a photo that cannot be read and a damaged `faces_file`.
    """
    paths = _paths(folder)
    paths, known = paths[:limit] if limit else paths, _known_faces(faces_file)
    detector, photographs = RetinaFace(threads=1), []
    for path in tqdm(paths, desc="photographs", leave=False):
        try:
            image = to_tensor(decode(path.read_bytes()))
        except PhotoError as error:
            raise DataError(f"{path}: {error}") from error
        if path.name not in known:
            boxes = [face.box for face in detector.detect(image)]
            known[path.name] = [[b.left, b.top, b.left + b.width, b.top + b.height] for b in boxes]
        faces = torch.tensor(known[path.name], dtype=torch.float32).reshape(-1, 4)
        photographs.append(Photograph((image[0] * 255).round().byte(), faces))
    if faces_file:
        faces_file.parent.mkdir(parents=True, exist_ok=True)
        faces_file.write_text(json.dumps(known))
    return photographs


def _paths(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise DataError(f"{folder} is no folder: --content names a folder of pictures.")
    found = photos_in(folder)
    if not found:
        raise DataError(f"{folder} holds no photos: --content names a folder of pictures.")
    return found


def _known_faces(faces_file: Path | None) -> dict[str, list[list[int]]]:
    if not faces_file or not faces_file.exists():
        return {}
    try:
        known: dict[str, list[list[int]]] = json.loads(faces_file.read_text())
    except (OSError, ValueError) as error:
        raise DataError(f"{faces_file} is not the JSON that --faces wants ({error}): remove it.") from error
    return known


@dataclass(frozen=True, slots=True)
class Crops:
    """Squares that were cut out of photographs."""

    photos: Tensor  # (N, 3, size, size) in 0..1
    masks: Tensor  # (N, 1, size, size), 1 inside faces
    faces: Tensor  # (F, 5): sample, left, top, right, bottom in pixels, of the faces that are large enough to be read


def sample_batch(
    photographs: list[Photograph], size: int, count: int, face_share: float, generator: Generator
) -> Crops:
    """Crop `count` photos at random, scaled to squares of `size` pixels."""
    chosen = torch.randint(len(photographs), (count,), generator=generator).tolist()
    crops = [random_crop(photographs[i], size, face_share, generator) for i in chosen]
    faces = [F.pad(boxes, (1, 0), value=i) for i, (_, _, boxes) in enumerate(crops)]
    return Crops(torch.cat([c[0] for c in crops]), torch.cat([c[1] for c in crops]), torch.cat(faces))


def random_crop(photo: Photograph, size: int, face_share: float, generator: Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Cut one square at a random place and scale.

    Returns pixels (1, 3, size, size) in 0..1, a mask of the same size that is 1 where faces are, and the boxes (F, 4)
    of the faces that can be read.
    """
    u = torch.rand(6, generator=generator).tolist()
    height, width = photo.pixels.shape[-2:]
    side = min(round(size * (ZOOM[0] + u[0] * (ZOOM[1] - ZOOM[0]))), height, width)
    top, left = u[1] * (height - side), u[2] * (width - side)
    if len(photo.faces) and u[3] < face_share:
        x0, y0, x1, y1 = photo.faces[int(u[4] * len(photo.faces))].tolist()
        top, left = (y0 + y1) / 2 - side * (0.3 + 0.4 * u[1]), (x0 + x1) / 2 - side * (0.3 + 0.4 * u[2])
    top, left = int(min(max(top, 0), height - side)), int(min(max(left, 0), width - side))
    crop = photo.pixels[None, :, top : top + side, left : left + side].float() / 255
    crop = F.interpolate(crop, size=(size, size), mode="bilinear", antialias=True, align_corners=False).clamp(0, 1)
    mask = _face_mask(photo.faces, top, left, size / side, size)
    boxes = readable((photo.faces - torch.tensor([left, top, left, top])) * (size / side), size)
    if u[5] >= 0.5:
        return crop, mask, boxes
    mirrored = boxes[:, [2, 1, 0, 3]] * torch.tensor([-1.0, 1, -1, 1]) + torch.tensor([size, 0, size, 0])
    return crop.flip(-1), mask.flip(-1), mirrored


def _face_mask(faces: Tensor, top: int, left: int, scale: float, size: int) -> Tensor:
    mask = torch.zeros(1, 1, size, size)
    for x0, y0, x1, y1 in faces.tolist():
        rows = slice(max(0, int((y0 - top) * scale)), max(0, int((y1 - top) * scale)))
        columns = slice(max(0, int((x0 - left) * scale)), max(0, int((x1 - left) * scale)))
        mask[..., rows, columns] = 1
    return mask
