"""Measuring the classifier: known votes and a known reader give known figures, as JSON."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from emostyle.emotions import EMOTIONS, Emotion
from emostyle.reading.emotion_net import EmotionNet, EmotionNetConfig
from emostyle.weights.files import WeightsHeader, save_weights
from training.common.configs import EvaluateEmotionConfig
from training.evaluate_emotion import main

HAPPY, SAD = EMOTIONS.index(Emotion.HAPPY), EMOTIONS.index(Emotion.SAD)


def reader(*logits: float) -> EmotionNet:
    """Return a small network that answers every face with the same logits."""
    torch.manual_seed(0)
    net = EmotionNet(EmotionNetConfig(widths=(8, 8, 8, 8)))
    torch.nn.init.zeros_(net.classify.weight)
    net.classify.bias.data = torch.tensor(logits)
    return net


@pytest.fixture
def always_happy(tmp_path: Path) -> Path:
    """Weights of a reader that says happy to every face."""
    net = reader(*(4.0 if emotion is Emotion.HAPPY else 0.0 for emotion in EMOTIONS))
    header = WeightsHeader(
        kind="emotion", config=dataclasses.asdict(net.config), labels=tuple(e.value for e in EMOTIONS)
    )
    save_weights(tmp_path / "happy.safetensors", net.state_dict(), header)
    return tmp_path / "happy.safetensors"


def write_split(folder: Path, votes: list[dict[int, int]]) -> None:
    counts = np.zeros((len(votes), 10), np.uint8)
    for row, given in zip(counts, votes, strict=True):
        row[list(given)] = list(given.values())
    np.savez(folder / "hand.npz", images=np.zeros((len(votes), 48, 48), np.uint8), votes=counts)


def test_known_votes_give_known_figures(always_happy: Path, tmp_path: Path) -> None:
    tie, unknown, winner = {HAPPY: 5, SAD: 5}, {8: 9, HAPPY: 1}, {HAPPY: 4, SAD: 3, 0: 3}
    write_split(tmp_path, [{HAPPY: 10}, {HAPPY: 8, SAD: 2}, {HAPPY: 6, 8: 4}, {SAD: 9}, {SAD: 7}, tie, unknown, winner])

    figures = main(EvaluateEmotionConfig(data=tmp_path, split="hand", weights=always_happy))

    confusion = np.zeros((7, 7), int)
    confusion[HAPPY, HAPPY], confusion[SAD, HAPPY] = 3, 2
    confidence = np.exp(4) / (np.exp(4) + 6)
    strict = figures["strict"]
    assert (figures["split"], figures["faces"]) == ("hand", 8)
    assert (strict["n"], strict["accuracy"], strict["confusion"]) == (5, 0.6, confusion.tolist())
    assert strict["macro_f1"] == pytest.approx((2 * 3 / (3 + 5) + 0) / 2)
    assert strict["recall"] == {e.value: {HAPPY: 1.0, SAD: 0.0}.get(i) for i, e in enumerate(EMOTIONS)}
    assert strict["ece"] == pytest.approx(confidence - 0.6, abs=1e-3)
    assert strict["reliability"] == [{"n": 5, "confidence": pytest.approx(confidence, abs=1e-3), "accuracy": 0.6}]
    assert strict["interval"][0] < 0.6 < strict["interval"][1]
    assert (strict["recall_interval"]["sad"][0], strict["recall_interval"]["fear"]) == (0, None)
    assert figures["plurality"]["n"] == 6  # also the winner without a majority
    assert figures["plurality"]["accuracy"] == pytest.approx(4 / 6, abs=1e-4)
    json.dumps(figures, allow_nan=False)


def test_a_selection_without_faces_leaves_the_other_one(always_happy: Path, tmp_path: Path) -> None:
    write_split(tmp_path, [{HAPPY: 4, SAD: 3, 0: 3}])  # a winner without a majority

    figures = main(EvaluateEmotionConfig(data=tmp_path, split="hand", weights=always_happy))

    assert (figures["plurality"]["n"], figures["plurality"]["accuracy"]) == (1, 1.0)
    assert (figures["strict"]["n"], figures["strict"]["accuracy"]) == (0, None)
    json.dumps(figures, allow_nan=False)


def test_a_split_without_faces_is_measured_too(always_happy: Path, tmp_path: Path) -> None:
    write_split(tmp_path, [])

    figures = main(EvaluateEmotionConfig(data=tmp_path, split="hand", weights=always_happy))

    assert (figures["faces"], figures["strict"]["n"]) == (0, 0)


def test_the_shipped_classifier_can_be_measured_on_any_split(faces_folder: Path) -> None:
    (faces_folder / "valid.npz").rename(faces_folder / "secret.npz")

    figures = main(EvaluateEmotionConfig(data=faces_folder, split="secret"))

    assert figures["faces"] == 35
    for way in ("plurality", "strict"):
        assert set(figures[way]) == {
            "n", "accuracy", "interval", "macro_f1", "recall", "recall_interval", "confusion", "ece", "reliability",
        }  # fmt: skip
    assert 0 <= figures["held_out_ece"] <= 1
    assert figures["vote_kl"] > 0
    assert 0 <= figures["doubt"]["share"] <= 1
