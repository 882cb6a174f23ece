"""Sizes follow one another, and the rate warms up and falls."""

from __future__ import annotations

import pytest
import torch

from training.common.schedule import learning_rate, stage_at, steps_of, training_steps


def test_each_step_has_the_size_of_its_stage() -> None:
    stages = ((128, 8, 2), (256, 4, 1))

    assert [stage_at(stages, step) for step in range(3)] == [(128, 8), (128, 8), (256, 4)]
    with pytest.raises(ValueError, match="end before"):
        stage_at(stages, 3)


def test_the_rate_warms_up_and_falls() -> None:
    start, soon, half, end = (learning_rate(1e-3, 5e-5, progress) for progress in (0, 0.02, 0.5, 1.0))

    assert start < soon
    assert soon > half > end
    assert end == pytest.approx(5e-5)


def test_steps_tell_size_rate_and_draws_alike_after_a_resume() -> None:
    stages = ((128, 8, 2), (256, 4, 2))

    whole = list(training_steps(stages, (1e-3, 1e-5), seed=3))
    rest = list(training_steps(stages, (1e-3, 1e-5), seed=3, begin=1))

    assert steps_of(stages) == len(whole) == 4
    assert [(s.number, s.size, s.batch_size, s.is_first_of_size) for s in whole] == [
        (0, 128, 8, True),
        (1, 128, 8, False),
        (2, 256, 4, True),
        (3, 256, 4, False),
    ]
    assert rest[0].is_first_of_size
    assert [s.rate for s in rest] == [s.rate for s in whole[1:]]
    draws = [torch.rand(1, generator=s.generator).item() for s in whole]
    assert len(set(draws)) == 4
    assert [torch.rand(1, generator=s.generator).item() for s in rest] == draws[1:]
