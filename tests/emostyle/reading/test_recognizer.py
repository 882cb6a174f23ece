"""The reader turns crops into probabilities."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from emostyle.emotions import EMOTIONS
from emostyle.errors import WeightsError
from emostyle.reading.emotion_net import EmotionNet
from emostyle.reading.recognizer import Calibration, Recognizer
from emostyle.weights.files import WeightsHeader, save_weights


def test_probabilities_of_every_face_sum_to_one() -> None:
    probabilities = Recognizer.load().read(torch.rand(5, 1, 48, 48))

    assert probabilities.shape == (5, 7)
    assert torch.allclose(probabilities.sum(dim=1), torch.ones(5), atol=1e-5)


def test_no_faces_have_no_probabilities() -> None:
    assert Recognizer(EmotionNet()).read(torch.empty(0, 1, 48, 48)).shape == (0, 7)


def test_a_mirrored_face_reads_the_same() -> None:
    recognizer, face = Recognizer.load(), torch.rand(1, 1, 48, 48)

    assert torch.allclose(recognizer.read(face), recognizer.read(face.flip(-1)), atol=1e-5)


def test_a_lower_temperature_makes_a_reading_more_certain() -> None:
    torch.manual_seed(0)
    net, face = EmotionNet(), torch.rand(1, 1, 48, 48)

    assert Recognizer(net, Calibration(0.5)).read(face).max() > Recognizer(net).read(face).max()


def test_offsets_favour_an_emotion_but_not_in_the_vote_shares() -> None:
    offsets = (0.0,) * 5 + (9.0, 0.0)
    recognizer = Recognizer(EmotionNet(), Calibration(offsets=offsets))
    logits = torch.zeros(1, 7)

    assert recognizer.probabilities(logits).argmax() == 5
    assert torch.allclose(recognizer.vote_shares(logits), torch.full((1, 7), 1 / 7))


def test_vote_shares_have_a_temperature_of_their_own() -> None:
    recognizer = Recognizer(EmotionNet(), Calibration(temperature=0.5, vote_temperature=2.0))
    logits = torch.arange(7.0)[None]

    assert torch.allclose(recognizer.probabilities(logits), (logits * 2).softmax(dim=1))
    assert torch.allclose(recognizer.vote_shares(logits), (logits / 2).softmax(dim=1))


@pytest.mark.parametrize(
    ("probability", "side", "uncertain"), [(0.9, 100, False), (0.39, 100, True), (0.4, 20, False), (0.9, 19, True)]
)
def test_an_unsure_reading_and_a_small_face_are_uncertain(probability: float, side: float, uncertain: bool) -> None:
    recognizer = Recognizer(EmotionNet(), Calibration(doubt_below=0.4, least_side=20))

    assert recognizer.is_uncertain(probability, side) is uncertain


def test_the_shipped_reader_knows_when_to_doubt() -> None:
    calibration = Recognizer.load().calibration

    assert 0.2 < calibration.doubt_below < 0.8
    assert 8 <= calibration.least_side <= 48
    assert calibration.temperature != calibration.vote_temperature


def test_weights_for_other_classes_are_refused(tmp_path: Path) -> None:
    header = WeightsHeader(kind="emotion", config={}, labels=("cat", "dog"))
    save_weights(tmp_path / "pets.safetensors", {"x": torch.zeros(1)}, header)

    with pytest.raises(WeightsError, match="not on ours"):
        Recognizer.load(tmp_path / "pets.safetensors")


def test_a_network_of_another_version_is_refused(tmp_path: Path) -> None:
    header = WeightsHeader(kind="emotion", config={"widths": [8, 8], "depth": 3}, labels=tuple(EMOTIONS))
    save_weights(tmp_path / "old.safetensors", {"x": torch.zeros(1)}, header)

    with pytest.raises(WeightsError, match="another version"):
        Recognizer.load(tmp_path / "old.safetensors")
