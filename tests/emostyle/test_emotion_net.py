"""The classifier is the 21-layer network that the paper counts, and small."""

from __future__ import annotations

import torch
from torch import nn

from emostyle.emotion_net import EmotionNet


def test_it_has_twenty_one_layers() -> None:
    net = EmotionNet()

    # The paper counts convolutions, batch normalisations, pools and fully connected layers; the two small ones inside
    # a channel gate belong to the gate.
    counted = (nn.Conv2d, nn.BatchNorm2d, nn.MaxPool2d, nn.AdaptiveAvgPool2d)
    assert sum(isinstance(module, counted) for module in net.modules()) + len([net.classify]) == 21


def test_it_stays_under_two_and_a_half_million_parameters() -> None:
    assert sum(p.numel() for p in EmotionNet().parameters()) <= 2_500_000


def test_a_batch_of_faces_gives_seven_logits_each() -> None:
    logits = EmotionNet().eval()(torch.rand(3, 1, 48, 48))

    assert logits.shape == (3, 7)
    assert torch.isfinite(logits).all()


def test_one_face_is_read_as_it_is_in_a_batch() -> None:
    net, faces = EmotionNet().eval(), torch.rand(4, 1, 48, 48)

    assert torch.allclose(net(faces)[2:3], net(faces[2:3]), atol=1e-5)
