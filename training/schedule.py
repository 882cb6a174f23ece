"""When a painter learns at which size, and how fast."""

from __future__ import annotations

import math

Stages = tuple[tuple[int, int, int], ...]  # crop size in pixels, batch size, steps; one after the other


def stage_at(stages: Stages, step: int) -> tuple[int, int]:
    """Return the crop size in pixels and the batch size of a step."""
    for size, batch_size, steps in stages:
        if step < steps:
            return size, batch_size
        step -= steps
    raise ValueError(f"the stages {stages} end before this step")


def learning_rate(first: float, final: float, progress: float) -> float:
    """Fall from the first to the final rate along half a cosine, after a short warm-up; progress is 0..1."""
    warm = min(1.0, progress / 0.01 + 0.05)
    wave = (1 + math.cos(math.pi * progress)) / 2
    return warm * (final + (first - final) * wave)
