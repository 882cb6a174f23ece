"""The whole way of one photo: bytes in, readings and a painted picture out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import torch
from torch import Tensor

from emostyle import images
from emostyle.emotions import EMOTIONS, Emotion
from emostyle.errors import NoFaceError, OptionError
from emostyle.faces import Detector, Face, RetinaFace, crop_faces
from emostyle.images import Image
from emostyle.palette import MAX_SHARE, PALETTE
from emostyle.recognizer import Recognizer
from emostyle.stylizer import Stylizer

READING_SIDE = 1600  # pixels, longest side of the picture in which faces are looked for
MIN_SIDE, MAX_SIDE = 64, 4096  # pixels, bounds of `max_side`
SHEET_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class PaintOptions:
    """What a person may choose; the defaults read the emotion and paint as its artwork suggests."""

    emotion: Emotion | None = None  # None: read it from the faces
    mix: Mapping[Emotion, float] | None = None  # shares of several emotions instead of one; any positive sum
    strength: float | None = None  # 0 (the photo) to 1 (the full style); None: as the artwork suggests
    keep_colors: bool = False  # brush strokes of the painting, colours of the photo
    max_side: int = 1280  # pixels, longest side of the painting

    def __post_init__(self) -> None:
        if self.strength is not None and not 0 <= self.strength <= 1:
            raise OptionError(f"The strength is {self.strength}, but it must be between 0 and 1.")
        if not MIN_SIDE <= self.max_side <= MAX_SIDE:
            raise OptionError(f"The longest side is {self.max_side}, but it must be {MIN_SIDE} to {MAX_SIDE} pixels.")
        if self.mix is None:
            return
        if self.emotion is not None:
            raise OptionError("Give one emotion or a mix of several, not both.")
        shares = list(self.mix.values())
        if any(not 0 <= share <= MAX_SHARE for share in shares) or not sum(shares) > 0:
            raise OptionError(f"The shares of a mix must be numbers from 0 to {MAX_SHARE:,.0f}, and not all of them 0.")


@dataclass(frozen=True, slots=True)
class FaceReading:
    """One face and how probable each emotion is on it."""

    face: Face  # in pixels of the upright photo
    probabilities: Mapping[Emotion, float]  # all seven, sum 1

    @property
    def emotion(self) -> Emotion:
        """The most probable emotion of this face."""
        return max(self.probabilities, key=lambda emotion: self.probabilities[emotion])


@dataclass(frozen=True, slots=True)
class PhotoReading:
    """All faces of a photo and what they show together."""

    faces: tuple[FaceReading, ...]  # the largest first
    size: tuple[int, int]  # width and height of the upright photo in pixels
    seconds: dict[str, float] = field(default_factory=dict)  # by stage: decode, faces, read

    @property
    def probabilities(self) -> Mapping[Emotion, float] | None:
        """The average over the faces, weighted by their area; None without a face."""
        total = sum(reading.face.box.area for reading in self.faces)
        if not total:
            return None
        return {e: sum(r.face.box.area * r.probabilities[e] for r in self.faces) / total for e in EMOTIONS}

    @property
    def emotion(self) -> Emotion | None:
        """The emotion of the photo; None without a face."""
        probabilities = self.probabilities
        return max(probabilities, key=lambda emotion: probabilities[emotion]) if probabilities else None

    @property
    def confidence(self) -> float | None:
        """Probability of that emotion, 0..1; None without a face."""
        probabilities = self.probabilities
        return max(probabilities.values()) if probabilities else None


@dataclass(frozen=True, slots=True)
class StyledPhoto:
    """A painted photo and how it came about."""

    image: Image
    emotion: Emotion  # painted, or the largest share of the mix
    confidence: float | None  # of the reading, 0..1; None when the emotion was chosen
    faces: tuple[FaceReading, ...]
    mix: Mapping[Emotion, float]  # shares of the emotions painted, sum 1
    style: str  # name of the style with the largest share
    strength: float
    seconds: dict[str, float] = field(default_factory=dict)  # by stage: decode, faces, read, paint
    uncertain: bool = False  # the emotion was read, from a face too small or too unsure to be relied on


class Pipeline:
    """Detector, classifier and painter, loaded once; every call is independent of the others."""

    def __init__(self, detector: Detector, recognizer: Recognizer, stylizer: Stylizer) -> None:
        self._detector, self._recognizer, self._stylizer = detector, recognizer, stylizer

    @classmethod
    def load(cls, device: str = "auto") -> Pipeline:
        """Load the shipped weights; `device` is auto, cpu, cuda, cuda:N or mps. Raises OptionError, WeightsError."""
        where = choose_device(device)
        return cls(RetinaFace(torch.get_num_threads()), Recognizer.load(device=where), Stylizer.load(device=where))

    @property
    def device(self) -> torch.device:
        """Where the networks compute."""
        return self._stylizer.device

    def warm_up(self) -> None:
        """Run every network once, so that the first photo is not slower than the others."""
        image = torch.rand(1, 3, 256, 256)
        self._detector.detect(image)
        self._recognizer.read(image[:, :1, :48, :48])
        self._stylizer.paint(image, self._stylizer.mix_vector({PALETTE[Emotion.HAPPY].style: 1.0}))

    def read(self, photo: bytes) -> PhotoReading:
        """Find the faces of a photo and read each; raise PhotoError when the bytes are no photo."""
        seconds = dict[str, float]()
        with _timed(seconds, "decode"):
            image = images.decode(photo, target_side=READING_SIDE)
        return self._read(image, seconds)

    def paint(
        self, photo: bytes, options: PaintOptions | None = None, tell: Callable[[str], None] = lambda stage: None
    ) -> StyledPhoto:
        """Paint a photo; raise PhotoError for a bad photo and NoFaceError when there is no emotion to read.

        `tell` is called with "reading" and "painting" when these stages begin; what it raises ends the work.
        """
        options, seconds = options or PaintOptions(), dict[str, float]()
        tell("reading")
        with _timed(seconds, "decode"):
            image = images.decode(photo, target_side=max(options.max_side, READING_SIDE))
        reading = self._read(image, seconds)
        shares, confidence = _shares(options, reading)
        emotion = max(shares, key=lambda e: shares[e])
        strength = PALETTE[emotion].strength if options.strength is None else options.strength
        tell("painting")
        with _timed(seconds, "paint"):
            painting = self._paint(images.fit(image, options.max_side), shares, strength, options.keep_colors)
        style = PALETTE[emotion].style
        return StyledPhoto(painting, emotion, confidence, reading.faces, shares, style, strength, seconds)

    def sheet(self, photo: bytes, max_side: int = 512) -> Image:
        """Return one labelled picture of the photo and its seven paintings; raise PhotoError for a bad photo."""
        image = images.fit(images.decode(photo, target_side=max_side), max_side)
        pictures = [("photo", image)]
        for emotion in EMOTIONS:
            artwork = PALETTE[emotion]
            painting = self._paint(image, {emotion: 1.0}, artwork.strength, keep_colors=False)
            pictures.append((f"{emotion}\n{artwork.artist}, {artwork.title}", painting))
        return images.contact_sheet(pictures, SHEET_COLUMNS)

    def _read(self, image: Image, seconds: dict[str, float]) -> PhotoReading:
        pixels = images.to_tensor(images.fit(image, READING_SIDE))
        with _timed(seconds, "faces"):
            faces = self._detector.detect(pixels)
        with _timed(seconds, "read"):
            probabilities = self._recognizer.read(crop_faces(pixels, faces)) if faces else torch.empty(0, 7)
        size = images.size_of(image)  # of the photo itself, which may have been decoded smaller
        scale = max(size) / max(pixels.shape[-2:])
        readings = tuple(_reading(f.scaled(scale), row) for f, row in zip(faces, probabilities, strict=True))
        return PhotoReading(readings, size, seconds)

    def _paint(self, image: Image, shares: Mapping[Emotion, float], strength: float, keep_colors: bool) -> Image:
        mix = self._stylizer.mix_vector({PALETTE[e].style: share for e, share in shares.items()}, strength)
        painting = images.to_image(self._stylizer.paint(images.to_tensor(image), mix))
        return images.keep_colors(painting, image) if keep_colors else painting


def choose_device(name: str) -> torch.device:
    """Return the device called `name`; `auto` takes CUDA, then MPS, then the CPU. Raises OptionError."""
    if name == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    try:
        device = torch.device(name)
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError) as error:
        raise OptionError(f"The device {name!r} cannot be used here: choose auto, cpu, cuda, cuda:N or mps.") from error
    return device


def _shares(options: PaintOptions, reading: PhotoReading) -> tuple[dict[Emotion, float], float | None]:
    if options.mix is not None:
        total = sum(options.mix.values())
        return {emotion: share / total for emotion, share in options.mix.items() if share > 0}, None
    if options.emotion is not None:
        return {options.emotion: 1.0}, None
    if reading.emotion is None:
        raise NoFaceError
    return {reading.emotion: 1.0}, reading.confidence


def _reading(face: Face, row: Tensor) -> FaceReading:
    return FaceReading(face, dict(zip(EMOTIONS, row.tolist(), strict=True)))


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    begin = time.perf_counter()
    yield
    seconds[stage] = round(time.perf_counter() - begin, 4)
