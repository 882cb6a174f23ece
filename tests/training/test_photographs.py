"""Photos are decoded with their faces, and a crop and its mask show the same place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from PIL import Image
from torch import Generator

from training.errors import DataError
from training.photographs import Photograph, load_photographs, random_crop, sample_batch


@pytest.fixture
def photo() -> Photograph:
    """Black with one white face."""
    pixels = torch.zeros(3, 120, 160, dtype=torch.uint8)
    pixels[:, 30:70, 20:80] = 255
    return Photograph(pixels, torch.tensor([[20.0, 30.0, 80.0, 70.0]]))


@pytest.mark.parametrize("seed", range(8))
def test_the_mask_covers_the_face_in_the_crop(photo: Photograph, seed: int) -> None:
    crop, mask, _ = random_crop(photo, 64, face_share=0.5, generator=Generator().manual_seed(seed))

    assert crop.shape == (1, 3, 64, 64)
    assert mask.shape == (1, 1, 64, 64)
    wrong = ((crop[:, :1] > 0.5).float() - mask).abs().mean().item()
    assert wrong < 0.05  # the edges are rounded to whole pixels


def test_boxes_of_a_batch_are_where_the_faces_are(photo: Photograph) -> None:
    crops = sample_batch([photo], 64, 12, 1.0, Generator().manual_seed(0))

    assert len(crops.faces) >= 3
    for sample, *box in crops.faces.tolist():
        left, top, right, bottom = (round(min(max(value, 0), 64)) for value in box)
        face = crops.masks[int(sample), 0, top:bottom, left:right]
        assert face.mean() > 0.9
        assert face.sum() > 0.9 * crops.masks[int(sample)].sum()


def test_crops_are_drawn_to_faces() -> None:
    tiny = Photograph(torch.zeros(3, 600, 600, dtype=torch.uint8), torch.tensor([[10.0, 10.0, 30.0, 30.0]]))

    def share(face_share: float) -> float:
        masks = sample_batch([tiny], 32, 40, face_share, Generator().manual_seed(0)).masks
        return masks.amax(dim=(1, 2, 3)).mean().item()

    assert share(1.0) == 1.0
    assert share(0.0) < 0.2


def test_a_photo_smaller_than_the_crop_is_enlarged() -> None:
    small = Photograph(torch.full((3, 20, 30), 255, dtype=torch.uint8), torch.empty(0, 4))

    crops = sample_batch([small], 48, 3, 0.5, Generator().manual_seed(0))

    assert crops.photos.shape == (3, 3, 48, 48)
    assert torch.allclose(crops.photos, torch.ones_like(crops.photos))
    assert crops.masks.sum() == 0
    assert crops.faces.shape == (0, 5)


def test_a_batch_follows_its_seed(photo: Photograph) -> None:
    first, again, other = (
        sample_batch([photo], 32, 4, 0.5, Generator().manual_seed(seed)).photos for seed in (1, 1, 2)
    )

    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_faces_are_found_once(photos_folder: Path, tmp_path: Path) -> None:
    boxes = tmp_path / "runs" / "faces.json"

    face, land = load_photographs(photos_folder, boxes)

    assert face.pixels.dtype == torch.uint8
    assert face.faces.shape == (1, 4)
    assert land.faces.shape == (0, 4)
    assert json.loads(boxes.read_text()) == {"face.jpg": face.faces.int().tolist(), "land.jpg": []}
    boxes.write_text(json.dumps({"face.jpg": [], "land.jpg": [[1, 2, 3, 4]]}))
    assert load_photographs(photos_folder, boxes)[1].faces.tolist() == [[1, 2, 3, 4]]


def test_all_kinds_of_photos_count_and_hidden_files_do_not(tmp_path: Path) -> None:
    for name in ("b.BMP", "a.tiff", ".hidden.png"):
        Image.new("RGB", (20, 20), "white").save(tmp_path / name)
    (tmp_path / "notes.txt").touch()

    assert len(load_photographs(tmp_path)) == 2
    assert len(load_photographs(tmp_path, limit=1)) == 1


def test_a_missing_or_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nowhere is no folder: --content"):
        load_photographs(tmp_path / "nowhere")
    with pytest.raises(DataError, match="holds no photos: --content"):
        load_photographs(tmp_path)


def test_a_damaged_photo_is_named(photos_folder: Path) -> None:
    (photos_folder / "bad.jpg").write_bytes(b"no picture")

    with pytest.raises(DataError, match=r"bad\.jpg: This is not a picture"):
        load_photographs(photos_folder)


def test_a_damaged_list_of_faces_is_named(photos_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "faces.json").write_text("{")

    with pytest.raises(DataError, match=r"faces\.json is not the JSON"):
        load_photographs(photos_folder, tmp_path / "faces.json")
