"""Measure the classifier on one split: `python -m training.evaluate_emotion --data DIR --split NAME`.

Prints one JSON object. Needs neither torchvision nor TensorBoard.
"""

from __future__ import annotations

import json
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from emostyle.pipeline import choose_device
from emostyle.recognizer import Recognizer
from emostyle.weights import EMOTION_WEIGHTS, sha256_of
from training.configs import EvaluateEmotionConfig, from_command_line
from training.datasets import FerPlus, load_ferplus
from training.errors import plain_endings
from training.metrics import emotion_metrics, select_strict

BATCH_SIZE = 256


def main(config: EvaluateEmotionConfig) -> dict[str, Any]:
    """Return the figures of the weights that `config` names, for both ways to choose faces.

    Raises DataError, WeightsError, and OptionError for a device that is not here.
    """
    weights = config.weights or EMOTION_WEIGHTS
    data = load_ferplus(config.data, config.split)
    recognizer = Recognizer.load(weights, choose_device(config.device))
    figures: dict[str, Any] = {"split": config.split, "faces": len(data), "weights_sha256": sha256_of(weights)}
    return figures | emotion_metrics(predict(recognizer, data), data.votes)


def predict(recognizer: Recognizer, data: FerPlus) -> Tensor:
    """Read every face of a split: probabilities (N, 7)."""
    return torch.cat([recognizer.read(part.float() / 255) for part in data.images.split(BATCH_SIZE)])


def fit_temperature(recognizer: Recognizer, data: FerPlus) -> float:
    """Find the temperature that gives the majority labels the highest likelihood (Guo 2017)."""
    mask, labels = select_strict(data.votes)
    parts = data.images[mask].split(BATCH_SIZE)
    logits = torch.cat([recognizer.logits(part.float() / 255).cpu() for part in parts])
    candidates = torch.linspace(0.3, 2.0, 171)
    losses = [F.cross_entropy(logits / t, labels[mask]).item() for t in candidates.tolist()]
    return round(candidates[int(torch.tensor(losses).argmin())].item(), 3)


if __name__ == "__main__":
    with plain_endings():
        print(json.dumps(main(from_command_line(EvaluateEmotionConfig))))
