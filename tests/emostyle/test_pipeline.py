"""Photo bytes in, readings and paintings out, with the shipped weights."""

from __future__ import annotations

import math

import pytest
import torch

from emostyle.emotions import EMOTIONS, Emotion
from emostyle.errors import NoFaceError, UnreadablePhotoError
from emostyle.imaging import images
from emostyle.options import Brush
from emostyle.painting.face_masks import CELL
from emostyle.pipeline import MAP_SIDE, PaintOptions, Pipeline, seed_of
from emostyle.reading.faces import Box, Face
from emostyle.reading.recognizer import Recognizer
from emostyle.styles.palette import PALETTE, all_style_names
from tests.conftest import landscape_jpeg


def test_a_smiling_astronaut_is_read_as_happy(pipeline: Pipeline, face_photo: bytes) -> None:
    reading = pipeline.read(face_photo)

    assert reading.emotion is Emotion.HAPPY
    assert len(reading.faces) == 1
    assert reading.confidence is not None
    assert 0.5 < reading.confidence <= 1
    assert math.isclose(sum(reading.faces[0].probabilities.values()), 1, abs_tol=1e-4)


def test_auto_paints_the_emotion_that_was_read(pipeline: Pipeline, face_photo: bytes) -> None:
    styled = pipeline.paint(face_photo, PaintOptions(max_side=256))

    assert styled.emotion is Emotion.HAPPY
    assert styled.style == PALETTE[Emotion.HAPPY].style
    assert styled.image.size == (256, 256)
    assert set(styled.seconds) == {"decode", "faces", "read", "paint"}


def test_without_a_face_auto_refuses_and_names_the_option(pipeline: Pipeline, faceless_photo: bytes) -> None:
    with pytest.raises(NoFaceError, match="--emotion"):
        pipeline.paint(faceless_photo)


def test_without_a_face_a_chosen_emotion_is_painted(pipeline: Pipeline, faceless_photo: bytes) -> None:
    styled = pipeline.paint(faceless_photo, PaintOptions(emotion=Emotion.SAD, max_side=128))

    assert styled.emotion is Emotion.SAD
    assert styled.confidence is None
    assert styled.faces == ()


def test_every_emotion_looks_different(pipeline: Pipeline, face_photo: bytes) -> None:
    paintings = [
        images.to_tensor(pipeline.paint(face_photo, PaintOptions(emotion=emotion, max_side=128)).image)
        for emotion in EMOTIONS
    ]

    for i, first in enumerate(paintings):
        for second in paintings[i + 1 :]:
            assert (first - second).abs().mean() > 0.01


def test_strength_zero_gives_the_photo_back_and_more_strength_moves_away(pipeline: Pipeline, face_photo: bytes) -> None:
    photo = images.to_tensor(images.fit(images.decode(face_photo), 192))

    def distance(strength: float) -> float:
        options = PaintOptions(emotion=Emotion.ANGRY, strength=strength, max_side=192)
        return float((images.to_tensor(pipeline.paint(face_photo, options).image) - photo).abs().mean())

    assert distance(0) < 0.005
    assert distance(0) < distance(0.5) < distance(1)


def test_kept_colors_are_nearer_to_the_photo(pipeline: Pipeline, face_photo: bytes) -> None:
    photo = images.to_tensor(images.fit(images.decode(face_photo), 128)).mean(dim=(2, 3))
    options = {"emotion": Emotion.ANGRY, "max_side": 128}

    plain = pipeline.paint(face_photo, PaintOptions(**options)).image  # type: ignore[arg-type]
    kept = pipeline.paint(face_photo, PaintOptions(**options, keep_colors=True)).image  # type: ignore[arg-type]

    def tint(image: images.Image) -> float:
        mean = images.to_tensor(image).mean(dim=(2, 3))
        return float(((mean - mean.mean()) - (photo - photo.mean())).abs().sum())

    assert tint(kept) < tint(plain)


def test_a_mix_reports_its_shares_and_its_main_style(pipeline: Pipeline, faceless_photo: bytes) -> None:
    options = PaintOptions(mix={Emotion.FEAR: 3, Emotion.SAD: 1}, max_side=128)

    styled = pipeline.paint(faceless_photo, options)

    assert styled.mix == {Emotion.FEAR: 0.75, Emotion.SAD: 0.25}
    assert styled.style == PALETTE[Emotion.FEAR].style


def test_a_style_is_painted_by_its_name_whatever_the_face_says(pipeline: Pipeline, face_photo: bytes) -> None:
    styled = pipeline.paint(face_photo, PaintOptions(style="munch-the-scream", max_side=128))

    assert (styled.emotion, styled.style) == (Emotion.FEAR, "munch-the-scream")
    assert styled.artwork == PALETTE[Emotion.FEAR]
    assert styled.strength == PALETTE[Emotion.FEAR].strength
    assert styled.confidence is None


def test_the_same_bytes_give_the_same_painting_and_another_take_another(pipeline: Pipeline, face_photo: bytes) -> None:
    first, again, other = (
        pipeline.paint(face_photo, PaintOptions(Emotion.SAD, max_side=192, take=take)) for take in (0, 0, 1)
    )

    assert first.image.tobytes() == again.image.tobytes()
    assert first.image.tobytes() != other.image.tobytes()
    assert (first.take, other.take, other.brush) == (0, 1, Brush.MEDIUM)


def test_the_seed_is_the_photos_and_the_takes_on_every_machine() -> None:
    assert seed_of(b"photo", 0) == 822213694252083407
    assert len({seed_of(photo, take) for photo in (b"photo", b"other") for take in range(3)}) == 6
    assert all(0 <= seed_of(b"photo", take) < 2**63 for take in range(100))


class Canvas:
    """A painter that keeps what it is asked for and gives the photo back."""

    def __init__(self) -> None:
        self.asked: list[tuple[tuple[int, ...], tuple[int, ...], Brush, int, list[Box]]] = []
        self.styles, self.device = all_style_names(), torch.device("cpu")

    def mix_vector(self, shares: dict[str, float], strength: float = 1.0) -> torch.Tensor:
        return torch.eye(len(self.styles))[:1] * strength

    def paint(self, photo: torch.Tensor, mix: torch.Tensor, brush: Brush, seed: int, faces: list[Box]) -> torch.Tensor:
        self.asked.append((tuple(photo.shape), tuple(mix.shape), brush, seed, faces))
        return photo


class OneFace:
    """Finds one face in the middle of every picture."""

    def detect(self, image: torch.Tensor) -> tuple[Face, ...]:
        height, width = image.shape[-2:]
        box = Box(width // 4, height // 4, width // 2, height // 2)
        return (Face(box, (width * 0.4, height * 0.4), (width * 0.6, height * 0.4), 1.0),)


@pytest.fixture
def canvas() -> Canvas:
    return Canvas()


@pytest.fixture
def drawing(canvas: Canvas) -> Pipeline:
    return Pipeline(OneFace(), Recognizer.load(), canvas)  # type: ignore[arg-type]


def test_the_painter_gets_brush_seed_and_the_faces_of_the_delivered_picture(
    canvas: Canvas, drawing: Pipeline, face_photo: bytes
) -> None:
    options = PaintOptions(Emotion.SAD, max_side=128, brush=Brush.BROAD, take=2)

    styled = drawing.paint(face_photo, options)

    ((shape, _, brush, seed, faces),) = canvas.asked
    assert shape == (1, 3, 128, 128)
    assert (brush, seed) == (Brush.BROAD, seed_of(face_photo, 2))
    assert faces == [Box(32, 32, 64, 64)]
    assert styled.faces[0].face.box == Box(128, 128, 256, 256)  # of the photo


def test_a_sheet_is_painted_with_the_faces_and_seed_of_a_painting(
    canvas: Canvas, drawing: Pipeline, face_photo: bytes
) -> None:
    drawing.sheet(face_photo, max_side=64)

    assert {(brush, seed, *faces) for _, _, brush, seed, faces in canvas.asked} == {
        (Brush.MEDIUM, seed_of(face_photo, 0), Box(16, 16, 32, 32))
    }
    assert len(canvas.asked) == 7


def test_a_map_of_styles_does_not_grow_with_the_picture(canvas: Canvas, drawing: Pipeline, face_photo: bytes) -> None:
    large = images.encode(images.decode(face_photo).resize((2048, 2048)), "jpeg")

    drawing.paint(large, PaintOptions(by_face=True, max_side=2048))

    ((shape, mix, _, _, _),) = canvas.asked
    assert shape == (1, 3, 2048, 2048)
    assert mix == (1, len(all_style_names()), MAP_SIDE // CELL, MAP_SIDE // CELL)


def test_a_sheet_shows_the_photo_and_seven_paintings(pipeline: Pipeline, face_photo: bytes) -> None:
    sheet = pipeline.sheet(face_photo, max_side=64)

    assert sheet.width > 4 * 64
    assert sheet.height > 2 * 64


def test_a_tiny_face_is_uncertain_and_a_clear_one_is_not(pipeline: Pipeline, face_photo: bytes) -> None:
    portrait = images.decode(face_photo)
    room = images.decode(images.encode(portrait.resize((900, 900)), "png")).point(lambda _: 90)
    room.paste(portrait.resize((80, 80)), (400, 400))  # the face is about 20 pixels high

    clear, tiny = pipeline.read(face_photo), pipeline.read(images.encode(room, "png"))

    assert [face.uncertain for face in clear.faces] == [False]
    assert [face.uncertain for face in tiny.faces] == [True]
    assert not pipeline.paint(face_photo, PaintOptions(max_side=64)).uncertain


def test_boxes_are_in_pixels_of_the_whole_photo(pipeline: Pipeline, face_photo: bytes) -> None:
    image = images.decode(face_photo)
    large = images.encode(image.resize((3584, 3584)), "jpeg")  # so large that it is decoded at half its size

    small_box, large_box = (pipeline.read(photo).faces[0].face.box for photo in (face_photo, large))
    painted_box = pipeline.paint(large, PaintOptions(max_side=64)).faces[0].face.box

    assert pipeline.read(large).size == (3584, 3584)
    assert large_box == painted_box
    assert large_box.left == pytest.approx(small_box.left * 7, abs=56)
    assert large_box.width == pytest.approx(small_box.width * 7, rel=0.15)


@pytest.mark.parametrize("size", [(16, 16), (320, 16), (16, 320), (2000, 100), (1300, 66)])
def test_the_narrowest_photos_are_painted_at_the_smallest_size(pipeline: Pipeline, size: tuple[int, int]) -> None:
    photo = images.encode(images.decode(landscape_jpeg()).resize(size), "png")

    styled = pipeline.paint(photo, PaintOptions(Emotion.HAPPY, max_side=64))

    assert min(styled.image.size) >= 16
    assert styled.image.width / styled.image.height == pytest.approx(size[0] / size[1], rel=0.06)
    assert min(pipeline.sheet(photo, max_side=64).size) > 64


def test_bytes_that_are_no_photo_are_refused(pipeline: Pipeline) -> None:
    with pytest.raises(UnreadablePhotoError):
        pipeline.read(b"hello")


def test_the_stages_are_told_and_what_is_raised_there_ends_the_work(pipeline: Pipeline, faceless_photo: bytes) -> None:
    stages: list[str] = []
    options = PaintOptions(Emotion.HAPPY, max_side=64)

    pipeline.paint(faceless_photo, options, stages.append)

    assert stages == ["reading", "painting"]
    with pytest.raises(ValueError, match="reading"):
        pipeline.paint(faceless_photo, options, _refuse)


def _refuse(stage: str) -> None:
    raise ValueError(stage)
