"""Loops that hang: each says when it goes on, and a thread ends the process when one does not.

The thread also sees an event loop that no longer turns. All state is in Redis, and other processes go on with what this
one held, as after any kill."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from threading import Event

from emostyle.threads import beside

# Longer than a turn may take: a reply waits a minute between two tries, and each try writes for a minute and waits for
# the answer for another. What Telegram asks us to wait for is added.
LATE_SECONDS = 300.0


class Liveness:
    """Knows the loops of one process by name."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._turns: dict[str, float] = {}  # when each has begun its last turn, or may begin its next at the soonest

    @contextmanager
    def of(self, loop: str) -> Iterator[None]:
        """Count what is said in this block, and in tasks that it creates, for a loop that begins."""
        self._turns[loop] = self._clock()
        token = _mine.set((self, loop))
        try:
            yield
        finally:
            _mine.reset(token)

    def note(self, loop: str, wait: float) -> None:
        """Note a turn of a loop that goes on after so many seconds; one that was cleared away is not brought back."""
        if loop in self._turns:
            self._turns[loop] = max(self._turns[loop], self._clock() + wait)

    def hold(self, seconds: float) -> None:
        """Note that Telegram asks this process to wait: none of its loops is late for that."""
        for loop in self._turns:
            self.note(loop, seconds)

    def ages(self) -> Mapping[str, float]:
        """Return for each loop the seconds since its last turn."""
        now, turns = self._clock(), list(self._turns.items())  # a copy, because another thread may ask
        return {loop: max(0.0, now - beat) for loop, beat in turns}

    def find_late(self) -> str | None:
        """Return in words which loops hang; None when all go on."""
        late = [f"{loop} hangs (last turn {age:.0f} s ago)" for loop, age in self.ages().items() if age > LATE_SECONDS]
        return ", ".join(late) or None

    def clear(self) -> None:
        """Forget all loops: they are told to end."""
        self._turns.clear()


_mine: ContextVar[tuple[Liveness, str] | None] = ContextVar("liveness", default=None)


def beat(wait: float = 0.0) -> None:
    """Note that the loop in whose name this code runs goes on, in so many seconds if it has to wait that long."""
    if (mine := _mine.get()) is not None:
        liveness, loop = mine
        liveness.note(loop, wait)


LOOK_SECONDS = 30.0
LOOKS = 2  # in a row that have to find it: a process that was stopped for a while looks late at first
HUNG = 1  # exit code
log = logging.getLogger(__name__)


def watchdog(liveness: Liveness, end: Callable[[int], object] = os._exit) -> AbstractContextManager[None]:
    """Watch the loops of this process until the block ends."""
    return beside(lambda done: _watch(liveness, done, end), "watchdog")


def _watch(liveness: Liveness, done: Event, end: Callable[[int], object]) -> None:
    looks = 0
    while not done.wait(LOOK_SECONDS):
        trouble = liveness.find_late()
        looks = looks + 1 if trouble else 0
        if looks >= LOOKS:
            log.critical("this bot ends, to be started anew: %s", trouble)
            end(HUNG)
            return
