"""The reader turns crops into probabilities."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from emostyle.emotion_net import EmotionNet
from emostyle.errors import WeightsError
from emostyle.recognizer import Recognizer
from emostyle.weights import WeightsHeader, save_weights


def test_probabilities_of_every_face_sum_to_one() -> None:
    probabilities = Recognizer.load().read(torch.rand(5, 1, 48, 48))

    assert probabilities.shape == (5, 7)
    assert torch.allclose(probabilities.sum(dim=1), torch.ones(5), atol=1e-5)


def test_a_mirrored_face_reads_the_same() -> None:
    recognizer, face = Recognizer.load(), torch.rand(1, 1, 48, 48)

    assert torch.allclose(recognizer.read(face), recognizer.read(face.flip(-1)), atol=1e-5)


def test_a_lower_temperature_makes_a_reading_more_certain() -> None:
    torch.manual_seed(0)
    net, face = EmotionNet(), torch.rand(1, 1, 48, 48)

    assert Recognizer(net, 0.5).read(face).max() > Recognizer(net, 1.0).read(face).max()


def test_weights_for_other_classes_are_refused(tmp_path: Path) -> None:
    header = WeightsHeader(kind="emotion", config={}, labels=("cat", "dog"))
    save_weights(tmp_path / "pets.safetensors", {"x": torch.zeros(1)}, header)

    with pytest.raises(WeightsError, match="not on ours"):
        Recognizer.load(tmp_path / "pets.safetensors")
