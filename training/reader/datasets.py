"""The data sets as tensors: FER+ faces with votes, content photographs with face boxes, and paintings."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from emostyle.emotions import EMOTIONS
from training.common.errors import DataError

VOTE_COLUMNS = 10  # neutral, happiness, surprise, sadness, anger, disgust, fear, contempt, unknown, not a face

Array = npt.NDArray[np.generic]


@dataclass(frozen=True, slots=True)
class FerPlus:
    """Faces of one split with the ten votes that people gave each."""

    images: Tensor  # uint8 (N, 1, 48, 48)
    votes: Tensor  # float32 (N, 10), counts

    def __len__(self) -> int:
        return len(self.images)


def load_ferplus(folder: Path, split: str) -> FerPlus:
    """Read FOLDER/SPLIT.npz: `images` (N, 48, 48), whole numbers 0..255, and `votes` (N, 10), counts.

    Raises DataError for a file that is missing, damaged or of another form.
    """
    path = folder / f"{split}.npz"
    if not path.is_file():
        raise DataError(f"{path} is missing: --data names a folder that holds {split}.npz.")
    images, votes = _read_arrays(path)
    if images.ndim != 3 or images.shape[1:] != (48, 48) or votes.shape != (len(images), VOTE_COLUMNS):
        raise DataError(f"{path}: expected images (N, 48, 48) and votes (N, 10), got {images.shape} and {votes.shape}.")
    if images.dtype.kind not in "ui" or not _within(images, 0, 255):
        raise DataError(f"{path}: the images must be whole numbers from 0 to 255, but they are {images.dtype}.")
    if votes.dtype.kind not in "uif" or not _within(votes, 0, np.inf):
        raise DataError(f"{path}: the votes must be counts of 0 or more, but they are {votes.dtype}.")
    return FerPlus(torch.from_numpy(images.astype(np.uint8))[:, None], torch.from_numpy(votes.astype(np.float32)))


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


def _read_arrays(path: Path) -> tuple[Array, Array]:
    try:
        with path.open("rb") as file, np.load(file) as arrays:
            return arrays["images"], arrays["votes"]
    except KeyError as error:
        raise DataError(f"{path} must hold the arrays `images` and `votes`: {error.args[0]}.") from error
    except (OSError, EOFError, ValueError, TypeError, BadZipFile, zlib.error) as error:
        raise DataError(f"{path} cannot be read as arrays ({error}): write it with numpy.savez.") from error


def _within(values: Array, low: float, high: float) -> bool:
    return bool(np.all((values >= low) & (values <= high)))  # type: ignore[operator]
