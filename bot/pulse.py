"""When each loop of this process last began a turn: one that hangs is noticed though the event loop goes on.

A loop says `turn()` whenever it goes on, also when it only tries again. What its tasks say counts for it too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

# Longer than a turn may take: a reply waits a minute between two tries, and each try writes for a minute and waits for
# the answer for another. What Telegram asks us to wait for is added.
LATE_SECONDS = 300.0


class Pulse:
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
        return {loop: max(0.0, now - turn) for loop, turn in turns}

    def find_late(self) -> str | None:
        """Return in words which loops hang; None when all go on."""
        late = [f"{loop} hangs (last turn {age:.0f} s ago)" for loop, age in self.ages().items() if age > LATE_SECONDS]
        return ", ".join(late) or None

    def clear(self) -> None:
        """Forget all loops: they are told to end."""
        self._turns.clear()


_mine: ContextVar[tuple[Pulse, str] | None] = ContextVar("pulse", default=None)


def turn(wait: float = 0.0) -> None:
    """Note that the loop in whose name this code runs goes on, in so many seconds if it has to wait that long."""
    if (mine := _mine.get()) is not None:
        pulse, loop = mine
        pulse.note(loop, wait)
