"""Finds loops that hang: each records a heartbeat, and a thread ends the process when one is missing.

The thread also sees an event loop that no longer turns. All state is in Redis, and other processes go on with what this
one held, as after any kill.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from threading import Event

from worker.shared.threads import beside

LATE_SECONDS = 300.0  # longer than a step of a loop may take before it is cancelled
LOOK_SECONDS = 30.0  # between two looks of the thread
LOOKS = 2  # in a row that have to find it: a process that was stopped for a while looks late at first
HUNG = 1  # exit code
log = logging.getLogger(__name__)


class Liveness:
    """Knows the loops of one process by name."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._beats: dict[str, float] = {}  # when each has begun its last step, or is to begin its next
        self._is_over = False

    def beat(self, loop: str, wait: float = 0.0) -> None:
        """Record a heartbeat of `loop`, whose next step is due in `wait` seconds."""
        if not self._is_over:
            self._beats[loop] = self._clock() + wait

    def ages(self) -> Mapping[str, float]:
        """Return for each loop the seconds since its last beat."""
        now, beats = self._clock(), list(self._beats.items())  # a copy, because another thread may ask
        return {loop: max(0.0, now - at) for loop, at in beats}

    def find_late(self) -> str | None:
        """Return in words which loops hang; None when all go on."""
        late = [f"{loop} hangs (last turn {age:.0f} s ago)" for loop, age in self.ages().items() if age > LATE_SECONDS]
        return ", ".join(late) or None

    def clear(self) -> None:
        """Forget all loops, because they are being stopped."""
        self._is_over = True
        self._beats.clear()


def watchdog(liveness: Liveness, end: Callable[[int], object] = os._exit) -> AbstractContextManager[None]:
    """Watch the loops of this process until the block ends."""
    return beside(lambda done: _watch(liveness, done, end), "watchdog")


def _watch(liveness: Liveness, done: Event, end: Callable[[int], object]) -> None:
    looks = 0
    while not done.wait(LOOK_SECONDS):
        trouble = liveness.find_late()
        looks = looks + 1 if trouble else 0
        if looks >= LOOKS:
            log.critical("exiting for a restart: %s", trouble)
            end(HUNG)
            return
