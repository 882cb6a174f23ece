"""Bytes to upright RGB pictures to tensors, and back. The only file that knows Pillow.

Sizes are judged from the header before pixels are allocated, and whatever a decoder may raise leaves here as one of the
errors of `emostyle.errors`.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
import torch
from PIL import ExifTags, ImageCms, ImageDraw, ImageFont, UnidentifiedImageError
from PIL import Image as Pillow
from torch import Tensor

from emostyle.errors import PhotoError, PhotoTooLargeError, UnreadablePhotoError, UnsupportedPhotoError
from emostyle.imaging.limits import Limits as Limits
from emostyle.imaging.limits import check_bytes, check_size, unidentified

Image = Pillow.Image
Form = Literal["jpeg", "png", "webp"]

FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF", "HEIF", "AVIF")
JPEG_QUALITY, WEBP_QUALITY = 92, 90
# Kinds whose further frames move; in the others they are pages, bursts, depth or gain maps of a still photo.
_MOVING = frozenset({"PNG", "WEBP", "GIF", "AVIF"})
_WASTEFUL = frozenset({"WEBP", "AVIF"})  # their decoders hold up to four copies of the picture: half the pixels
_REDUCE_ABOVE = 16_000_000  # pixels; larger pictures may be reduced while they are converted
_STRIP = 4_000_000  # pixels converted at a time
_WHITES = {"I": (255, 65535), "F": (1, 255, 65535)}  # what white may be in a picture whose header does not say it
_TURNS = dict(enumerate((
    Pillow.Transpose.FLIP_LEFT_RIGHT, Pillow.Transpose.ROTATE_180, Pillow.Transpose.FLIP_TOP_BOTTOM,
    Pillow.Transpose.TRANSPOSE, Pillow.Transpose.ROTATE_270, Pillow.Transpose.TRANSVERSE, Pillow.Transpose.ROTATE_90,
), start=2))  # fmt: skip
_WHOLE = "emostyle.whole"  # where an image notes the size of its photo
# No `except Exception`: the time limit of an RQ job arrives as an exception too, and must not look like a bad photo.
_DECODER_ERRORS = (
    OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, AttributeError, RuntimeError, ArithmeticError,
    AssertionError, BufferError, struct.error, zlib.error,
)  # fmt: skip


def decode(data: bytes, limits: Limits | None = None, target_side: int | None = None) -> Image:
    """Turn a photo's bytes into an upright RGB picture in sRGB, without metadata; raise PhotoError.

    With `target_side` (pixels) a large photo is decoded at a whole fraction of its size, to save memory; its longest
    side stays at or above the target, and `size_of` still knows the size of the photo. Of a TIFF with several pages the
    first is taken, of a HEIC with several photos the main one; animations are refused.
    """
    limits = limits or Limits()
    check_bytes(data, limits)
    with _translated(data):
        _register_heif()
        image: Image = Pillow.open(io.BytesIO(data), formats=FORMATS)
        whole, halves = image.size, 2 if image.format in _WASTEFUL else 1
        check_size(*whole, replace(limits, max_pixels=limits.max_pixels // halves))
        if image.format in _MOVING and getattr(image, "is_animated", False):
            raise UnsupportedPhotoError("Moving pictures cannot be painted. Send a still one, such as one frame of it.")
        white, orientation = _load(image, target_side), _orientation(image)
        rgb = _to_rgb(image, white, _factor(image, target_side))
        del image  # before a photo is turned, which takes another copy
        upright = rgb.transpose(_TURNS[orientation]) if orientation in _TURNS else rgb
        upright.info = {_WHOLE: whole[::-1] if orientation > 4 else whole}
        return upright


def size_of(image: Image) -> tuple[int, int]:
    """Return width and height in pixels of the upright photo that an image was decoded from, whatever its scale."""
    whole: tuple[int, int] = image.info.get(_WHOLE, image.size)
    return whole


def fit(image: Image, max_side: int) -> Image:
    """Scale a picture down, never up, to a longest side of `max_side` pixels, while no side gets too short to paint."""
    scale = max(max_side / max(image.size), Limits().min_side / min(image.size))
    if scale >= 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Pillow.Resampling.LANCZOS, reducing_gap=3.0)


def to_tensor(image: Image) -> Tensor:
    """Turn an RGB picture into float32 (1, 3, H, W) in 0..1."""
    pixels = torch.from_numpy(np.array(image))  # (H, W, 3), a copy
    return (
        pixels.permute(2, 0, 1)[None].float().div_(255)
    )  # channels last, as the picture is: copying them takes longer


def to_image(tensor: Tensor) -> Image:
    """Turn (1, 3, H, W) in 0..1 into an RGB picture; values outside are clamped."""
    pixels = tensor[0].clamp(0, 1).mul_(255).round_().to(torch.uint8).permute(1, 2, 0)  # (H, W, 3)
    return Pillow.fromarray(pixels.contiguous().numpy())


def encode(image: Image, form: Form = "jpeg") -> bytes:
    """Write a picture as bytes without any metadata."""
    bare, buffer = Pillow.new("RGB", image.size), io.BytesIO()
    bare.paste(image)
    if form == "jpeg":
        # Not progressive: Pillow gives that a buffer of one byte a pixel, and a lively painting takes more.
        bare.save(buffer, "JPEG", quality=JPEG_QUALITY, subsampling="4:4:4")
    elif form == "webp":
        bare.save(buffer, "WEBP", quality=WEBP_QUALITY)
    else:
        bare.save(buffer, "PNG")
    return buffer.getvalue()


def keep_colors(painting: Image, photo: Image) -> Image:
    """Give a painting the colours of the photo: its own lightness, the photo's hue and chroma (CIELAB). One size."""
    light, _, _ = painting.convert("LAB").split()
    _, green_red, blue_yellow = photo.convert("LAB").split()
    return Pillow.merge("LAB", (light, green_red, blue_yellow)).convert("RGB")


def contact_sheet(pictures: Sequence[tuple[str, Image]], columns: int) -> Image:
    """Draw pictures of about one size in rows of `columns`, each with its label of one or more lines below it."""
    width, height = (max(side) for side in zip(*(image.size for _, image in pictures), strict=True))
    size, gap = max(11, width // 28), max(8, width // 24)
    label = gap // 2 + round(1.45 * size) * max(text.count("\n") + 1 for text, _ in pictures)
    rows = -(-len(pictures) // columns)
    sheet = Pillow.new("RGB", (columns * (width + gap) + gap, rows * (height + label + gap) + gap), (250, 250, 248))
    for i, (text, image) in enumerate(pictures):
        left, top = gap + (i % columns) * (width + gap), gap + (i // columns) * (height + label + gap)
        sheet.paste(image, (left + (width - image.width) // 2, top + height - image.height))
        _write_label(ImageDraw.Draw(sheet), text, (left + width / 2, top + height + gap / 2), size, width)
    return sheet


def _write_label(draw: ImageDraw.ImageDraw, text: str, top: tuple[float, float], size: int, width: int) -> None:
    """Write lines below the point `top`, the first dark and larger, the others grey; cut those that are too long."""
    for number, line in enumerate(text.split("\n")):
        font = ImageFont.truetype(io.BytesIO(_font()), size if number == 0 else size * 0.85)
        shown = line
        while shown and draw.textlength(shown, font) > width:
            shown = shown.rstrip("…")[:-1].rstrip() + "…"
        place = (top[0], top[1] + number * 1.45 * size)
        draw.text(place, shown, (45, 45, 50) if number == 0 else (115, 115, 122), font, anchor="ma")


@lru_cache(maxsize=1)
def _font() -> bytes:
    # Pillow's own font has no accents, and small machines have no fonts at all.
    return (Path(__file__).parents[1] / "fonts" / "DejaVuSans.ttf").read_bytes()


@lru_cache(maxsize=1)
def _register_heif() -> None:
    import pillow_heif

    pillow_heif.register_heif_opener(thumbnails=False)


@contextmanager
def _translated(data: bytes) -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # decoders warn about odd metadata that we throw away
        try:
            yield
        except PhotoError:
            raise
        except (Pillow.DecompressionBombError, MemoryError) as error:
            raise PhotoTooLargeError("The photo has more pixels than can be painted. Send a smaller one.") from error
        except UnidentifiedImageError as error:
            raise unidentified(data) from error
        except _DECODER_ERRORS as error:
            raise UnreadablePhotoError("The photo is damaged or cut short. Send it again, or another one.") from error


def _load(image: Image, target_side: int | None) -> float | None:
    """Decode the pixels, a JPEG at the smallest fitting scale; return the value of white in a deep grey picture."""
    if target_side is not None:
        width, height = (max(1, side * target_side // max(image.size)) for side in image.size)
        image.draft(None, (width, height))
    image.load()
    if image.mode.startswith("I;16"):
        bits = getattr(image, "tag_v2", {}).get(ExifTags.Base.BitsPerSample, (16,))[0]
        return float(2**bits - 1)
    if image.mode not in {"I", "F"}:
        return None
    small = image.resize((min(512, image.width), min(512, image.height)), Pillow.Resampling.NEAREST)
    sample = np.nan_to_num(np.array(small, np.float64), posinf=0.0)
    peak = float(np.percentile(sample, 99))  # a few highlights beyond white do not darken the rest
    return next((white for white in _WHITES[image.mode] if white >= peak), peak)


def _orientation(image: Image) -> int:
    """Return what EXIF says, 2 to 8 for a photo to turn; 1 where EXIF is damaged or says something else."""
    try:
        orientation = image.getexif().get(ExifTags.Base.Orientation, 1)  # a TIFF was turned while it was loaded
        return int(orientation) if orientation in _TURNS else 1
    except _DECODER_ERRORS:
        return 1


def _factor(image: Image, target_side: int | None) -> int:
    if target_side is None or image.width * image.height < _REDUCE_ABOVE:
        return 1
    return max(1, max(image.size) // target_side)


def _to_rgb(image: Image, white: float | None, factor: int) -> Image:
    """Convert to sRGB at a whole fraction of the size, in strips: a large photo is never held twice at full size."""
    rgb = Pillow.new("RGB", (-(-image.width // factor), -(-image.height // factor)))
    rows = factor * max(1, _STRIP // (image.width * factor))
    for top in range(0, image.height, rows):
        strip = image.crop((0, top, image.width, min(top + rows, image.height)))
        rgb.paste(_strip_to_rgb(strip, white, image.info.get("icc_profile")).reduce(factor), (0, top // factor))
    return rgb


def _strip_to_rgb(image: Image, white: float | None, profile: bytes | None) -> Image:
    image = image if white is None else _eight_bits(image, white)
    if image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info:
        image = _on_background(image)
    if profile and image.mode != "LAB":
        image = _to_srgb(image if image.mode in {"RGB", "L", "CMYK"} else image.convert("RGB"), profile)
    return image if image.mode == "RGB" else image.convert("RGB")


def _eight_bits(image: Image, white: float) -> Image:
    """Scale a deep grey picture to 8 bits; Pillow's own conversion would clip it to white."""
    values = np.array(image, dtype=np.float32)
    np.nan_to_num(values, copy=False, posinf=white)
    values *= 255 / white
    return Pillow.fromarray(np.clip(values, 0, 255, out=values).round(out=values).astype(np.uint8))


def _on_background(image: Image) -> Image:
    """Put white behind transparent places, as chat programs do."""
    image = (image.convert("LA") if image.mode == "La" else image).convert("RGBA")
    return Pillow.alpha_composite(Pillow.new("RGBA", image.size, "white"), image).convert("RGB")


def _to_srgb(image: Image, profile: bytes) -> Image:
    """Convert from an embedded profile to sRGB; a profile that does not fit the picture is ignored, as browsers do."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, *_DECODER_ERRORS):
        return image
    return converted or image
