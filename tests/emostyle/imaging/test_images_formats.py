"""Every kind of picture shows its colours, on white, in sRGB, and leaves without metadata."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageCms

from emostyle.errors import UnreadablePhotoError, UnsupportedPhotoError
from emostyle.imaging import images
from emostyle.imaging.images import decode
from tests.emostyle.conftest import BLUE, FORMATS, GREEN, RED, YELLOW, corners, exif_of, near


@pytest.mark.parametrize("form", FORMATS)
def test_every_listed_format_is_read(form: str, quadrants: Image.Image, save: Any) -> None:
    image = decode(save(quadrants, form))

    assert (image.mode, image.size) == ("RGB", (64, 48))
    assert all(near(pixel, color, 25) for pixel, color in zip(corners(image), (RED, GREEN, BLUE, YELLOW), strict=True))


def test_transparent_places_become_white(quadrants: Image.Image, save: Any) -> None:
    clear = quadrants.convert("RGBA")
    clear.putalpha(Image.new("L", clear.size, 0))
    grey = Image.merge("LA", (Image.new("L", (32, 32), 10), Image.new("L", (32, 32), 0)))
    palette = quadrants.quantize(8)
    red = palette.getpixel((20, 20))

    for data in (
        save(clear, "PNG"),
        save(clear, "WEBP", lossless=True),
        save(clear, "TIFF"),
        save(grey, "PNG"),
        save(palette, "PNG", transparency=red),
        save(palette, "GIF", transparency=red),
        save(Image.new("RGB", (32, 32), RED), "PNG", transparency=RED),
    ):
        assert decode(data).getpixel((20, 20)) == (255, 255, 255)


def test_half_transparent_red_is_pink(save: Any) -> None:
    assert near(decode(save(Image.new("RGBA", (32, 32), (255, 0, 0, 128)), "PNG")).getpixel((5, 5)), (255, 127, 127), 2)


@pytest.mark.parametrize(
    ("mode", "form"),
    [("1", "PNG"), ("L", "JPEG"), ("P", "PNG"), ("CMYK", "JPEG"), ("CMYK", "TIFF"), ("YCbCr", "TIFF"), ("LAB", "TIFF")],
)
def test_other_colour_modes_look_as_they_should(mode: str, form: str, save: Any) -> None:
    colour = (255, 255, 255) if mode in {"1", "L"} else (200, 120, 60)
    image = Image.new("RGB", (32, 32), colour).convert(mode, palette=Image.Palette.ADAPTIVE)

    assert near(decode(save(image, form)).getpixel((16, 16)), colour, 12)


@pytest.mark.parametrize(
    ("values", "form"),
    [
        (np.full((32, 32), 32768, np.uint16), "PNG"),
        (np.full((32, 32), 32768, np.uint16), "TIFF"),
        (np.full((32, 32), 32768, np.int32), "TIFF"),
        (np.full((32, 32), 128, np.int32), "TIFF"),
        (np.full((32, 32), 0.5, np.float32), "TIFF"),
        (np.full((32, 32), 128.0, np.float32), "TIFF"),
    ],
)
def test_deep_grey_is_scaled_instead_of_clipped_to_white(values: Any, form: str, save: Any) -> None:
    assert near(decode(save(Image.fromarray(values), form)).getpixel((9, 9)), (128, 128, 128), 1)


def test_a_few_overexposed_or_broken_floats_do_not_darken_the_rest(save: Any) -> None:
    values = np.full((64, 64), 0.5, np.float32)
    values[0, :4] = (40.0, np.nan, np.inf, -1.0)

    image = decode(save(Image.fromarray(values), "TIFF"))

    assert image.getpixel((30, 30)) == (128, 128, 128)
    assert [image.getpixel((x, 0))[0] for x in range(4)] == [255, 0, 255, 0]  # type: ignore[index]


def swapped_profile() -> bytes:
    """A valid RGB profile whose red is green and whose green is red."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return data.replace(b"rXYZ", b"tmp!").replace(b"gXYZ", b"rXYZ").replace(b"tmp!", b"gXYZ")


@pytest.mark.parametrize("mode", ["RGB", "P", "RGBA"])
def test_an_embedded_profile_is_converted_to_srgb(mode: str, save: Any) -> None:
    image = Image.new("RGB", (32, 32), (255, 0, 0)).convert(mode)

    assert near(decode(save(image, "PNG", icc_profile=swapped_profile())).getpixel((9, 9)), (0, 255, 0), 3)


@pytest.mark.parametrize("profile", [b"rubbish", b"\0" * 200, swapped_profile()[:300]])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_broken_or_wrong_profile_is_ignored(profile: bytes, mode: str, save: Any) -> None:
    image = Image.new("RGB", (32, 32), (90, 90, 90)).convert(mode)

    assert near(decode(save(image, "JPEG", icc_profile=profile)).getpixel((9, 9)), (90, 90, 90), 3)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_moving_pictures_are_refused(form: str, quadrants: Image.Image, save: Any) -> None:
    frames = [quadrants, quadrants.transpose(Image.Transpose.ROTATE_180)]

    with pytest.raises(UnsupportedPhotoError, match="still one"):
        decode(save(frames[0], form, save_all=True, append_images=frames[1:]))


@pytest.mark.parametrize("form", ["TIFF", "MPO", "HEIF"])
def test_of_several_pages_or_shots_the_first_is_taken(form: str, quadrants: Image.Image, save: Any) -> None:
    image = decode(save(quadrants, form, save_all=True, append_images=[Image.new("RGB", (64, 48))]))

    assert near(image.getpixel((10, 10)), RED, 25)


def test_formats_that_are_not_listed_are_refused(quadrants: Image.Image, save: Any) -> None:
    for form in ("PPM", "TGA", "ICO", "JPEG2000", "PCX", "PDF"):
        with pytest.raises((UnreadablePhotoError, UnsupportedPhotoError)):
            decode(save(quadrants, form))


@pytest.mark.parametrize("form", ["jpeg", "png", "webp"])
def test_encoded_pictures_carry_no_metadata(form: images.Form, quadrants: Image.Image, save: Any) -> None:
    photo = save(quadrants, "JPEG", exif=exif_of(3), icc_profile=swapped_profile(), comment=b"at home")

    painted = Image.open(io.BytesIO(images.encode(decode(photo), form)))

    assert painted.format == form.upper()
    assert dict(painted.getexif()) == {}
    assert not {"icc_profile", "comment", "exif", "xmp", "emostyle.whole"} & set(painted.info)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_decoded_image_that_pillow_saves_gives_no_place_away(form: str, quadrants: Image.Image, save: Any) -> None:
    image = decode(save(quadrants, "JPEG", exif=exif_of(6)))

    saved = save(image, form)

    assert b"SecretCamera" not in saved
    assert dict(Image.open(io.BytesIO(saved)).getexif().get_ifd(ExifTags.IFD.GPSInfo)) == {}


def test_jpegs_keep_their_colour_at_full_resolution(quadrants: Image.Image) -> None:
    from PIL import JpegImagePlugin

    image = Image.open(io.BytesIO(images.encode(quadrants)))

    assert JpegImagePlugin.get_sampling(image) == 0  # 4:4:4
    assert max(abs(np.asarray(image, int) - np.asarray(quadrants, int)).ravel()) < 40


def deep_png(kind: int, *values: int) -> bytes:
    """A PNG of 16 bits per channel; `kind` is PNG's colour type: 0 grey, 2 RGB, 4 grey and alpha, 6 RGB and alpha."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    row = b"\0" + struct.pack(f">{len(values)}H", *values) * 32
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 32, 32, 16, kind, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(row * 32)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "pixel"),
    [
        (deep_png(0, 0x8000), (128, 128, 128)),
        (deep_png(2, 0x8000, 0x4000, 0xC000), (128, 64, 192)),
        (deep_png(4, 0x8000, 0), (255, 255, 255)),
        (deep_png(6, 0x8000, 0x4000, 0xC000, 0xFFFF), (128, 64, 192)),
        (deep_png(6, 0x8000, 0x4000, 0xC000, 0), (255, 255, 255)),
    ],
)
def test_sixteen_bits_per_channel_become_eight(data: bytes, pixel: tuple[int, int, int]) -> None:
    assert decode(data).getpixel((3, 3)) == pixel


@pytest.mark.parametrize("form", ["jpeg", "png", "webp"])
@pytest.mark.parametrize("source", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_no_bytes_of_a_photos_metadata_reach_the_painting(
    source: str, form: images.Form, quadrants: Image.Image, save: Any
) -> None:
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a xmlns:xap="http://ns.adobe.com/xap/1.0/">home</a></x:xmpmeta>'
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = save(quadrants, source, exif=exif_of(1), icc_profile=profile, **({} if source == "PNG" else {"xmp": xmp}))
    assert b"SecretCamera" in photo

    painted = images.encode(decode(photo), form)

    for trace in (b"Exif", b"eXIf", b"EXIF", b"ICC_PROFILE", b"iCCP", b"ICCP", b"adobe", b"SecretCamera", b"XMP "):
        assert trace not in painted
