"""No bytes leave `decode` as anything but an image or a PhotoError, and bombs are refused before they cost memory."""

from __future__ import annotations

import json
import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from emostyle.errors import PhotoError, PhotoTooLargeError, UnreadablePhotoError
from emostyle.imaging.images import Limits, decode
from tests.emostyle.conftest import FORMATS

ROOT = Path(__file__).parents[3]
CASES = 60  # per format


def outcome(data: bytes, target_side: int | None = None) -> str:
    try:
        return decode(data, target_side=target_side).mode
    except PhotoError as error:
        return type(error).__name__


def mutated(data: bytes, rng: random.Random) -> bytes:
    changed, end = bytearray(data), rng.choice((64, 512, len(data)))
    for _ in range(rng.choice((1, 1, 2, 8))):
        changed[rng.randrange(min(end, len(data)))] = rng.choice((0, 255, 127, 128, rng.randrange(256)))
    if rng.random() < 0.2:
        start = rng.randrange(len(changed))
        del changed[start : start + rng.randrange(1, 20)]
    return bytes(changed)


@pytest.mark.parametrize("form", FORMATS)
def test_damaged_files_become_images_or_photo_errors(form: str, quadrants: Image.Image, save: Any) -> None:
    rng, photo = random.Random(form), save(quadrants, form)

    outcomes = [outcome(mutated(photo, rng), rng.choice((None, 16))) for _ in range(CASES)]

    assert len(set(outcomes)) > 1  # the damage was neither always harmless nor always fatal


@pytest.mark.parametrize("form", FORMATS)
def test_files_that_are_cut_short_are_unreadable(form: str, quadrants: Image.Image, save: Any) -> None:
    photo = save(quadrants, form)

    for share in (0.01, 0.1, 0.3, 0.5, 0.7, 0.85):
        with pytest.raises(UnreadablePhotoError):
            decode(photo[: int(len(photo) * share)])


@pytest.mark.parametrize("data", [b"", b"\0", b"GIF89a", b"\xff\xd8\xff", b"hello world" * 100, bytes(5000)])
def test_no_picture_at_all_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadablePhotoError):
        decode(data)


def png_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, extra: bytes = b"", pixels: bytes = b"") -> bytes:
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    data = png_chunk(b"IDAT", zlib.compress(pixels, 9))
    return b"\x89PNG\r\n\x1a\n" + header + extra + data + png_chunk(b"IEND", b"")


def tiff(width: int, height: int) -> bytes:
    tags = [(256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, height), (279, 2**31)]
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)


def webp(width: int, height: int) -> bytes:
    canvas = bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + canvas
    return b"RIFF" + struct.pack("<I", len(body)) + body


@lru_cache(maxsize=1)
def bombs() -> dict[str, bytes]:
    gif = b"GIF89a" + struct.pack("<HH", 65535, 65535) + b"\x80\0\0" + bytes(6) + b",\0\0\0\0\xff\xff\xff\xff\0\x02\0;"
    bmp = b"BM" + struct.pack("<IIIIiiHHIIiiII", 54, 0, 54, 40, 60000, 60000, 1, 24, 0, 0, 0, 0, 0, 0)
    text = png_chunk(b"zTXt", b"note\0\0" + zlib.compress(bytes(100_000_000), 9))
    profile = png_chunk(b"iCCP", b"icc\0\0" + zlib.compress(bytes(100_000_000), 9))
    return {
        "png canvas": png(50_000, 50_000),
        "png pixels": png(30_000, 30_000, pixels=bytes(10_000_000)),
        "png text": png(20_000, 20_000, text * 5),
        "png profile": png(20_000, 20_000, profile),
        "gif canvas": gif,
        "tiff size": tiff(2**31 - 1, 2**31 - 1),
        "tiff ratio": tiff(1_000_000, 16),
        "bmp size": bmp,
        "webp canvas": webp(16_384, 16_384),
        "webp ratio": webp(2**24, 16),
    }


@pytest.mark.parametrize("name", bombs())
def test_bombs_are_refused(name: str) -> None:
    with pytest.raises(PhotoError):
        decode(bombs()[name])


def test_sizes_beyond_the_limit_are_called_too_large() -> None:
    for name in ("png canvas", "gif canvas", "bmp size", "tiff ratio"):
        with pytest.raises(PhotoTooLargeError):
            decode(bombs()[name])


_MEASURE = """
import resource, sys
from emostyle.errors import PhotoError
from emostyle.imaging.images import Limits, decode

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)

data = sys.stdin.buffer.read()
try:
    decode(b"hello")
except PhotoError:
    before = peak()
at = 0
while at < len(data):
    size = int.from_bytes(data[at:at + 4], "big")
    try:
        decode(data[at + 4:at + 4 + size], target_side=1600)
    except PhotoError:
        pass
    at += 4 + size
print(peak() - before)
"""


def memory_for(files: Iterable[bytes]) -> int:
    """Return by how many bytes decoding these files raises the peak of a process."""
    packed = b"".join(len(data).to_bytes(4, "big") + data for data in files)
    done = subprocess.run([sys.executable, "-c", _MEASURE], input=packed, capture_output=True, check=True)
    return int(done.stdout) * 1024


def test_refusing_bombs_costs_no_memory() -> None:
    assert memory_for(bombs().values()) < 60_000_000  # the smallest of these pictures would take 960,000,000


def test_a_large_photo_is_never_held_twice(save: Any) -> None:
    photo = save(Image.new("RGBA", (7000, 7000), (9, 99, 199, 128)), "PNG", compress_level=1)

    assert memory_for([photo]) < 7 * 7000 * 7000  # it takes 4 bytes for each pixel, and the strips have their share


@pytest.mark.parametrize(("form", "most"), [("PNG", 64 * 48), ("WEBP", 2 * 64 * 48)])
def test_decoders_that_take_more_memory_get_fewer_pixels(
    form: str, most: int, quadrants: Image.Image, save: Any
) -> None:
    photo = save(quadrants, form)

    assert decode(photo, Limits(max_pixels=most)).size == (64, 48)
    with pytest.raises(PhotoTooLargeError):
        decode(photo, Limits(max_pixels=most - 1))


@pytest.mark.parametrize("form", FORMATS)
def test_a_thousand_mutations_neither_crash_nor_hang_nor_fill_the_memory(
    form: str, quadrants: Image.Image, save: Any
) -> None:
    command = [sys.executable, "-m", "tests.emostyle.mutate", form, "1000"]

    done = subprocess.run(command, input=save(quadrants, form), capture_output=True, check=False, cwd=ROOT)

    assert done.returncode == 0, done.stderr[-600:]
    outcomes = json.loads(done.stdout)
    assert sum(outcomes.values()) == 1000
    assert set(outcomes) <= {"RGB", *(kind.__name__ for kind in PhotoError.__subclasses__())}
