"""Ends this process when one of its loops hangs: nobody may be there to start it anew, and a dead one is replaced.

It is a thread, so that it also sees an event loop that no longer turns. All state is in Redis, and other processes go
on with what this one held, as after any kill.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.pulse import Pulse

LOOK_SECONDS = 30.0
LOOKS = 2  # in a row that have to find it: a process that was stopped for a while looks late at first
HUNG = 1  # exit code
log = logging.getLogger(__name__)


@contextmanager
def watchdog(pulse: Pulse, end: Callable[[int], object] = os._exit) -> Iterator[None]:
    """Watch the loops of this process until the block ends."""
    done = threading.Event()
    thread = threading.Thread(target=_watch, args=(pulse, done, end), name="watchdog", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _watch(pulse: Pulse, done: threading.Event, end: Callable[[int], object]) -> None:
    looks = 0
    while not done.wait(LOOK_SECONDS):
        trouble = pulse.find_late()
        looks = looks + 1 if trouble else 0
        if looks >= LOOKS:
            log.critical("this bot ends, to be started anew: %s", trouble)
            end(HUNG)
            return
