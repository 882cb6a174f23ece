"""What a worker process holds while it works: the pipeline, loaded once, and how long paintings are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from emostyle.pipeline import PaintOptions, StyledPhoto


class Painter(Protocol):
    """Paints a photo; `emostyle.pipeline.Pipeline` is the real one."""

    def paint(self, photo: bytes, options: PaintOptions, tell: Callable[[str], None]) -> StyledPhoto:
        """Return the painted photo, calling `tell` as each stage begins; raise EmoStyleError or what `tell` raises."""
        ...


@dataclass(frozen=True, slots=True)
class Runtime:
    """Everything that a task needs and cannot take from its request."""

    painter: Painter
    painting_ttl: int = 86_400  # seconds


_installed: list[Runtime] = []


def install(runtime: Runtime) -> None:
    """Set what the tasks of this process work with; RQ calls a task with its arguments only."""
    _installed[:] = [runtime]


def uninstall() -> None:
    """Make this process one that is no worker."""
    _installed.clear()


def current() -> Runtime:
    """Return what was installed; raise RuntimeError in a process that is no worker."""
    if not _installed:
        raise RuntimeError("This process is no worker: start one with `python -m worker`.")
    return _installed[0]
