"""Ends this process when one of its loops hangs: nobody may be there to start it anew, and a dead one is replaced.

It is a thread, so that it also sees an event loop that no longer turns. All state is in Redis, and other processes go
on with what this one held, as after any kill.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Event

from bot.pulse import Pulse
from emostyle.threads import beside

LOOK_SECONDS = 30.0
LOOKS = 2  # in a row that have to find it: a process that was stopped for a while looks late at first
HUNG = 1  # exit code
log = logging.getLogger(__name__)


def watchdog(pulse: Pulse, end: Callable[[int], object] = os._exit) -> AbstractContextManager[None]:
    """Watch the loops of this process until the block ends."""
    return beside(lambda done: _watch(pulse, done, end), "watchdog")


def _watch(pulse: Pulse, done: Event, end: Callable[[int], object]) -> None:
    looks = 0
    while not done.wait(LOOK_SECONDS):
        trouble = pulse.find_late()
        looks = looks + 1 if trouble else 0
        if looks >= LOOKS:
            log.critical("this bot ends, to be started anew: %s", trouble)
            end(HUNG)
            return
