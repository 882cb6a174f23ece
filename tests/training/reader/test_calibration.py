"""Temperatures make the reader as sure as it is right, and doubt begins where it is wrong more often than right."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from emostyle.emotions import EMOTIONS, Emotion
from training.reader.calibration import (
    calibrate,
    fit_doubt,
    fit_temperature,
    fit_vote_temperature,
    held_out_probabilities,
)
from training.reader.datasets import FerPlus

HAPPY, SAD = EMOTIONS.index(Emotion.HAPPY), EMOTIONS.index(Emotion.SAD)


def confident(count: int, logit: float = 6.0) -> Tensor:
    """Return logits (count, 7) that all say happy."""
    return (logit * F.one_hot(torch.tensor(HAPPY), 7).float()).expand(count, 7).clone()


def votes_for(labels: Tensor) -> Tensor:
    return F.pad(10 * F.one_hot(labels, 7).float(), (0, 3))


@pytest.fixture
def labels() -> Tensor:
    """Happy for 8 of 10 faces, sad for the others."""
    return torch.tensor([HAPPY, HAPPY, HAPPY, HAPPY, SAD] * 10)


def test_the_temperature_makes_the_reader_as_sure_as_it_is_right(labels: Tensor) -> None:
    temperature = fit_temperature(confident(50), labels)

    sure = (confident(1) / temperature).softmax(dim=1)[0, HAPPY].item()
    assert sure == pytest.approx(0.8, abs=0.01)


def test_the_vote_temperature_gives_the_shares_of_the_votes() -> None:
    votes = torch.zeros(4, 10)
    votes[:, HAPPY], votes[:, SAD] = 7, 3
    logits = confident(4)
    logits[:, SAD] = 5.0

    shares = (logits / fit_vote_temperature(logits, votes)).softmax(dim=1)[0]

    assert shares[HAPPY] > shares[SAD] > shares[0]
    assert shares[HAPPY].item() == pytest.approx(0.7, abs=0.08)


def test_a_face_is_held_out_of_the_fit_of_its_own_temperature() -> None:
    labels = torch.tensor([SAD] + [HAPPY] * 4)  # the only mistake is the first face

    held_out = held_out_probabilities(confident(5), labels)

    assert held_out[0, HAPPY] > 0.99  # without it, the reader looks as if it were never wrong
    assert (held_out[1:, HAPPY] < held_out[0, HAPPY]).all()


def test_doubt_begins_where_readings_are_wrong_more_often_than_right() -> None:
    sure = torch.cat([torch.full((20,), 0.35), torch.full((80,), 0.9)])
    probabilities = F.one_hot(torch.full((100,), HAPPY), 7) * sure[:, None]
    labels = torch.full((100,), HAPPY)
    labels[:14] = SAD

    assert fit_doubt(probabilities, votes_for(labels)) == 0.45  # there are none just below 0.46
    assert fit_doubt(probabilities, votes_for(torch.full((100,), HAPPY))) == 0.0


def test_everything_is_fitted_at_once(labels: Tensor) -> None:
    data = FerPlus(torch.zeros(50, 1, 48, 48, dtype=torch.uint8), votes_for(labels))
    offsets = torch.linspace(-0.3, 0.3, 7)

    calibration = calibrate(confident(50), data, offsets, 20)

    assert calibration.offsets == pytest.approx(offsets.tolist(), abs=1e-4)
    assert calibration.least_side == 20
    assert calibration.temperature > 1
    assert calibration.vote_temperature > 1
