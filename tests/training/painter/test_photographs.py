"""Photos are decoded with their faces, and a crop and its matte show the same place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from PIL import Image
from torch import Generator, Tensor

from training.common.errors import DataError
from training.painter.photographs import Photograph, load_photographs, random_crop, sample_batch, tones_of


def photograph(pixels: Tensor, *faces: tuple[float, float, float, float]) -> Photograph:
    return Photograph(pixels, torch.tensor(faces).reshape(-1, 4), tones_of(pixels[None].float() / 255))


@pytest.fixture
def photo() -> Photograph:
    """Black with one white face."""
    pixels = torch.zeros(3, 120, 160, dtype=torch.uint8)
    pixels[:, 30:70, 20:80] = 255
    return photograph(pixels, (20.0, 30.0, 80.0, 70.0))


@pytest.mark.parametrize("seed", range(8))
def test_the_matte_covers_the_face_in_the_crop(photo: Photograph, seed: int) -> None:
    crop, matte, tones = random_crop(photo, 64, face_share=0.5, generator=Generator().manual_seed(seed))

    assert crop.shape == (1, 3, 64, 64)
    assert matte.shape == tones.shape == (1, 1, 64, 64)
    face = crop[:, :1] > 0.9
    assert not face.any() or matte[face].mean() > 0.7
    assert face.all() or not face.any() or matte[~face].mean() < matte[face].mean()


def test_crops_show_photos_in_about_the_scale_of_training() -> None:
    marked = torch.zeros(3, 384, 480, dtype=torch.uint8)
    marked[..., ::2] = 255  # lines of a pixel

    crops = sample_batch([photograph(marked)], 96, 12, 0.0, Generator().manual_seed(0))

    changes = (crops.photos[:, :1].diff(dim=3).abs() > 0.05).float().mean()
    assert crops.photos.shape == (12, 3, 96, 96)
    assert changes > 0.5  # a photo of this size is hardly scaled


def test_crops_are_drawn_to_faces() -> None:
    tiny = photograph(torch.zeros(3, 600, 600, dtype=torch.uint8), (10.0, 10.0, 30.0, 30.0))

    def share(face_share: float) -> float:
        mattes = sample_batch([tiny], 32, 40, face_share, Generator().manual_seed(0)).mattes
        return (mattes.amax(dim=(1, 2, 3)) > 0.5).float().mean().item()

    assert share(1.0) == 1.0
    assert share(0.0) < 0.2


def test_a_photo_smaller_than_the_crop_is_enlarged() -> None:
    small = photograph(torch.full((3, 20, 30), 255, dtype=torch.uint8))

    crops = sample_batch([small], 48, 3, 0.5, Generator().manual_seed(0))

    assert crops.photos.shape == (3, 3, 48, 48)
    assert torch.allclose(crops.photos, torch.ones_like(crops.photos))
    assert crops.mattes.sum() == 0


def test_tones_rise_with_luma_and_fill_a_pale_photo_half_by_its_ranks() -> None:
    pale = torch.linspace(0.6, 0.8, 1024).view(1, 1, 32, 32).expand(1, 3, 32, 32)

    tones, in_heads = tones_of(pale)

    assert tones.shape == in_heads.shape == (256,)
    assert (tones.diff() >= 0).all()
    assert tones[150] < 0.1
    assert tones[206] > 0.9
    assert (in_heads >= tones).all()


def test_a_face_before_a_white_wall_is_as_light_as_its_place_and_not_as_dark_as_its_rank() -> None:
    before_a_wall = torch.full((1, 3, 32, 32), 0.9)
    before_a_wall[..., :8, :8] = 0.6
    before_a_wall[..., 8:10, :8] = 0.1

    tones, in_heads = tones_of(before_a_wall)

    assert tones[153] < 0.4
    assert in_heads[153] > 0.6


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
