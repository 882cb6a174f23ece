"""Measure the classifier on one split: `python -m training.evaluate_emotion --data DIR --split NAME`.

Prints one JSON object. Needs neither torchvision nor TensorBoard.
"""

from __future__ import annotations

import json
from typing import Any

import torch
from torch import Tensor

from emostyle.pipeline import choose_device
from emostyle.reading.recognizer import Recognizer
from emostyle.weights.files import EMOTION_WEIGHTS, sha256_of
from training.common.configs import EvaluateEmotionConfig, from_command_line
from training.common.errors import plain_endings
from training.reader.calibration import FOLDS, held_out_probabilities
from training.reader.datasets import FerPlus, load_ferplus
from training.reader.metrics import (
    emotion_metrics,
    expected_calibration_error,
    select_plurality,
    select_strict,
    vote_divergence,
)

BATCH_SIZE = 256


def main(config: EvaluateEmotionConfig) -> dict[str, Any]:
    """Return the figures of the weights that `config` names, for both ways to choose faces.

    Raises DataError, WeightsError, and OptionError for a device that is not here.
    """
    weights = config.weights or EMOTION_WEIGHTS
    data = load_ferplus(config.data, config.split)
    recognizer = Recognizer.load(weights, choose_device(config.device))
    figures: dict[str, Any] = {"split": config.split, "faces": len(data), "weights_sha256": sha256_of(weights)}
    return figures | measure(recognizer, predict(recognizer, data.images), data)


def predict(recognizer: Recognizer, images: Tensor) -> Tensor:
    """Read faces (N, 1, 48, 48) uint8: logits (N, 7), the mean of the ways in which the reader looks at each."""
    return torch.cat([recognizer.logits(part.float() / 255) for part in images.split(BATCH_SIZE)])


def measure(recognizer: Recognizer, logits: Tensor, data: FerPlus) -> dict[str, Any]:
    """Return every figure of logits (N, 7) against the votes of their faces."""
    probabilities = recognizer.probabilities(logits)
    return {
        **emotion_metrics(probabilities, data.votes),
        "held_out_ece": _held_out_ece(logits + logits.new_tensor(recognizer.calibration.offsets), data),
        "vote_kl": vote_divergence(recognizer.vote_shares(logits), data.votes),
        "doubt": _doubt(recognizer.calibration.doubt_below, probabilities, data),
    }


def _held_out_ece(logits: Tensor, data: FerPlus) -> float | None:
    # Of the strict faces, with a temperature that was fitted on other faces of the split than the one measured.
    mask, labels = select_strict(data.votes)
    if int(mask.sum()) < 2 * FOLDS:
        return None
    held_out = held_out_probabilities(logits[mask], labels[mask])
    return round(expected_calibration_error(held_out, labels[mask]), 4)


def _doubt(below: float, probabilities: Tensor, data: FerPlus) -> dict[str, Any]:
    # How many readings count as uncertain, and how often those and the others are right, where votes have a winner.
    mask, labels = select_plurality(data.votes)
    confidence, predicted = probabilities[mask].max(dim=1)
    right, uncertain = predicted == labels[mask], confidence < below
    return {
        "below": below,
        "share": _mean(uncertain),
        "accuracy_of_uncertain": _mean(right[uncertain]),
        "accuracy_of_others": _mean(right[~uncertain]),
    }


def _mean(values: Tensor) -> float | None:
    return round(values.double().mean().item(), 4) if len(values) else None


if __name__ == "__main__":
    with plain_endings():
        print(json.dumps(main(from_command_line(EvaluateEmotionConfig))))
