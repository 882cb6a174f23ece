"""Sizes follow one another, and the rate warms up and falls."""

from __future__ import annotations

import pytest

from training.schedule import learning_rate, stage_at


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
