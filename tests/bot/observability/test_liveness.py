"""What counts as a beat of a loop, and when a loop is late."""

from __future__ import annotations

from bot.observability.liveness import LATE_SECONDS, Liveness


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_loop_is_late_until_it_beats_again() -> None:
    clock = Clock()
    loops = Liveness(clock)
    loops.beat("Slow")
    clock.now += LATE_SECONDS
    assert loops.find_late() is None
    clock.now += 12
    assert loops.find_late() == f"Slow hangs (last turn {LATE_SECONDS + 12:.0f} s ago)"

    loops.beat("Slow")

    assert loops.find_late() is None
    assert loops.ages() == {"Slow": 0.0}


def test_only_the_loop_that_beats_is_marked() -> None:
    clock = Clock()
    loops = Liveness(clock)
    loops.beat("Hung")
    clock.now += LATE_SECONDS + 1

    loops.beat("Alive")

    assert loops.find_late() == f"Hung hangs (last turn {LATE_SECONDS + 1:.0f} s ago)"


def test_a_pause_before_the_next_step_does_not_count() -> None:
    clock = Clock()
    loops = Liveness(clock)
    loops.beat("Poller", wait=1000)

    clock.now += 1000 + LATE_SECONDS
    assert loops.find_late() is None
    clock.now += 1
    assert loops.find_late() is not None


def test_loops_that_are_told_to_end_are_not_brought_back() -> None:
    loops = Liveness(Clock())
    loops.beat("Delivery")
    loops.clear()

    loops.beat("Delivery")

    assert loops.ages() == {}
