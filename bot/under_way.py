"""Whether Telegram may have read a call that was broken off: one that still waited for its turn was not even begun.

Calls wait for the pace, for the end of a 429 and between two tries. Whoever is told to stop then has sent nothing, and
another process can send it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Calls:
    """What is known of the calls that one task makes."""

    def __init__(self) -> None:
        self.is_under_way = False  # also after a call that was broken off


@contextmanager
def watched() -> Iterator[Calls]:
    """Watch the calls to Telegram that this block makes."""
    calls = Calls()
    token = _mine.set(calls)
    try:
        yield calls
    finally:
        _mine.reset(token)


@contextmanager
def calling() -> Iterator[None]:
    """Make one call in this block; what ends it otherwise than with an answer or an error breaks it off."""
    calls = _mine.get() or Calls()
    calls.is_under_way = True
    try:
        yield
    except Exception:  # the caller knows better what its error means
        calls.is_under_way = False
        raise
    calls.is_under_way = False


_mine: ContextVar[Calls | None] = ContextVar("calls", default=None)
