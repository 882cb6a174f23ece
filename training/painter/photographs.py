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
from emostyle.imaging.images import decode, to_tensor
from emostyle.imaging.photo_files import photos_in
from emostyle.painting.face_masks import head
from emostyle.reading.faces import Box, RetinaFace
from training.common.errors import DataError
from training.losses.style_content import luminance

SHORT_SIDE = 384  # pixels: the scale in which the painter learns, as if every photo were as large
# Side of a crop in that photo relative to the side that the network sees. Up to the whole photo: instance normalisation
# sees of a face alone other tones than of a face before a white wall.
ZOOM = (0.8, 2.0)


@dataclass(frozen=True, slots=True)
class Photograph:
    """One decoded photo with its faces."""

    pixels: Tensor  # uint8 (3, H, W)
    faces: Tensor  # float (F, 4): left, top, right, bottom in pixels
    tones: Tensor  # float (2, 256): how light a luma of 0..255 is within this photo, and in a head of it, 0..1


def load_photographs(folder: Path, faces_file: Path | None = None, limit: int = 0) -> list[Photograph]:
    """Decode every photo of a folder; find faces once and keep them in `faces_file`, if that is given.

    Raises DataError for a folder without photos, a photo that cannot be read and a damaged `faces_file`.
    """
    paths = photos_of(folder)
    paths, known = paths[:limit] if limit else paths, _known_faces(faces_file)
    detector, photographs = RetinaFace.load(), []
    for path in tqdm(paths, desc="photographs", leave=False):
        try:
            image = to_tensor(decode(path.read_bytes()))
        except PhotoError as error:
            raise DataError(f"{path}: {error}") from error
        if path.name not in known:
            boxes = [face.box for face in detector.detect(image)]
            known[path.name] = [[b.left, b.top, b.left + b.width, b.top + b.height] for b in boxes]
        faces = torch.tensor(known[path.name], dtype=torch.float32).reshape(-1, 4)
        photographs.append(Photograph((image[0] * 255).round().byte(), faces, tones_of(image)))
    if faces_file:
        faces_file.parent.mkdir(parents=True, exist_ok=True)
        faces_file.write_text(json.dumps(known))
    return photographs


def photos_of(folder: Path) -> list[Path]:
    """Return the paths of the photos that --content names; raise DataError for what is no folder or holds none."""
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
        raise DataError(f"{faces_file} is not the JSON that --faces expects ({error}): remove it.") from error
    return known


@dataclass(frozen=True, slots=True)
class Crops:
    """Squares that were cut out of photographs."""

    photos: Tensor  # (N, 3, size, size) in 0..1
    mattes: Tensor  # (N, 1, size, size), 1 on heads, 0 far from them, smooth between
    tones: Tensor  # (N, 1, size, size) in 0..1, how light each place is within its whole photo


def sample_batch(
    photographs: list[Photograph], size: int, count: int, face_share: float, generator: Generator
) -> Crops:
    """Crop `count` photos at random, scaled to squares of `size` pixels."""
    chosen = torch.randint(len(photographs), (count,), generator=generator).tolist()
    crops = [random_crop(photographs[i], size, face_share, generator) for i in chosen]
    return Crops(*(torch.cat(parts) for parts in zip(*crops, strict=True)))


def random_crop(photo: Photograph, size: int, face_share: float, generator: Generator) -> tuple[Tensor, ...]:
    """Cut one square at a random place, in the scale in which photos are painted or smaller.

    Returns pixels (1, 3, size, size) in 0..1, the matte (1, 1, size, size) of the heads in them, and their tones.
    """
    u = torch.rand(6, generator=generator).tolist()
    height, width = photo.pixels.shape[-2:]
    zoom = ZOOM[0] + u[0] * (ZOOM[1] - ZOOM[0])
    side = min(round(size * min(height, width) / SHORT_SIDE * zoom), height, width)
    top, left = u[1] * (height - side), u[2] * (width - side)
    if len(photo.faces) and u[3] < face_share:
        x0, y0, x1, y1 = photo.faces[int(u[4] * len(photo.faces))].tolist()
        top, left = (y0 + y1) / 2 - side * (0.3 + 0.4 * u[1]), (x0 + x1) / 2 - side * (0.3 + 0.4 * u[2])
    top, left = int(min(max(top, 0), height - side)), int(min(max(left, 0), width - side))
    crop = photo.pixels[None, :, top : top + side, left : left + side].float() / 255
    crop = F.interpolate(crop, size=(size, size), mode="bilinear", antialias=True, align_corners=False).clamp(0, 1)
    matte = _matte(photo.faces, top, left, size / side, size)
    everywhere, in_heads = photo.tones[:, (luminance(crop) * 255).round().long()]
    tones = everywhere.lerp(in_heads, matte)
    return (crop, matte, tones) if u[5] < 0.5 else (crop.flip(-1), matte.flip(-1), tones.flip(-1))


def tones_of(photo: Tensor) -> Tensor:
    """Return how light each luma of 0..255 is within a photo (1, 3, H, W), and in its heads: (2, 256), 0..1.

    It is half the rank of a luma, half its place between the darkest and the lightest. By ranks alone, the grain of an
    even wall would get every colour that a painting has from dark to light; by places alone, a pale photo would get
    none but pale ones. In heads the rank counts only where it makes them lighter: before a white wall a face has a low
    rank, and would come out dark.
    """
    counts = torch.bincount((luminance(photo) * 255).round().long().flatten(), minlength=256).float()
    rank = (counts.cumsum(0) - counts / 2) / counts.sum()
    low, high = (int((rank < share).sum()) for share in (0.01, 0.99))
    place = ((torch.arange(256) - low) / max(1, high - low)).clamp(0, 1)
    tones = (rank + place) / 2
    return torch.stack([tones, torch.maximum(tones, place)])


def _matte(faces: Tensor, top: int, left: int, scale: float, size: int) -> Tensor:
    places, matte = torch.arange(size) + 0.5, torch.zeros(size, size)
    for x0, y0, x1, y1 in ((faces - torch.tensor([left, top, left, top])) * scale).round().int().tolist():
        matte = torch.maximum(matte, head(Box(x0, y0, max(1, x1 - x0), max(1, y1 - y0)), places, places))
    return matte[None, None]
