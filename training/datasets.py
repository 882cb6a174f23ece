"""The data sets as tensors: FER+ faces with votes, content photographs with face boxes, and paintings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from emostyle.emotions import EMOTIONS

VOTE_COLUMNS = 10  # neutral, happiness, surprise, sadness, anger, disgust, fear, contempt, unknown, not a face


@dataclass(frozen=True, slots=True)
class FerPlus:
    """Faces of one split with the ten votes that people gave each."""

    images: Tensor  # uint8 (N, 1, 48, 48)
    votes: Tensor  # float32 (N, 10), counts

    def __len__(self) -> int:
        return len(self.images)


def load_ferplus(folder: Path, split: str) -> FerPlus:
    """Read FOLDER/SPLIT.npz: `images` uint8 (N, 48, 48) and `votes` uint8 (N, 10)."""
    path = folder / f"{split}.npz"
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: --data names a folder that holds {split}.npz")
    with np.load(path) as arrays:
        images, votes = arrays["images"], arrays["votes"]
    if images.ndim != 3 or images.shape[1:] != (48, 48) or votes.shape != (len(images), VOTE_COLUMNS):
        raise ValueError(f"{path}: want images (N, 48, 48) and votes (N, 10), got {images.shape} and {votes.shape}")
    return FerPlus(torch.from_numpy(images)[:, None], torch.from_numpy(votes).float())


def clean_votes(votes: Tensor) -> Tensor:
    """Set single votes to 0, which are mostly slips of the hand (Barsoum 2016): (N, 10) to (N, 10)."""
    return torch.where(votes > 1, votes, torch.zeros_like(votes))


def vote_targets(votes: Tensor) -> tuple[Tensor, Tensor]:
    """Return probabilities of the seven emotions (N, 7), and which faces have any vote for them (N,)."""
    seven = clean_votes(votes)[:, : len(EMOTIONS)]
    total = seven.sum(dim=1, keepdim=True)
    return seven / total.clamp(min=1), total[:, 0] > 0


def training_faces(data: FerPlus, limit: int = 0) -> tuple[Tensor, Tensor]:
    """Return images (M, 1, 48, 48) uint8 and targets (M, 7) of the faces that can be learnt from."""
    targets, usable = vote_targets(data.votes)
    images, targets = data.images[usable], targets[usable]
    return (images[:limit], targets[:limit]) if limit else (images, targets)
