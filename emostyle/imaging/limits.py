"""What a photo may be: judged from its first bytes and from the size in its header, before it costs memory."""

from __future__ import annotations

from dataclasses import dataclass

from emostyle.errors import (
    PhotoError,
    PhotoTooLargeError,
    PhotoTooSmallError,
    UnreadablePhotoError,
    UnsupportedPhotoError,
)

_KINDS = "JPEG, PNG, WebP, BMP, GIF, TIFF, HEIC or AVIF"
# HEIC and AVIF share "ftyp" in their fifth to eighth byte with films of the MP4 family; the next four name the kind.
_HEIF_BRANDS = (
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1", b"avif", b"avis",
)  # fmt: skip
_TIFF_STARTS = (b"II*\0", b"MM\0*")
# How other pictures, pages and films begin.
_OTHER_STARTS = (
    b"<svg", b"<?xml", b"%PDF", b"%!PS", b"8BPS", b"gimp", b"\0\0\0\x0cjP", b"\0\0\0\x0cJXL", b"\xff\x0a", b"\0\0\1\0",
    b"P1", b"P2", b"P3", b"P4", b"P5", b"P6", b"DDS ", b"qoif", b"v/1\1", b"#?RADIANCE", b"\x1aE\xdf\xa3",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """The most and the least that is painted."""

    max_bytes: int = 50_000_000
    # Of a 64-megapixel camera, with room. A decoder takes 4 to 8 bytes for each, beside the 0.6 GB of loaded networks:
    # measured, a worker stays below 1.5 GB.
    max_pixels: int = 100_000_000
    min_side: int = 16  # pixels, shortest side
    max_ratio: float = 20.0  # longest side over shortest


def check_bytes(data: bytes, limits: Limits) -> None:
    """Raise PhotoError when there are no bytes or too many."""
    if not data:
        raise UnreadablePhotoError("The photo is empty: it has 0 bytes.")
    if len(data) > limits.max_bytes:
        raise PhotoTooLargeError(f"The photo has more than {limits.max_bytes:,} bytes. Send a smaller one.")


def check_size(width: int, height: int, limits: Limits) -> None:
    """Raise PhotoError when a picture of this size in pixels is too large, too small or too narrow."""
    size = f"The photo has {width} × {height} pixels"
    if width * height > limits.max_pixels:
        raise PhotoTooLargeError(f"{size}; at most {limits.max_pixels:,} in all are painted. Send a smaller one.")
    if min(width, height) < limits.min_side:
        raise PhotoTooSmallError(f"{size}; each side needs {limits.min_side} or more. Send a larger one.")
    if max(width, height) > limits.max_ratio * min(width, height):
        ratio = f"{limits.max_ratio:.0f} times as long as the other"
        raise PhotoTooLargeError(f"{size}; no side may be more than {ratio}. Cut out a part of it.")


def unidentified(data: bytes) -> PhotoError:
    """Return the error for bytes that no decoder opens: damaged, another kind of picture, or no picture at all."""
    if data.startswith(_TIFF_STARTS) or (data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS):
        return UnreadablePhotoError("The photo is damaged or cut short. Send it again, or another one.")
    if data[4:8] == b"ftyp" or data[:64].lstrip().startswith(_OTHER_STARTS):
        return UnsupportedPhotoError(f"Files of this kind cannot be painted. Send a {_KINDS}.")
    return UnreadablePhotoError(f"This is not a picture that can be read. Send a {_KINDS}.")
