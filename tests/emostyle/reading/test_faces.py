"""Faces are found where they are, upright or tilted, and cut out level."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from emostyle.imaging.images import decode, to_tensor
from emostyle.reading.faces import CLOSE_UP, Box, Face, RetinaFace, crop_faces


@pytest.fixture(scope="module")
def detector() -> RetinaFace:
    return RetinaFace.load()


@pytest.fixture(scope="module")
def portrait(face_photo: bytes) -> Tensor:
    return to_tensor(decode(face_photo))


def turned(image: Tensor, degrees: float) -> Tensor:
    angle = math.radians(degrees)
    rotation = torch.tensor([[[math.cos(angle), -math.sin(angle), 0], [math.sin(angle), math.cos(angle), 0]]])
    grid = F.affine_grid(rotation, list(image.shape), align_corners=False)
    return F.grid_sample(image, grid, align_corners=False)


def test_the_face_of_a_portrait_is_found_with_its_eyes(detector: RetinaFace, portrait: Tensor) -> None:
    (face,) = detector.detect(portrait)

    assert face.box.overlap(Box(175, 70, 95, 130)) > 0.5
    assert face.left_eye[0] < face.right_eye[0]
    assert face.box.top < face.left_eye[1] < face.box.top + face.box.height / 2


def test_a_picture_without_a_face_has_none(detector: RetinaFace, faceless_photo: bytes) -> None:
    assert detector.detect(to_tensor(decode(faceless_photo))) == ()


@pytest.mark.parametrize("degrees", [-25, 20])
def test_a_tilted_face_is_found_and_its_tilt_measured(detector: RetinaFace, portrait: Tensor, degrees: int) -> None:
    upright = detector.detect(portrait)[0]

    tilted = detector.detect(turned(portrait, degrees))[0]

    assert math.degrees(tilted.tilt - upright.tilt) == pytest.approx(-degrees, abs=6)


def test_the_crop_of_a_tilted_face_looks_like_that_of_the_upright_one(detector: RetinaFace, portrait: Tensor) -> None:
    tilted = turned(portrait, 20)

    upright_crop = crop_faces(portrait, detector.detect(portrait)[:1])
    tilted_crop = crop_faces(tilted, detector.detect(tilted)[:1])
    unaligned = Face(detector.detect(tilted)[0].box, (0, 0), (1, 0), 1.0)

    middle = (..., slice(10, 38), slice(10, 38))
    aligned_error = (tilted_crop[middle] - upright_crop[middle]).abs().mean()
    assert aligned_error < (crop_faces(tilted, [unaligned])[middle] - upright_crop[middle]).abs().mean()


@pytest.mark.parametrize(("height", "room"), [(24, 640), (24, 1600), (48, 1600)])
def test_small_faces_are_found_in_large_photos(
    detector: RetinaFace, portrait: Tensor, faceless_photo: bytes, height: int, room: int
) -> None:
    scale = height / detector.detect(portrait)[0].box.height
    small = F.interpolate(portrait, scale_factor=scale, mode="bilinear", antialias=True)
    photo = F.interpolate(to_tensor(decode(faceless_photo)), size=(room * 3 // 4, room), mode="bilinear")
    photo[..., 200 : 200 + small.shape[-2], 300 : 300 + small.shape[-1]] = small

    (face,) = detector.detect(photo)

    assert face.box.height == pytest.approx(height, rel=0.2)
    assert 300 < face.box.left < 300 + small.shape[-1]


def test_a_face_that_fills_the_frame_is_found(detector: RetinaFace, portrait: Tensor) -> None:
    box = detector.detect(portrait)[0].box
    frame = portrait[..., box.top : box.top + box.height, box.left : box.left + box.width]
    large = F.interpolate(frame, scale_factor=6, mode="bilinear")

    assert detector.detect(frame)[0].box.height > 0.7 * box.height
    assert detector.detect(large)[0].box.height > 0.7 * 6 * box.height


def test_several_faces_of_different_sizes_are_found(detector: RetinaFace, portrait: Tensor) -> None:
    half = F.interpolate(portrait, scale_factor=0.5, mode="bilinear", antialias=True)
    quarter = F.interpolate(portrait, scale_factor=0.25, mode="bilinear", antialias=True)
    photo = torch.full((1, 3, 700, 1100), 0.4)
    for part, left in ((portrait, 20), (half, 560), (quarter, 850)):
        photo[..., 100 : 100 + part.shape[-2], left : left + part.shape[-1]] = part

    heights = [face.box.height for face in detector.detect(photo)]

    assert len(heights) == 3
    assert heights[0] > 1.5 * heights[1] > 2 * heights[2]


def test_small_faces_beside_a_close_up_are_found(detector: RetinaFace, portrait: Tensor, faceless_photo: bytes) -> None:
    photo = F.interpolate(to_tensor(decode(faceless_photo)), size=(1200, 1600), mode="bilinear")
    height, corners = detector.detect(portrait)[0].box.height, ((240, 20), (40, 1060), (32, 1250), (28, 1420))
    for wanted, left in corners:
        part = F.interpolate(portrait, scale_factor=wanted / height, mode="bilinear", antialias=True)
        photo[..., 40 : 40 + part.shape[-2], left : left + part.shape[-1]] = part

    found = [face.box.height for face in detector.detect(photo)]

    assert found == pytest.approx([wanted for wanted, _ in corners], rel=0.25)


def test_a_partly_hidden_face_is_found(detector: RetinaFace, portrait: Tensor) -> None:
    box = detector.detect(portrait)[0].box
    hidden = portrait.clone()
    hidden[..., box.top + box.height * 2 // 3 : box.top + box.height, :] = 0.5  # as behind a scarf

    assert len(detector.detect(hidden)) == 1


def test_a_small_photo_of_nothing_but_a_face_works(detector: RetinaFace, portrait: Tensor) -> None:
    assert len(detector.detect(portrait[..., 60:210, 150:290])) == 1


def test_no_faces_give_an_empty_batch(portrait: Tensor) -> None:
    assert crop_faces(portrait, []).shape == (0, 1, 48, 48)


def test_a_large_face_is_averaged_not_skipped_over() -> None:
    checkered = torch.zeros(1, 3, 960, 960)
    checkered[..., ::2] = 1.0  # stripes that every second pixel would show as plain black or white

    crop = crop_faces(checkered, [Face(Box(0, 0, 960, 960), (300, 300), (600, 300), 1.0)])

    assert crop.mean().item() == pytest.approx(0.5, abs=0.02)
    assert crop.std().item() < 0.05


def test_boxes_scale_and_overlap() -> None:
    face = Face(Box(10, 20, 30, 40), (15.0, 30.0), (35.0, 30.0), 0.9).scaled(2)

    assert face.box == Box(20, 40, 60, 80)
    assert face.right_eye == (70.0, 60.0)
    assert Box(0, 0, 10, 10).overlap(Box(5, 0, 10, 10)) == pytest.approx(1 / 3)
    assert Box(0, 0, 10, 10).overlap(Box(20, 0, 10, 10)) == 0


class CountingRetinaFace(RetinaFace):
    """Counts its looks."""

    looks = 0

    def look(self, image: Tensor, dtype: torch.dtype = torch.float32) -> tuple[Tensor, Tensor, Tensor]:
        self.looks += 1
        return super().look(image, dtype)


def test_a_photo_in_which_only_large_faces_are_seen_gets_no_second_look(
    portrait: Tensor, faceless_photo: bytes
) -> None:
    detector, photo = CountingRetinaFace.load(), to_tensor(decode(faceless_photo))
    (face,) = detector.detect(portrait)
    assert (face.box.height >= CLOSE_UP, detector.looks) == (True, 1)

    assert detector.detect(photo) == ()

    assert detector.looks == 3


def test_a_type_of_half_the_precision_finds_the_same_faces(portrait: Tensor) -> None:
    exact, rough = RetinaFace.load(), RetinaFace.load()
    exact._dtype, rough._dtype = torch.float32, torch.bfloat16
    small = F.interpolate(portrait, scale_factor=0.4, mode="bilinear", antialias=True)

    (one,), (other,) = exact.detect(small), rough.detect(small)

    assert one.box.overlap(other.box) > 0.9
    assert math.dist(one.left_eye, other.left_eye) < 0.03 * one.box.height
