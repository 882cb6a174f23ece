"""Several styles in one painting: as the emotions were read, and every face in its own."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from PIL import Image, ImageDraw, ImageFilter

from emostyle.emotions import EMOTIONS, Emotion
from emostyle.errors import NoFaceError
from emostyle.imaging import images
from emostyle.pipeline import PaintOptions, Pipeline
from emostyle.reading.faces import Box, Face
from emostyle.reading.recognizer import Calibration, Recognizer
from emostyle.styles.palette import PALETTE, style_names
from tests.emostyle.nets import random_stylizer, tinted_stylizer

SIZE = (320, 160)  # width and height of the photo
LEFT, RIGHT = (Face(Box(x, 50, 40, 48), (x + 12.0, 70.0), (x + 28.0, 70.0), 1.0) for x in (40, 240))


class TwoFaces:
    """Finds the same two faces in every picture."""

    def detect(self, image: torch.Tensor) -> tuple[Face, ...]:
        return (LEFT, RIGHT)


class Reader(Recognizer):
    """Reads the first face as mostly sad and the second as mostly happy."""

    def __init__(self, calibration: Calibration | None = None) -> None:
        self.calibration = calibration or Calibration()
        self.rows = torch.full((2, len(EMOTIONS)), 0.02)
        self.rows[0, EMOTIONS.index(Emotion.SAD)], self.rows[0, EMOTIONS.index(Emotion.FEAR)] = 0.6, 0.3
        self.rows[1, EMOTIONS.index(Emotion.HAPPY)] = 0.88

    def logits(self, faces: torch.Tensor) -> torch.Tensor:
        return self.rows.log()


@pytest.fixture(scope="module")
def pair() -> Pipeline:
    return Pipeline(TwoFaces(), Reader(), tinted_stylizer(*style_names()))


@pytest.fixture(scope="module")
def photo() -> bytes:
    """Draw two people before a wall, where `TwoFaces` finds them."""
    picture = Image.new("RGB", SIZE, (150, 170, 190))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 120, *SIZE), fill=(70, 90, 60))
    for x, skin, shirt in ((40, (224, 180, 150), (40, 60, 120)), (240, (150, 105, 80), (160, 40, 40))):
        draw.ellipse((x - 25, 100, x + 65, 200), fill=shirt)
        draw.ellipse((x - 3, 38, x + 43, 80), fill=(50, 35, 25))
        draw.ellipse((x, 44, x + 40, 104), fill=skin)
        for eye in (x + 12, x + 28):
            draw.line((eye - 5, 63, eye + 5, 63), fill=(60, 40, 30), width=2)
            draw.ellipse((eye - 4, 68, eye + 4, 73), fill=(245, 245, 245))
            draw.ellipse((eye - 2, 68, eye + 2, 73), fill=(30, 30, 30))
        draw.line((x + 20, 72, x + 18, 84), fill=(120, 80, 60), width=2)
        draw.arc((x + 10, 80, x + 30, 94), 20, 160, fill=(150, 50, 50), width=3)
    return images.encode(picture.filter(ImageFilter.GaussianBlur(1)), "png")


def test_a_mix_by_the_reading_leaves_out_what_is_hardly_there(pair: Pipeline, photo: bytes) -> None:
    styled = pair.paint(photo, PaintOptions(blend=True))

    assert styled.mix == pytest.approx(
        {Emotion.HAPPY: 0.45 / 0.92, Emotion.SAD: 0.31 / 0.92, Emotion.FEAR: 0.16 / 0.92}
    )
    assert styled.strength == pytest.approx(sum(share * PALETTE[e].strength for e, share in styled.mix.items()))
    assert styled.confidence == pytest.approx(0.45)


def test_a_mix_is_as_mixed_as_people_are_and_not_as_the_reader_is_unsure(photo: bytes) -> None:
    people = Pipeline(
        TwoFaces(), Reader(Calibration(temperature=0.1, vote_temperature=2.0)), tinted_stylizer(*style_names())
    )

    styled = people.paint(photo, PaintOptions(blend=True))

    assert styled.confidence == pytest.approx(0.5, abs=0.01)  # the reader is certain of both faces
    assert set(styled.mix) > {Emotion.HAPPY, Emotion.SAD}
    assert 1 < styled.mix[Emotion.HAPPY] / styled.mix[Emotion.SAD] < 2


def test_every_face_is_painted_in_its_own_emotion_and_the_background_in_the_photos(
    pair: Pipeline, photo: bytes
) -> None:
    styled = pair.paint(photo, PaintOptions(by_face=True))

    painted = images.to_tensor(styled.image)
    own, other = (
        images.to_tensor(pair.paint(photo, PaintOptions(emotion)).image) for emotion in (Emotion.SAD, Emotion.HAPPY)
    )
    left, right = ((..., slice(50, 98), slice(x, x + 40)) for x in (40, 240))
    background = (..., slice(0, 160), slice(140, 180))

    def apart(place: tuple[Any, ...], painting: torch.Tensor) -> float:
        return float((painted - painting)[place].mean(dim=(2, 3)).abs().mean())

    assert apart(left, own) < 0.3 * apart(left, other)
    for place in (right, background):
        assert apart(place, other) < 0.3 * apart(place, own)
    assert set(styled.mix) == {Emotion.HAPPY, Emotion.SAD}
    assert sum(styled.mix.values()) == pytest.approx(1)
    assert styled.emotion is Emotion.HAPPY


def test_faces_can_be_painted_in_mixes_of_their_own(pair: Pipeline, photo: bytes) -> None:
    styled = pair.paint(photo, PaintOptions(by_face=True, blend=True))

    assert set(styled.mix) == {Emotion.HAPPY, Emotion.SAD, Emotion.FEAR}


def test_borders_between_faces_and_background_are_no_edges(photo: bytes) -> None:
    pair = Pipeline(TwoFaces(), Reader(), random_stylizer(*style_names()))

    def steepest(options: PaintOptions) -> float:
        painted = images.to_tensor(pair.paint(photo, options).image)
        return float((painted[..., 1:] - painted[..., :-1]).abs().mean(dim=(0, 1, 2)).max())  # of all columns

    strokes = max(steepest(PaintOptions(emotion)) for emotion in (Emotion.SAD, Emotion.HAPPY))
    assert steepest(PaintOptions(by_face=True)) < 1.2 * strokes


def test_strength_zero_gives_the_photo_back(pair: Pipeline, photo: bytes) -> None:
    styled = pair.paint(photo, PaintOptions(by_face=True, strength=0.0))

    assert (images.to_tensor(styled.image) - images.to_tensor(images.decode(photo))).abs().max() < 0.01


@pytest.mark.parametrize("options", [PaintOptions(blend=True), PaintOptions(by_face=True)])
def test_without_a_face_there_is_nothing_to_go_by(
    options: PaintOptions, pipeline: Pipeline, faceless_photo: bytes
) -> None:
    with pytest.raises(NoFaceError):
        pipeline.paint(faceless_photo, options)
