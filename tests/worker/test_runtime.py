"""What the tasks of a worker work with."""

from __future__ import annotations

import pytest

from tests.worker.conftest import StandInPainter
from worker import runtime


def test_a_process_that_is_no_worker_says_so() -> None:
    runtime.uninstall()

    with pytest.raises(RuntimeError, match="python -m worker"):
        runtime.current()


def test_the_painter_that_was_installed_last_is_the_one(painter: StandInPainter) -> None:
    other = StandInPainter()

    runtime.install(runtime.Runtime(other, painting_ttl=7))

    assert runtime.current().painter is other
    assert runtime.current().painting_ttl == 7
