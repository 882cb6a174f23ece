"""The average of weights, which is what a run ships."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from training.runs import average_of


def test_the_average_soon_forgets_the_random_start() -> None:
    net = nn.Linear(1, 1)
    nn.init.constant_(net.weight, 100.0)
    average = average_of(net, decay=0.999)
    average.update_parameters(net)
    nn.init.constant_(net.weight, 1.0)

    for _ in range(100):
        average.update_parameters(net)

    assert average.state_dict()["module.weight"].item() == pytest.approx(1.0, abs=0.01)


def test_a_long_average_moves_as_slowly_as_its_decay() -> None:
    net = nn.Linear(1, 1)
    nn.init.constant_(net.weight, 1.0)
    average = average_of(net, decay=0.9)
    for _ in range(200):
        average.update_parameters(net)
    nn.init.constant_(net.weight, 2.0)

    average.update_parameters(net)

    assert average.state_dict()["module.weight"].item() == pytest.approx(1.1, abs=1e-4)


def test_buffers_are_averaged_too() -> None:
    net = nn.BatchNorm1d(2)
    average = average_of(net, decay=0.9)
    average.update_parameters(net)
    net.running_mean = torch.ones(2)

    for _ in range(300):
        average.update_parameters(net)

    assert torch.allclose(average.state_dict()["module.running_mean"], torch.ones(2), atol=1e-3)
