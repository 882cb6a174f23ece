"""Rare emotions count for more, and nothing changes where that is switched off."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Generator, Tensor
from torch.nn import functional as F

from training.reader.class_balance import RARE as RARE_SHARE
from training.reader.class_balance import BalancedLoss, class_weights, draw_order, rare_offsets

COMMON, RARE = 0, 5


@pytest.fixture
def targets() -> Tensor:
    """100 faces: 90 of one emotion, 10 of a rare one."""
    return F.one_hot(torch.tensor([COMMON] * 90 + [RARE] * 10), 7).float()


def test_weights_average_to_one_over_the_faces(targets: Tensor) -> None:
    weights = class_weights(targets.mean(dim=0), 1.0)

    assert (targets @ weights).mean().item() == pytest.approx(1)
    assert (weights[RARE] / weights[COMMON]).item() == pytest.approx(9, rel=1e-4)


def test_sampling_at_full_power_draws_both_equally_often(targets: Tensor) -> None:
    order = draw_order(targets, 1.0, Generator().manual_seed(0))

    assert len(order) == 100
    assert 30 <= targets[order][:, RARE].sum() <= 70


def test_loss_weights_make_a_wrong_rare_face_dearer(targets: Tensor) -> None:
    logits = torch.zeros(1, 7)
    plain, weighed = BalancedLoss("none", targets, 1.0), BalancedLoss("loss", targets, 1.0)

    assert weighed(logits, targets[-1:]).item() == pytest.approx(5 * plain(logits, targets[-1:]).item())
    assert weighed(logits, targets[:1]) < plain(logits, targets[:1])


def test_adjusted_logits_ask_more_of_rare_faces(targets: Tensor) -> None:
    logits, adjusted = torch.zeros(1, 7), BalancedLoss("logits", targets, 1.0)

    assert adjusted(logits, targets[-1:]) > adjusted(logits, targets[:1])


@pytest.mark.parametrize("way", ["none", "sampling"])
def test_the_plain_loss_is_the_cross_entropy(way: str, targets: Tensor) -> None:
    logits = torch.randn(100, 7, generator=Generator().manual_seed(1))

    loss = BalancedLoss(way, targets, 0.5)(logits, targets)

    assert loss.item() == pytest.approx(F.cross_entropy(logits, targets).item())


def test_offsets_lift_rare_emotions_and_no_others() -> None:
    targets = F.one_hot(torch.tensor([COMMON] * 98 + [RARE] * 2), 7).float()

    offsets = rare_offsets(targets, 0.5)

    assert offsets[COMMON] == 0
    assert offsets[RARE].item() == pytest.approx(0.5 * math.log(RARE_SHARE / 0.02), rel=1e-4)
    assert torch.equal(rare_offsets(targets, 0.0), torch.zeros(7))
