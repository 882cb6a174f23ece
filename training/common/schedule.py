"""When a painter learns at which size, and how fast."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from torch import Generator
from tqdm import tqdm

Stages = tuple[tuple[int, int, int], ...]  # crop size in pixels, batch size, steps; one after the other


@dataclass(frozen=True, slots=True)
class Step:
    """One step of training."""

    number: int  # counted from 0
    size: int  # pixels, side of the crops
    batch_size: int
    is_first_of_size: bool  # among the steps of this process
    rate: float  # learning rate
    generator: Generator  # draws the samples, after a resume the same ones


def steps_of(stages: Stages) -> int:
    """Return how many steps stages have together."""
    return sum(steps for _, _, steps in stages)


def training_steps(
    stages: Stages, rates: tuple[float, float], seed: int, begin: int = 0, name: str | None = None
) -> Iterator[Step]:
    """Go through the steps from `begin` on and show a bar; `rates` are the learning rates at the start and the end."""
    total, size = steps_of(stages), 0
    for number in tqdm(range(begin, total), desc=name, initial=begin, total=total, mininterval=5):
        before = size
        size, batch_size = stage_at(stages, number)
        generator = Generator().manual_seed(seed * 10_000_000 + number)
        yield Step(number, size, batch_size, size != before, learning_rate(*rates, number / total), generator)


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
