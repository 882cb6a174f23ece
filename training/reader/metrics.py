"""What we measure on the classifier, and which faces count."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from emostyle.emotions import EMOTIONS
from training.reader.datasets import clean_votes, vote_targets

ECE_BINS = 15


def select_plurality(votes: Tensor) -> tuple[Tensor, Tensor]:
    """Choose faces whose top vote of the ten columns is unique and one of the seven.

    Takes votes (N, 10); returns a mask (N,) and labels (N,), which mean something only under the mask.
    """
    top, labels = votes.max(dim=1)
    unique = (votes == top[:, None]).sum(dim=1) == 1
    return unique & (top > 0) & (labels < len(EMOTIONS)), labels


def select_strict(votes: Tensor) -> tuple[Tensor, Tensor]:
    """Choose faces whose winner, single votes removed, has more than half of the votes and is one of the seven."""
    cleaned = clean_votes(votes)
    top, labels = cleaned.max(dim=1)
    return (top > cleaned.sum(dim=1) / 2) & (labels < len(EMOTIONS)), labels


SELECTIONS = {"plurality": select_plurality, "strict": select_strict}


def confusion_matrix(labels: Tensor, predicted: Tensor) -> Tensor:
    """Count (true, predicted) pairs: int64 (7, 7)."""
    n = len(EMOTIONS)
    return torch.bincount(labels * n + predicted, minlength=n * n).reshape(n, n)


def macro_f1(confusion: Tensor) -> float:
    """Average the F1 scores of the classes that occur or are predicted."""
    hits = confusion.diagonal().double()
    size = confusion.sum(dim=0) + confusion.sum(dim=1)
    present = size > 0
    return float((2 * hits[present] / size[present]).mean())


def expected_calibration_error(probabilities: Tensor, labels: Tensor, bins: int = ECE_BINS) -> float:
    """Average |accuracy - confidence| over equal bins of confidence, weighted by their size (Guo 2017)."""
    confidence, predicted = probabilities.max(dim=1)
    hit = (predicted == labels).double()
    bin_of = (confidence * bins).long().clamp(max=bins - 1)
    gap = torch.zeros(bins, dtype=torch.double).index_add_(0, bin_of, hit - confidence.double())
    return float(gap.abs().sum() / len(labels))


def reliability(probabilities: Tensor, labels: Tensor, bins: int = ECE_BINS) -> list[dict[str, float]]:
    """Describe every bin of confidence that holds readings: how many, how sure they are and how often right."""
    confidence, predicted = probabilities.max(dim=1)
    hit, bin_of = (predicted == labels).double(), (confidence * bins).long().clamp(max=bins - 1)
    chosen = [(bin_of == i) for i in range(bins)]
    return [
        {
            "n": int(mask.sum()),
            "confidence": round(confidence[mask].double().mean().item(), 4),
            "accuracy": round(hit[mask].mean().item(), 4),
        }
        for mask in chosen
        if mask.any()
    ]


def wilson_interval(hits: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of `hits` in `n` > 0 (Wilson 1927)."""
    z, share = 1.959964, hits / n
    centre, spread = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return round((centre - spread) / (1 + z * z / n), 4), round((centre + spread) / (1 + z * z / n), 4)


def vote_divergence(shares: Tensor, votes: Tensor) -> float | None:
    """Return the mean Kullback-Leibler divergence of shares (N, 7) from votes (N, 10), in nats; None without votes."""
    targets, usable = vote_targets(votes)
    if not usable.any():
        return None
    return round(float(F.kl_div(shares[usable].log(), targets[usable], reduction="batchmean")), 4)


def emotion_metrics(probabilities: Tensor, votes: Tensor) -> dict[str, dict[str, Any]]:
    """Measure probabilities (N, 7) against votes (N, 10), once for each way to choose faces.

    What cannot be measured is None: the recall of an emotion without faces, and every figure when no face is chosen.
    """
    return {name: _measure(probabilities, *select(votes)) for name, select in SELECTIONS.items()}


def _measure(probabilities: Tensor, mask: Tensor, labels: Tensor) -> dict[str, Any]:
    probabilities, labels = probabilities[mask], labels[mask]
    n = len(labels)
    confusion = confusion_matrix(labels, probabilities.argmax(dim=1))
    counts = confusion.sum(dim=1)
    recall = {
        emotion.value: round(confusion[i, i].item() / counts[i].item(), 4) if counts[i] else None
        for i, emotion in enumerate(EMOTIONS)
    }
    hits = int(confusion.diagonal().sum())
    return {
        "n": n,
        "accuracy": round(hits / n, 4) if n else None,
        "interval": wilson_interval(hits, n) if n else None,
        "macro_f1": round(macro_f1(confusion), 4) if n else None,
        "recall": recall,
        "recall_interval": {
            emotion.value: wilson_interval(int(confusion[i, i]), int(counts[i])) if counts[i] else None
            for i, emotion in enumerate(EMOTIONS)
        },
        "confusion": confusion.tolist(),
        "ece": round(expected_calibration_error(probabilities, labels), 4) if n else None,
        "reliability": reliability(probabilities, labels),
    }
