"""The arithmetic of the load measurement."""

from __future__ import annotations

import pytest

from tests.load.stages import Clock, Job, busy_share, durations, percentile


def job(place: int, queued: float, started: float, ended: float, worker: str = "w") -> Job:
    return Job((1, place), worker, queued, started, ended)


def test_every_stage_of_a_photo_is_counted_and_all_of_them_are_the_whole() -> None:
    clock = Clock(sent={(1, 1): 10.0}, came={(1, 1): 15.0})

    found = durations(clock, [job(1, queued=11.0, started=11.5, ended=13.5)])

    assert found == {"taken": [1.0], "waiting": [0.5], "painting": [2.0], "delivering": [1.5], "whole": [5.0]}


def test_photos_that_never_came_back_are_left_out() -> None:
    clock = Clock(sent={(1, 1): 10.0})

    assert durations(clock, [job(1, queued=11.0, started=11.5, ended=13.5)])["whole"] == []


def test_a_worker_is_idle_only_while_a_photo_waits() -> None:
    jobs = [job(1, 0, 0, 2), job(2, 0, 2.5, 4), job(3, 9, 9, 10)]  # half a second too late, then nothing to do

    assert busy_share(jobs) == pytest.approx(4.5 / 5)


def test_workers_are_counted_each_for_itself() -> None:
    jobs = [job(1, 0, 0, 2, "a"), job(2, 0, 1, 3, "b"), job(3, 0, 2, 4, "a")]

    assert busy_share(jobs) == 1


def test_percentiles_of_few_values() -> None:
    assert percentile([], 50) == 0
    assert percentile([3.0], 99) == 3
    assert percentile([1.0, 2.0, 3.0], 50) == 2
