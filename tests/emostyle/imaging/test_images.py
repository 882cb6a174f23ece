"""Photos become upright pictures and tensors, and pictures are scaled, recoloured and laid out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from emostyle.errors import PhotoTooLargeError
from emostyle.imaging import images
from emostyle.imaging.images import Limits, decode
from tests.emostyle.conftest import BLUE, GREEN, RED, YELLOW, corners, exif_of, near

# Where EXIF's eight orientations put the four colours, read as top left, top right, bottom left, bottom right.
ORIENTED = {
    1: (RED, GREEN, BLUE, YELLOW),
    2: (GREEN, RED, YELLOW, BLUE),
    3: (YELLOW, BLUE, GREEN, RED),
    4: (BLUE, YELLOW, RED, GREEN),
    5: (RED, BLUE, GREEN, YELLOW),
    6: (BLUE, RED, YELLOW, GREEN),
    7: (YELLOW, GREEN, BLUE, RED),
    8: (GREEN, YELLOW, RED, BLUE),
}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_photos_are_turned_upright(orientation: int, form: str, quadrants: Image.Image, save: Any) -> None:
    image = decode(save(quadrants, form, exif=exif_of(orientation)))

    assert image.size == ((64, 48) if orientation < 5 else (48, 64))
    assert images.size_of(image) == image.size
    assert all(near(pixel, color, 25) for pixel, color in zip(corners(image), ORIENTED[orientation], strict=True))


def test_a_damaged_exif_block_does_not_cost_the_photo(quadrants: Image.Image, save: Any) -> None:
    for block in (
        b"Exif\0\0MM\0*\xff\xff\xff\xff",
        b"Exif\0\0garbage",
        b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\x12" * 9,
    ):
        assert decode(save(quadrants, "JPEG", exif=block)).size == (64, 48)


@pytest.mark.parametrize(("form", "mode"), [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "RGBA"), ("TIFF", "CMYK")])
def test_a_target_side_shrinks_large_photos_and_keeps_their_size_in_mind(
    form: str, mode: str, quadrants: Image.Image, save: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "_REDUCE_ABOVE", 100_000)
    large = quadrants.resize((640, 480), Image.Resampling.NEAREST).convert(mode)

    image = decode(save(large, form, exif=exif_of(6)), target_side=300)

    assert image.size == (240, 320)
    assert images.size_of(image) == (480, 640)
    assert images.size_of(images.fit(image, 100)) == (480, 640)
    assert all(near(pixel, color, 40) for pixel, color in zip(corners(image), ORIENTED[6], strict=True))


@pytest.mark.parametrize("target", [640, 400, 10_000])
def test_a_target_side_never_gives_less_than_it_asks_for(target: int, quadrants: Image.Image, save: Any) -> None:
    image = decode(save(quadrants.resize((640, 480)), "JPEG"), target_side=target)

    assert image.size == (640, 480)


def test_the_limits_of_the_caller_hold(quadrants: Image.Image, save: Any) -> None:
    data = save(quadrants, "PNG")

    assert decode(data, Limits(max_pixels=64 * 48, min_side=48)).size == (64, 48)
    with pytest.raises(PhotoTooLargeError):
        decode(data, Limits(max_pixels=64 * 48 - 1))


def test_images_and_tensors_turn_into_each_other(quadrants: Image.Image) -> None:
    tensor = images.to_tensor(quadrants)

    assert (tensor.shape, tensor.dtype) == ((1, 3, 48, 64), torch.float32)
    assert tensor[0, :, 0, 0].tolist() == pytest.approx([c / 255 for c in RED])
    assert images.to_image(tensor).tobytes() == quadrants.tobytes()


def test_values_outside_are_clamped_and_the_rest_rounded() -> None:
    tensor = torch.tensor([-3.0, 0.5009, 7.0]).view(1, 3, 1, 1).expand(1, 3, 2, 2)

    assert images.to_image(tensor).getpixel((1, 1)) == (0, 128, 255)


@pytest.mark.parametrize(("side", "size"), [(32, (32, 24)), (64, (64, 48)), (500, (64, 48)), (1, (21, 16))])
def test_pictures_are_scaled_down_and_never_up(side: int, size: tuple[int, int], quadrants: Image.Image) -> None:
    assert images.fit(quadrants, side).size == size


def test_kept_colours_are_the_photos_and_the_light_is_the_paintings() -> None:
    painting, photo = Image.new("RGB", (8, 8), (70, 150, 70)), Image.new("RGB", (8, 8), (190, 110, 100))

    kept = images.keep_colors(painting, photo)

    def lab(image: Image.Image) -> list[int]:
        return np.asarray(image.convert("LAB")).astype(np.int8)[0, 0].tolist()  # type: ignore[no-any-return]

    assert lab(kept)[0] == pytest.approx(lab(painting)[0], abs=3)
    assert lab(kept)[1:] == pytest.approx(lab(photo)[1:], abs=4)
    assert images.keep_colors(photo, photo).getpixel((1, 1)) == pytest.approx((190, 110, 100), abs=2)


def test_a_contact_sheet_holds_every_picture_in_rows(quadrants: Image.Image) -> None:
    sheet = images.contact_sheet([("photo", quadrants)] * 5, columns=2)
    single = images.contact_sheet([("photo", quadrants)], columns=1)

    assert sheet.width > 2 * 64
    assert sheet.height > 3 * 48
    assert sheet.tobytes().count(bytes(RED) * 32) == 5 * 24
    assert single.getpixel((0, 0)) == (250, 250, 248)


def test_labels_show_accents_and_long_ones_are_cut() -> None:
    def sheet(text: str) -> bytes:
        return images.contact_sheet([(text, Image.new("RGB", (300, 20)))], columns=1).tobytes()

    drawn = {sheet(text) for text in ("Cafe", "Café", "Cafō", "Cafж", "Caf\uffff")}

    assert len(drawn) == 5
    assert sheet("m" * 300) == sheet("m" * 400)
    assert sheet("m" * 300) != sheet("m")


@pytest.mark.parametrize("strip", [1, 7001, 50_000])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L"])
def test_strips_leave_no_seams(mode: str, strip: int, save: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ramp = np.linspace(0, 255, 211 * 103 * 3).astype(np.uint8).reshape(103, 211, 3)
    photo = save(Image.fromarray(ramp).convert(mode, palette=Image.Palette.ADAPTIVE), "PNG")
    whole, small = decode(photo), decode(photo).reduce(4)

    monkeypatch.setattr(images, "_STRIP", strip)
    assert decode(photo).tobytes() == whole.tobytes()

    monkeypatch.setattr(images, "_REDUCE_ABOVE", 100)
    assert decode(photo, target_side=50).tobytes() == small.tobytes()


def test_the_liveliest_picture_is_written_as_jpeg() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (480, 640, 3), dtype=np.uint8)

    assert decode(images.encode(Image.fromarray(noise))).size == (640, 480)
