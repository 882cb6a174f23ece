"""The whole way of one photo: bytes in, readings and a painted picture out."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import torch
from torch import Tensor

from emostyle.emotions import EMOTIONS, Emotion
from emostyle.errors import NoFaceError
from emostyle.imaging import images
from emostyle.options import Brush as Brush
from emostyle.options import PaintOptions as PaintOptions
from emostyle.painting import face_masks
from emostyle.painting.stylizer import Stylizer
from emostyle.reading.faces import Box, Detector, Face, RetinaFace, crop_faces
from emostyle.reading.readings import FaceReading as FaceReading
from emostyle.reading.readings import PhotoReading as PhotoReading
from emostyle.reading.recognizer import Recognizer
from emostyle.runtime.devices import choose_device as choose_device
from emostyle.styles.catalogue import Choice, catalogue, find, of_palette
from emostyle.styles.palette import PALETTE, Artwork, blend_of, strength_of

READING_SIDE = 1600  # pixels, longest side of the picture in which faces are looked for
MAP_SIDE = 1024  # pixels, longest side of the picture for which a map of styles is drawn: borders are soft
SHEET_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class StyledPhoto:
    """A painted photo and how it came about."""

    image: images.Image
    emotion: Emotion  # painted, or the largest share of the mix
    confidence: float | None  # of the reading, 0..1; None when the emotion was chosen
    faces: tuple[FaceReading, ...]
    mix: Mapping[Emotion, float]  # shares of the emotions painted, sum 1
    style: str  # name of the style with the largest share
    strength: float  # 0..1, of the mix
    seconds: dict[str, float] = field(default_factory=dict)  # by stage: decode, faces, read, paint
    uncertain: bool = False  # the emotion was read, from a face too small or too unsure to be relied on
    artwork: Artwork | None = None  # that `style` is of; None: the first choice of `emotion`
    brush: Brush = Brush.MEDIUM
    take: int = 0


class Pipeline:
    """Detector, classifier and painter, loaded once; every call is independent of the others."""

    def __init__(
        self,
        detector: Detector,
        recognizer: Recognizer,
        stylizer: Stylizer,
        choices: Sequence[Choice] | None = None,
    ) -> None:
        """Keep the networks, and `choices`, the styles that have a name: by default those of the palette."""
        self._detector, self._recognizer, self._stylizer = detector, recognizer, stylizer
        self.choices = tuple(of_palette(stylizer.styles) if choices is None else choices)

    @classmethod
    def load(cls, device: str = "auto", styles_dir: Path | None = None) -> Pipeline:
        """Load the shipped weights and the added styles of a folder; `device` is auto, cpu, cuda, cuda:N or mps.

        Raises OptionError, and WeightsError for weights or an added style that cannot be used.
        """
        where, choices = choose_device(device), catalogue(styles_dir=styles_dir)
        stylizer = Stylizer.load(device=where, added=choices)
        return cls(RetinaFace.load(device=where), Recognizer.load(device=where), stylizer, choices)

    @property
    def device(self) -> torch.device:
        """Where the networks compute."""
        return self._stylizer.device

    def warm_up(self) -> None:
        """Run every network once at the size at which it works, so that the first photo is not slower than others."""
        image = torch.rand(1, 3, 640, 480)
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
        chosen = None if options.style is None else find(options.style, self.choices)
        artworks = PALETTE if chosen is None else {chosen.emotion: chosen.artwork}
        tell("reading")
        with _timed(seconds, "decode"):
            image = images.decode(photo, target_side=max(options.max_side, READING_SIDE))
        reading = self._read(image, seconds)
        shares, confidence = ({chosen.emotion: 1.0}, None) if chosen else _shares(options, reading)
        image = images.fit(image, options.max_side)
        tell("painting")
        with _timed(seconds, "paint"):
            mix = self._mix(shares, options.strength, artworks)
            if options.by_face:
                mix, shares = self._mix_by_face(mix, shares, reading, options, image.size)
            painting = self._paint(image, mix, reading, seed_of(photo, options.take), options.brush)
            painting = images.keep_colors(painting, image) if options.keep_colors else painting
        emotion = max(shares, key=lambda e: shares[e])
        strength, artwork = strength_of(shares, options.strength, artworks), artworks[emotion]
        uncertain = confidence is not None and reading.uncertain
        return StyledPhoto(
            painting,
            emotion,
            confidence,
            reading.faces,
            shares,
            artwork.style,
            strength,
            seconds,
            uncertain,
            artwork,
            options.brush,
            options.take,
        )

    def sheet(self, photo: bytes, max_side: int = 512) -> images.Image:
        """Return one labelled picture of the photo and its seven paintings; raise PhotoError for a bad photo."""
        image = images.decode(photo, target_side=max(max_side, READING_SIDE))
        reading, seed = self._read(image, {}), seed_of(photo, take=0)
        image = images.fit(image, max_side)
        pictures = [("photo", image)]
        for emotion in EMOTIONS:
            artwork = PALETTE[emotion]
            painting = self._paint(image, self._mix({emotion: 1.0}, None), reading, seed)
            pictures.append((f"{emotion}\n{artwork.artist}, {artwork.title}", painting))
        return images.contact_sheet(pictures, SHEET_COLUMNS)

    def _read(self, image: images.Image, seconds: dict[str, float]) -> PhotoReading:
        pixels = images.to_tensor(images.fit(image, READING_SIDE))
        with _timed(seconds, "faces"):
            faces = self._detector.detect(pixels)
        with _timed(seconds, "read"):
            readings = self._read_faces(pixels, faces) if faces else ()
        size = images.size_of(image)  # of the photo itself, which may have been decoded smaller
        scale = max(size) / max(pixels.shape[-2:])
        placed = tuple(replace(r, face=r.face.scaled(scale)) for r in readings)
        return PhotoReading(placed, size, seconds, self._recognizer.calibration.doubt_below)

    def _read_faces(self, pixels: Tensor, faces: Sequence[Face]) -> tuple[FaceReading, ...]:
        logits = self._recognizer.logits(crop_faces(pixels, faces))
        rows = zip(faces, self._recognizer.probabilities(logits), self._recognizer.vote_shares(logits), strict=True)
        return tuple(self._reading(*row) for row in rows)

    def _reading(self, face: Face, probabilities: Tensor, vote_shares: Tensor) -> FaceReading:
        uncertain = self._recognizer.is_uncertain(float(probabilities.max()), face.box.height)
        return FaceReading(face, _by_emotion(probabilities), _by_emotion(vote_shares), uncertain)

    def _mix(
        self, shares: Mapping[Emotion, float], strength: float | None, artworks: Mapping[Emotion, Artwork] = PALETTE
    ) -> Tensor:
        styles = {artworks[emotion].style: share for emotion, share in shares.items()}
        return self._stylizer.mix_vector(styles, strength_of(shares, strength, artworks))

    def _mix_by_face(
        self,
        background: Tensor,
        shares: Mapping[Emotion, float],
        reading: PhotoReading,
        options: PaintOptions,
        size: tuple[int, int],
    ) -> tuple[Tensor, dict[Emotion, float]]:
        """Return a map of mixes (1, styles, h, w) for a picture of `size`, and how much of it each emotion gets."""
        parts = [shares, *(_shares_read(face, options.blend) for face in reading.faces)]
        scale = min(1.0, MAP_SIDE / max(size))
        drawn = (max(1, round(size[0] * scale)), max(1, round(size[1] * scale)))
        weights = face_masks.partition(_boxes_in(drawn, reading), drawn)
        mixes = [background, *(self._mix(part, options.strength) for part in parts[1:])]
        areas = list(zip(parts, weights.mean(dim=(1, 2)).tolist(), strict=True))
        covered = {e: sum(area * part.get(e, 0.0) for part, area in areas) for e in EMOTIONS}
        return face_masks.mix_map(weights, mixes), {e: area for e, area in covered.items() if area > 0}

    def _paint(
        self, image: images.Image, mix: Tensor, reading: PhotoReading, seed: int, brush: Brush = Brush.MEDIUM
    ) -> images.Image:
        faces = _boxes_in(image.size, reading)
        return images.to_image(self._stylizer.paint(images.to_tensor(image), mix, brush, seed, faces))


def seed_of(photo: bytes, take: int) -> int:
    """Return the seed of the noise that a photo is painted with, 0 to 2^63 - 1: the same on every machine."""
    digest = hashlib.sha256(photo)
    digest.update(b"take %d" % take)
    return int.from_bytes(digest.digest()[:8], "big") >> 1


def _boxes_in(size: tuple[int, int], reading: PhotoReading) -> list[Box]:
    """Return the boxes of the faces that were read, the largest first, in a picture of `size` (width, height)."""
    return [face.face.scaled(max(size) / max(reading.size)).box for face in reading.faces]


def _shares(options: PaintOptions, reading: PhotoReading) -> tuple[dict[Emotion, float], float | None]:
    if options.mix is not None:
        total = sum(options.mix.values())
        return {emotion: share / total for emotion, share in options.mix.items() if share > 0}, None
    if options.emotion is not None:
        return {options.emotion: 1.0}, None
    if not reading.faces:
        raise NoFaceError
    return _shares_read(reading, options.blend), reading.confidence


def _shares_read(reading: PhotoReading | FaceReading, blend: bool) -> dict[Emotion, float]:
    # A blend is as mixed as people are about the face; how sure the reader is of one emotion is another question.
    if blend and reading.vote_shares:
        return blend_of(reading.vote_shares)
    return {reading.emotion: 1.0} if reading.emotion else {}


def _by_emotion(row: Tensor) -> dict[Emotion, float]:
    return dict(zip(EMOTIONS, row.tolist(), strict=True))


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    begin = time.perf_counter()
    yield
    seconds[stage] = round(time.perf_counter() - begin, 4)
