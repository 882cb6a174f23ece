"""Pauses grow up to the longest."""

from __future__ import annotations

from itertools import islice

from worker.shared.backoff import backoff


def test_each_pause_is_twice_the_one_before_up_to_the_longest() -> None:
    assert list(islice(backoff(0.5, 3), 5)) == [0.5, 1.0, 2.0, 3, 3]
