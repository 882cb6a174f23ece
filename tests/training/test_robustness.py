"""Bad photos are imitated as their names say, and what they cost is measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from torch import Tensor

from emostyle.reading.faces import Box, Face
from training import robustness
from training.common.configs import EvaluateEmotionConfig
from training.common.errors import DataError
from training.robustness import CONDITIONS, SIDES, cover, darken, main, move, shrink, through_photo


class Square:
    """A detector that knows where the face of 192 pixels lies, and finds none in a dark photo."""

    def detect(self, image: Tensor) -> tuple[Face, ...]:
        middle = image[0, 0, 120:312, 120:312]
        box = Box(120, 118, 192, 196)  # 1.02 times as high as the face, as RetinaFace draws boxes
        return (Face(box, (170.0, 190.0), (262.0, 190.0), 1.0),) if middle.mean() > 0.02 else ()


@pytest.fixture
def faces() -> Tensor:
    generator = torch.Generator().manual_seed(3)
    coarse = torch.rand(6, 1, 6, 6, generator=generator) * 255
    return torch.nn.functional.interpolate(coarse, size=48, mode="bilinear").to(torch.uint8)


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_changes_faces_and_keeps_their_form(name: str, faces: Tensor) -> None:
    changed = CONDITIONS[name](faces)

    assert (changed.shape, changed.dtype) == (faces.shape, torch.uint8)
    assert not torch.equal(changed, faces)


def test_a_crop_that_is_off_to_the_right_shows_the_face_further_left(faces: Tensor) -> None:
    shifted = move(faces, right=0.125)

    assert (shifted[..., :40].int() - faces[..., 6:46].int()).abs().float().mean() < 1


def test_turning_one_way_and_back_gives_nearly_the_same_middle(faces: Tensor) -> None:
    back = move(move(faces, degrees=20), degrees=-20)

    middle = (..., slice(14, 34), slice(14, 34))
    assert (back[middle].int() - faces[middle].int()).abs().float().mean() < 6


def test_covering_hides_a_band_and_nothing_else(faces: Tensor) -> None:
    hidden = cover(faces, 0.25, 0.5)

    assert all(len(face[:, 12:24].unique()) == 1 for face in hidden)
    assert torch.equal(hidden[:, :, 24:], faces[:, :, 24:])


def test_dark_faces_keep_a_quarter_of_their_light(faces: Tensor) -> None:
    assert darken(faces).float().mean().item() == pytest.approx(faces.float().mean().item() / 4, abs=0.5)


def test_small_faces_lose_detail() -> None:
    stripes = torch.zeros(1, 1, 48, 48, dtype=torch.uint8)
    stripes[..., ::2] = 255

    assert shrink(stripes, 24).float().std() < 5


def test_a_face_put_into_a_photo_comes_back_as_it_was(faces: Tensor) -> None:
    faces[0] = 0  # a dark photo, in which nothing is found

    crops, found = through_photo(faces, Square())

    assert found.tolist() == [False] + [True] * 5
    assert (crops.int() - faces[1:].int()).abs().float().mean() < 2


def test_the_command_measures_every_condition(faces_folder: Path) -> None:
    figures = main(EvaluateEmotionConfig(data=faces_folder, device="cpu"), Square())

    assert figures["faces"] == 35
    assert set(figures["conditions"]) == set(CONDITIONS)
    assert list(figures["sides"]) == [str(side) for side in SIDES]
    assert figures["through_photo"]["found"] > 0
    for row in (*figures["conditions"].values(), *figures["sides"].values()):
        assert row["cost_in_points"] == pytest.approx(100 * (figures["accuracy"] - row["accuracy"]), abs=0.02)
    json.dumps(figures, allow_nan=False)


def test_a_photo_in_which_nothing_is_found_is_reported(faces_folder: Path) -> None:
    class Blind:
        def detect(self, image: Tensor) -> tuple[Face, ...]:
            return ()

    figures = robustness.main(EvaluateEmotionConfig(data=faces_folder, device="cpu"), Blind())

    assert figures["through_photo"] == {"found": 0.0}


def test_a_split_without_agreement_is_refused(faces_folder: Path) -> None:
    import numpy as np

    np.savez(faces_folder / "odd.npz", images=np.zeros((2, 48, 48), np.uint8), votes=np.ones((2, 10), np.uint8))

    with pytest.raises(DataError, match="odd has no face that most people agree on"):
        main(EvaluateEmotionConfig(data=faces_folder, split="odd", device="cpu"))
