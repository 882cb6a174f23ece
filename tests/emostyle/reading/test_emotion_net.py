"""The classifier is the 21-layer network that the paper counts, and small."""

from __future__ import annotations

import torch
from torch import nn

from emostyle.reading.emotion_net import EmotionNet


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


def test_the_copy_for_inference_computes_the_same() -> None:
    net, faces = EmotionNet(), torch.rand(4, 1, 48, 48)
    net.train()(torch.rand(8, 1, 48, 48))  # so that the batch normalisations have something to fold

    fused = net.fused()

    assert torch.allclose(fused(faces), net.eval()(faces), atol=1e-5)
    assert not any(isinstance(module, nn.BatchNorm2d) for module in fused.modules())


def test_darker_and_paler_faces_look_alike_to_it() -> None:
    net, faces = EmotionNet().eval(), torch.rand(4, 1, 48, 48)

    assert torch.allclose(net(faces * 0.5 + 0.3), net(faces), atol=0.02)


def test_an_even_face_does_not_break_it() -> None:
    assert torch.isfinite(EmotionNet().eval()(torch.full((1, 1, 48, 48), 0.4))).all()
