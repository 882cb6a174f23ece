"""Faces in a batch, as the reader sees them: grey, 48 × 48, cut so that gradients flow back into the picture."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from emostyle.emotion_net import FACE_SIZE, EmotionNet
from emostyle.faces import CROP_SCALE
from training.artefacts import luminance

LEAST_SIDE = 24  # pixels; smaller faces say nothing
_OVERSAMPLING = 2  # samples per pixel and side


def cut_faces(pictures: Tensor, faces: Tensor) -> Tensor:
    """Cut faces (F, 5), each sample, left, top, right, bottom in pixels, out of (N, 3, H, W): (F, 1, 48, 48).

    They are not turned: the detector's eyes are not kept with the training photographs.
    """
    grey = luminance(pictures)
    height, width = pictures.shape[-2:]
    sample, left, top, right, bottom = faces.unbind(dim=1)
    side = (bottom - top) * CROP_SCALE
    count = FACE_SIZE * _OVERSAMPLING
    steps = (torch.arange(count, device=faces.device) + 0.5) / count - 0.5
    x = ((left + right) / 2)[:, None] + side[:, None] * steps  # (F, 96)
    y = ((top + bottom) / 2)[:, None] + side[:, None] * steps
    grid = torch.stack(
        [(x / width * 2 - 1)[:, None, :].expand(-1, count, -1), (y / height * 2 - 1)[:, :, None].expand(-1, -1, count)],
        dim=-1,
    )  # (F, 96, 96, 2)
    crops = F.grid_sample(grey[sample.long()], grid, padding_mode="border", align_corners=False)
    return F.avg_pool2d(crops, _OVERSAMPLING)


def face_features(reader: EmotionNet, pictures: Tensor, faces: Tensor) -> Tensor:
    """Return what the reader knows of each face before it decides: (F, features)."""
    return reader.features(cut_faces(pictures, faces))


def readable(boxes: Tensor, size: int) -> Tensor:
    """Choose the boxes (F, 4) that lie inside a square picture of `size` pixels and are large enough to be read."""
    inside = (boxes[:, :2] >= -0.1 * LEAST_SIDE).all(dim=1) & (boxes[:, 2:] <= size + 0.1 * LEAST_SIDE).all(dim=1)
    return boxes[inside & ((boxes[:, 3] - boxes[:, 1]) >= LEAST_SIDE)]
