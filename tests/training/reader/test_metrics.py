"""The figures mean what the docs say."""

from __future__ import annotations

import json

import pytest
import torch
from torch import Tensor

from emostyle.emotions import EMOTIONS, Emotion
from training.reader.metrics import (
    confusion_matrix,
    emotion_metrics,
    expected_calibration_error,
    macro_f1,
    select_plurality,
    select_strict,
)


def votes(**counts: int) -> Tensor:
    columns = [*(emotion.value for emotion in EMOTIONS), "contempt", "unknown", "not_a_face"]
    return torch.tensor([[float(counts.get(column, 0)) for column in columns]])


@pytest.mark.parametrize(
    ("counts", "plurality", "strict"),
    [
        ({"happy": 10}, True, True),
        ({"happy": 5, "sad": 5}, False, False),  # no unique winner
        ({"happy": 4, "sad": 3, "fear": 3}, True, False),  # a winner without a majority
        ({"contempt": 9, "happy": 1}, False, False),  # the winner is none of the seven
        ({"happy": 4, "sad": 1, "fear": 1, "angry": 1, "neutral": 1, "unknown": 1}, True, True),  # single votes fall
        ({"happy": 2, "sad": 2, "unknown": 1}, False, False),
        ({}, False, False),
    ],
)
def test_faces_are_chosen_by_the_two_rules(counts: dict[str, int], plurality: bool, strict: bool) -> None:
    assert bool(select_plurality(votes(**counts))[0][0]) is plurality
    assert bool(select_strict(votes(**counts))[0][0]) is strict


def test_the_label_is_the_winner() -> None:
    assert select_strict(votes(disgust=8, fear=2))[1].item() == EMOTIONS.index(Emotion.DISGUST)


def test_confusion_counts_true_by_predicted() -> None:
    confusion = confusion_matrix(torch.tensor([0, 0, 1]), torch.tensor([0, 2, 1]))

    assert confusion[0, 0] == 1
    assert confusion[0, 2] == 1
    assert confusion[1, 1] == 1
    assert confusion.sum() == 3


def test_macro_f1_averages_classes_not_faces() -> None:
    confusion = torch.zeros(7, 7, dtype=torch.long)
    confusion[0, 0], confusion[1, 0] = 98, 2  # the second class is never found

    assert macro_f1(confusion) == pytest.approx((2 * 98 / 198) / 2)


def test_a_confident_and_wrong_reading_has_a_large_calibration_error() -> None:
    sure = torch.tensor([[0.9, 0.1]]).repeat(10, 1)

    assert expected_calibration_error(sure, torch.ones(10, dtype=torch.long)) == pytest.approx(0.9)
    assert expected_calibration_error(sure, torch.tensor([0] * 9 + [1])) == pytest.approx(0.0, abs=1e-6)


def test_perfect_readings_measure_perfectly() -> None:
    labels = torch.arange(7).repeat(3)
    counts = torch.zeros(21, 10)
    counts[torch.arange(21), labels] = 10

    figures = emotion_metrics(torch.eye(7)[labels], counts)

    for name in ("plurality", "strict"):
        assert figures[name]["n"] == 21
        assert figures[name]["accuracy"] == 1.0
        assert figures[name]["macro_f1"] == 1.0
        assert set(figures[name]["recall"].values()) == {1.0}


def test_a_selection_without_faces_has_no_figures() -> None:
    counts = torch.cat([votes(happy=4, sad=3, fear=3), votes(happy=3, sad=3)])  # a winner without majority, and a tie

    figures = emotion_metrics(torch.eye(7)[[1, 1]], counts)

    assert figures["strict"] == {
        "n": 0,
        "accuracy": None,
        "interval": None,
        "macro_f1": None,
        "recall": {emotion.value: None for emotion in EMOTIONS},
        "recall_interval": {emotion.value: None for emotion in EMOTIONS},
        "confusion": [[0] * 7] * 7,
        "ece": None,
        "reliability": [],
    }
    assert (figures["plurality"]["n"], figures["plurality"]["accuracy"]) == (1, 1.0)
    json.dumps(figures, allow_nan=False)


def test_a_class_without_faces_has_no_recall() -> None:
    recall = emotion_metrics(torch.eye(7)[[1, 1]], votes(happy=9).repeat(2, 1))["strict"]["recall"]

    assert recall == {emotion.value: 1.0 if emotion is Emotion.HAPPY else None for emotion in EMOTIONS}
