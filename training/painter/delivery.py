"""Paintings as people get them: a photo of chat size goes through the whole pipeline, and is looked at smaller."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from PIL.Image import Resampling
from torch import Tensor

from emostyle.emotions import Emotion
from emostyle.errors import PhotoError
from emostyle.imaging import images
from emostyle.imaging.images import Image
from emostyle.painting.enlarging import resize
from emostyle.painting.stylizer import Stylizer
from emostyle.pipeline import PaintOptions, Pipeline
from emostyle.reading.faces import Face, RetinaFace
from emostyle.reading.recognizer import Recognizer
from emostyle.runtime.devices import choose_device
from emostyle.styles.palette import PALETTE
from emostyle.weights.headers import STYLE_WEIGHTS
from training.common.errors import DataError
from training.painter.photographs import photos_of

LONG_SIDE = 1280  # pixels of a photo that is painted, and of the picture that is delivered
LOOKED_AT = 640  # pixels, long side at which a phone shows it
SHOWN_AREA = 512 * 384  # pixels of a picture whose texture is measured: one of 4:3 at 512 px, as wide as in training


class Painter:
    """The whole pipeline with given weights; looks for the faces of a photo once, however often it is painted."""

    def __init__(self, weights: Path | None = None, device: str = "auto") -> None:
        """Load weights, the shipped ones when none are named; raise WeightsError, and OptionError for the device."""
        where = choose_device(device)
        stylizer = Stylizer.load(weights or STYLE_WEIGHTS, where)
        detector = _RememberingDetector(RetinaFace.load(device=where))
        self.recognizer = Recognizer.load(device=where)
        self.styles = stylizer.styles
        self._pipeline = Pipeline(detector, self.recognizer, stylizer)

    def paint(self, photo: bytes, style: str, strength: float | None = None) -> Image:
        """Paint a photo in a style of the palette, as strongly as that suggests unless `strength` (0..1) says it."""
        return self._pipeline.paint(photo, PaintOptions(style=style, strength=strength, max_side=LONG_SIDE)).image

    def blend(self, photo: bytes, emotions: Sequence[Emotion]) -> Image:
        """Paint a photo at full strength in equal shares of the first choices of some emotions."""
        mix = dict.fromkeys(emotions, 1.0)
        return self._pipeline.paint(photo, PaintOptions(mix=mix, strength=1.0, max_side=LONG_SIDE)).image


class _RememberingDetector:
    """A detector that knows the faces of the picture that it saw last."""

    def __init__(self, detector: RetinaFace) -> None:
        self._detector = detector
        self._last: tuple[Tensor, tuple[Face, ...]] | None = None

    def detect(self, image: Tensor) -> tuple[Face, ...]:
        """Return the faces of a picture (1, 3, H, W) in 0..1."""
        if self._last is None or not torch.equal(self._last[0], image):
            self._last = image.clone(), self._detector.detect(image)
        return self._last[1]


def held_styles(painter: Painter, wanted: Sequence[str]) -> tuple[str, ...]:
    """Choose of the wanted styles those that the weights hold; raise DataError when there are none."""
    held = tuple(style for style in wanted if style in painter.styles)
    if not held:
        raise DataError(f"The weights hold none of the styles {', '.join(wanted)}, but {', '.join(painter.styles)}.")
    return held


def first_choices() -> dict[str, Emotion]:
    """Return the emotions by the style that is their first choice, in the order of the emotions."""
    return {artwork.style: emotion for emotion, artwork in PALETTE.items()}


def spread(folder: Path, count: int) -> list[Path]:
    """Choose so many photos of a folder, spread evenly over their names; 0 for all.

    Raises DataError for what is no folder or holds no photos.
    """
    paths = photos_of(folder)
    count = min(count or len(paths), len(paths))
    return [paths[(2 * i + 1) * len(paths) // (2 * count)] for i in range(count)]


def chat_photo(path: Path) -> bytes:
    """Return a photo scaled to a long side of 1,280 pixels, larger or smaller, as PNG; raise DataError."""
    try:
        image = images.decode(path.read_bytes())
    except (OSError, PhotoError) as error:
        raise DataError(f"{path}: {error}") from error
    return images.encode(at_long_side(image, LONG_SIDE), "png")


def at_long_side(image: Image, side: int) -> Image:
    """Scale a picture, up or down, to a longest side of `side` pixels."""
    scale = side / max(image.size)
    width, height = (max(1, round(length * scale)) for length in image.size)
    return image.resize((width, height), Resampling.LANCZOS)


def looked_at(picture: Tensor) -> Tensor:
    """Scale a picture (1, 3, H, W) to the long side at which a phone shows it."""
    return _scaled(picture, LOOKED_AT / max(picture.shape[-2:]))


def shown(picture: Tensor) -> Tensor:
    """Scale a picture (1, 3, H, W) to SHOWN_AREA: strokes are then as large as those of an artwork as it is learnt."""
    height, width = picture.shape[-2:]
    return _scaled(picture, (SHOWN_AREA / (height * width)) ** 0.5)


def _scaled(picture: Tensor, scale: float) -> Tensor:
    height, width = picture.shape[-2:]
    return resize(picture, (round(height * scale), round(width * scale))).clamp(0, 1)
