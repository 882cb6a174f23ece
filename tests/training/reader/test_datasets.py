"""Faces and votes come in as they were written, and files of another form are named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import torch

from training.common.errors import DataError
from training.reader.datasets import FerPlus, clean_votes, load_ferplus, training_faces, vote_targets

FACES = np.zeros((2, 48, 48), np.uint8)
VOTES = np.zeros((2, 10), np.uint8)


def test_faces_and_votes_are_read_unchanged(tmp_path: Path) -> None:
    images = np.arange(2 * 48 * 48).reshape(2, 48, 48) % 256  # int64
    votes = np.arange(20, dtype=np.uint8).reshape(2, 10)
    np.savez(tmp_path / "some.npz", images=images, votes=votes)

    data = load_ferplus(tmp_path, "some")

    assert len(data) == 2
    assert data.images.dtype == torch.uint8
    assert data.images.shape == (2, 1, 48, 48)
    assert data.images[1, 0].tolist() == images[1].tolist()
    assert data.votes.tolist() == votes.tolist()


def test_a_missing_split_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere\.npz is missing: --data names a folder"):
        load_ferplus(tmp_path, "nowhere")


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        ({"images": FACES}, "must hold the arrays `images` and `votes`"),
        ({"votes": VOTES}, "must hold the arrays `images` and `votes`"),
        ({"images": FACES[:, :32, :32], "votes": VOTES}, r"expected images .* got \(2, 32, 32\)"),
        ({"images": FACES, "votes": VOTES[:, :7]}, r"got \(2, 48, 48\) and \(2, 7\)"),
        ({"images": FACES, "votes": VOTES[:1]}, r"got \(2, 48, 48\) and \(1, 10\)"),
        ({"images": FACES / 255, "votes": VOTES}, "whole numbers from 0 to 255, but they are float64"),
        ({"images": FACES.astype(np.int16) - 1, "votes": VOTES}, "whole numbers from 0 to 255"),
        ({"images": FACES, "votes": VOTES - 1.0}, "counts of 0 or more"),
        ({"images": FACES, "votes": VOTES * np.nan}, "counts of 0 or more"),
        ({"images": FACES, "votes": VOTES.astype(str)}, "counts of 0 or more"),
        ({"images": FACES.astype(object), "votes": VOTES}, "cannot be read as arrays"),
    ],
)
def test_arrays_of_another_form_are_refused(
    arrays: dict[str, npt.NDArray[np.generic]], words: str, tmp_path: Path
) -> None:
    np.savez(tmp_path / "odd.npz", **arrays)  # type: ignore[arg-type]

    with pytest.raises(DataError, match=words):
        load_ferplus(tmp_path, "odd")


@pytest.mark.parametrize("content", [b"", b"no arrays", b"PK\x03\x04 cut short"])
def test_a_file_that_is_no_archive_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "odd.npz").write_bytes(content)

    with pytest.raises(DataError, match=r"odd\.npz cannot be read as arrays"):
        load_ferplus(tmp_path, "odd")


def test_a_single_array_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "odd.npz").open("wb") as file:
        np.save(file, FACES)

    with pytest.raises(DataError, match="cannot be read as arrays"):
        load_ferplus(tmp_path, "odd")


def test_single_votes_are_slips() -> None:
    assert clean_votes(torch.tensor([[1.0, 2, 0, 1, 9]])).tolist() == [[0, 2, 0, 0, 9]]


def test_targets_drop_single_votes_and_classes_that_are_not_ours() -> None:
    votes = torch.tensor([[4.0, 4, 1, 0, 0, 0, 0, 5, 0, 0], [0, 0, 0, 0, 0, 0, 0, 10, 0, 0]])

    targets, usable = vote_targets(votes)

    assert targets[0].tolist() == [0.5, 0.5, 0, 0, 0, 0, 0]
    assert usable.tolist() == [True, False]


def test_faces_without_a_target_are_not_learnt_from() -> None:
    images = torch.arange(3, dtype=torch.uint8).view(3, 1, 1, 1).expand(3, 1, 48, 48)
    votes = torch.zeros(3, 10)
    votes[0, 1], votes[1, 9], votes[2, 3] = 8, 8, 8  # happy, not a face, sad

    faces, targets = training_faces(FerPlus(images, votes))

    assert faces[:, 0, 0, 0].tolist() == [0, 2]
    assert targets.argmax(dim=1).tolist() == [1, 3]
    assert len(training_faces(FerPlus(images, votes), limit=1)[0]) == 1
