"""A thread beside a block of code."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event


@contextmanager
def beside(work: Callable[[Event], object], name: str) -> Iterator[None]:
    """Run `work` in a thread; at the end of the block, set the event that `work` got, and wait until it returns."""
    done = Event()
    thread = threading.Thread(target=work, args=(done,), name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
