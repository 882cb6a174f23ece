"""The detector with gradients sees what the shipped one sees, and a hidden face costs."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from emostyle.faces import RetinaFace
from emostyle.images import decode, to_tensor
from training.face_detector import FaceDetector, finding_loss


@pytest.fixture(scope="module")
def detector() -> FaceDetector:
    return FaceDetector()


@pytest.fixture
def face(face_photo: bytes) -> Tensor:
    return F.interpolate(to_tensor(decode(face_photo)), size=(256, 256), mode="bilinear", antialias=True).clamp(0, 1)


def test_it_is_as_sure_of_a_face_as_the_shipped_detector(detector: FaceDetector, face: Tensor) -> None:
    seen = RetinaFace()._detect_at(face, 1.0)

    assert detector(face).max().item() == pytest.approx(seen[0].score, abs=1e-3)


def test_a_hidden_face_costs_and_its_gradient_reaches_the_painting(detector: FaceDetector, face: Tensor) -> None:
    hidden = (face * 0.02 + 0.4).requires_grad_()

    shown, lost = finding_loss(detector, torch.cat([face, hidden]), torch.cat([face, face]))
    lost.backward()

    assert shown < 0.2
    assert lost > 1
    assert hidden.grad is not None
    assert hidden.grad.abs().sum() > 0


def test_a_photo_without_faces_asks_for_none(detector: FaceDetector) -> None:
    assert finding_loss(detector, torch.rand(1, 3, 64, 64), torch.full((1, 3, 64, 64), 0.5)).tolist() == [0]
