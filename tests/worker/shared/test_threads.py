"""A thread runs as long as the block beside it."""

from __future__ import annotations

import threading
from threading import Event

import pytest

from worker.shared.threads import beside


def test_it_runs_during_the_block_and_has_returned_after_it() -> None:
    begun, told = Event(), []

    def work(done: Event) -> None:
        begun.set()
        done.wait(10)
        told.append(threading.current_thread().name)

    with beside(work, "helper"):
        assert begun.wait(10)
        assert told == []

    assert told == ["helper"]


def test_it_ends_with_a_block_that_fails() -> None:
    ended = Event()

    def work(done: Event) -> None:
        if done.wait(10):
            ended.set()

    with pytest.raises(ZeroDivisionError), beside(work, "helper"):
        _ = 1 / 0

    assert ended.is_set()
