"""Fits what turns the classifier's logits into probabilities, and when a reading should not be relied on."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from emostyle.reading.recognizer import Calibration
from training.reader.datasets import FerPlus, vote_targets
from training.reader.metrics import select_plurality, select_strict

DOUBT_WINDOW, LEAST_FACES = 0.1, 10  # of probability; fewer faces in it say nothing
FOLDS = 5
TEMPERATURES = torch.linspace(0.3, 2.0, 171)


def calibrate(logits: Tensor, data: FerPlus, offsets: Tensor, least_side: int) -> Calibration:
    """Fit everything on the logits (N, 7) of a split's faces; `offsets` (7,) and `least_side` are taken as they are."""
    mask, labels = select_strict(data.votes)
    adjusted = logits + offsets
    temperature = fit_temperature(adjusted[mask], labels[mask])
    probabilities = (adjusted / temperature).softmax(dim=1)
    return Calibration(
        temperature=temperature,
        offsets=tuple(round(value, 4) for value in offsets.tolist()),
        vote_temperature=fit_vote_temperature(logits, data.votes),
        doubt_below=fit_doubt(probabilities, data.votes),
        least_side=least_side,
    )


def fit_temperature(logits: Tensor, labels: Tensor) -> float:
    """Find the temperature under which logits (N, 7) give labels (N,) the highest likelihood (Guo 2017)."""
    losses = torch.stack([F.cross_entropy(logits / t, labels) for t in TEMPERATURES.tolist()])
    return round(TEMPERATURES[losses.argmin()].item(), 3)


def fit_vote_temperature(logits: Tensor, votes: Tensor) -> float:
    """Find the temperature under which logits (N, 7) are nearest to the votes (N, 10), by KL divergence."""
    targets, usable = vote_targets(votes)
    logits, targets = logits[usable], targets[usable]
    losses = torch.stack([F.cross_entropy(logits / t, targets) for t in TEMPERATURES.tolist()])
    return round(TEMPERATURES[losses.argmin()].item(), 3)


def held_out_probabilities(logits: Tensor, labels: Tensor, folds: int = FOLDS) -> Tensor:
    """Return probabilities (N, 7), each with the temperature that the other folds ask for.

    Face i belongs to fold i modulo `folds`, so the outcome is the same every time.
    """
    fold = torch.arange(len(logits)) % folds
    probabilities = torch.empty_like(logits)
    for k in range(folds):
        held, rest = fold == k, fold != k
        probabilities[held] = (logits[held] / fit_temperature(logits[rest], labels[rest])).softmax(dim=1)
    return probabilities


def fit_doubt(probabilities: Tensor, votes: Tensor) -> float:
    """Find the highest probability just below which readings (N, 7) are wrong at least as often as right, by 0.01.

    Just below: within `DOUBT_WINDOW`, so that failures further down do not lift it. Measured on every face whose votes
    (N, 10) have one winner. 0 when no such probability exists.
    """
    mask, labels = select_plurality(votes)
    confidence, predicted = probabilities[mask].max(dim=1)
    right = (predicted == labels[mask]).double()
    steps = [step / 100 for step in range(1, 100)]
    just_below = {t: (confidence < t) & (confidence >= t - DOUBT_WINDOW) for t in steps}
    doubtful = [t for t, near in just_below.items() if near.sum() >= LEAST_FACES and right[near].mean() <= 0.5]
    return max(doubtful, default=0.0)
