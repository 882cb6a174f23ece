"""Small drawn photos in every format and a terminal with a stand-in painter, for all tests of the library."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from PIL import ExifTags, Image, features

from emostyle.cli import main as cli
from emostyle.emotions import EMOTIONS, Emotion
from emostyle.errors import NoFaceError, UnreadablePhotoError
from emostyle.pipeline import FaceReading, PaintOptions, PhotoReading, StyledPhoto
from emostyle.reading.faces import Box, Face

RED, GREEN, BLUE, YELLOW = (220, 40, 40), (40, 180, 60), (40, 60, 200), (230, 220, 60)
FORMATS = ["JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF", "HEIF"] + (["AVIF"] if features.check("avif") else [])
Save = Callable[..., bytes]


@lru_cache(maxsize=1)
def _quadrants() -> Image.Image:
    image = Image.new("RGB", (64, 48), RED)
    image.paste(GREEN, (32, 0, 64, 24))
    image.paste(BLUE, (0, 24, 32, 48))
    image.paste(YELLOW, (32, 24, 64, 48))
    return image


def _save(image: Image.Image, form: str, **options: Any) -> bytes:
    if form == "HEIF":
        pillow_heif.register_heif_opener(thumbnails=False)
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def corners(image: Image.Image) -> list[Any]:
    w, h = image.size
    return [
        image.getpixel(p)
        for p in ((w // 4, h // 4), (3 * w // 4, h // 4), (w // 4, 3 * h // 4), (3 * w // 4, 3 * h // 4))
    ]


def near(pixel: Any, color: tuple[int, int, int], within: int = 14) -> bool:
    return all(abs(a - b) <= within for a, b in zip(pixel, color, strict=True))


def exif_of(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "SecretCamera"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[1] = "N"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[2] = (52.0, 31.0, 12.0)
    return exif.tobytes()


@pytest.fixture(scope="session")
def quadrants() -> Image.Image:
    """64x48 pixels: red, green over blue, yellow."""
    return _quadrants()


@pytest.fixture(scope="session")
def save() -> Save:
    """A function that writes an image in a format with Pillow's options and returns the bytes."""
    return _save


HAPPY_FACE = FaceReading(
    Face(Box(3, 4, 20, 30), (8.0, 15.0), (18.0, 15.0), 0.99),
    {emotion: 0.88 if emotion is Emotion.HAPPY else 0.02 for emotion in EMOTIONS},
    {emotion: 0.7 if emotion is Emotion.HAPPY else 0.05 for emotion in EMOTIONS},
)


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


class Brush:
    """A painter that needs no weights: a photo that says `noface` has none, one that says `bad` is damaged."""

    def __init__(self) -> None:
        self.asked: list[PaintOptions] = []
        self.devices: list[str] = []

    def load(self, device: str) -> Brush:
        self.devices.append(device)
        return self

    def read(self, photo: bytes) -> PhotoReading:
        if b"bad" in photo:
            raise UnreadablePhotoError("The photo is damaged.")
        face = replace(HAPPY_FACE, uncertain=b"doubtful" in photo)
        return PhotoReading(() if b"noface" in photo else (face,), (64, 48), {"read": 0.1})

    def paint(self, photo: bytes, options: PaintOptions) -> StyledPhoto:
        self.asked.append(options)
        reading = self.read(photo)
        if not reading.faces and not (options.emotion or options.mix or options.style):
            raise NoFaceError
        mix = options.mix or {options.emotion or Emotion.HAPPY: 1.0}
        emotion = max(mix, key=lambda e: mix[e])
        image, strength = Image.new("RGB", (64, 48), (9, 99, 199)), options.strength or 1.0
        confidence = None if options.emotion or options.mix else reading.confidence
        return StyledPhoto(
            image, emotion, confidence, reading.faces, mix, "some-style", strength, {"paint": 0.1}, reading.uncertain,
            brush=options.brush, take=options.take,
        )  # fmt: skip

    def sheet(self, photo: bytes, max_side: int) -> Image.Image:
        self.read(photo)
        return Image.new("RGB", (max_side, 48))


class Terminal:
    """Runs commands in a folder with the stand-in and keeps what was printed."""

    def __init__(self, folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        self.folder, self.brush, self._captured = folder, Brush(), capsysbinary
        self.stdout, self.stderr = b"", ""

    def run(self, *words: str) -> int:
        code = cli.main(list(words), self.brush.load)
        out, err = self._captured.readouterr()
        self.stdout, self.stderr = out, err.decode()
        return code

    def photo(self, name: str, content: bytes = b"photo") -> Path:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return path

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.stdout.decode().splitlines()]


@pytest.fixture
def terminal(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path, capsysbinary)


@pytest.fixture
def pipe_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    def feed(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return feed
