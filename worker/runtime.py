"""What the tasks of a worker process use: the pipeline, loaded once, and the TTL of paintings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from emostyle.pipeline import PaintOptions, StyledPhoto


class Painter(Protocol):
    """Paints a photo; `emostyle.pipeline.Pipeline` is the real one."""

    def paint(self, photo: bytes, options: PaintOptions, on_stage: Callable[[str], None], /) -> StyledPhoto:
        """Return the painted photo, and call `on_stage` at each stage; raise EmoStyleError or errors of `on_stage`."""
        ...


@dataclass(frozen=True, slots=True)
class Runtime:
    """Everything that a task needs beside its request."""

    painter: Painter
    painting_ttl: int = 86_400  # seconds


_installed: list[Runtime] = []


def install(runtime: Runtime) -> None:
    """Set the runtime of this process's tasks, to which RQ passes their arguments only."""
    _installed[:] = [runtime]


def uninstall() -> None:
    """Remove the runtime, as in a process that is no worker."""
    _installed.clear()


def current() -> Runtime:
    """Return the installed runtime; raise RuntimeError in a process that is no worker."""
    if not _installed:
        raise RuntimeError("This process is no worker: start one with `python -m worker`.")
    return _installed[0]
