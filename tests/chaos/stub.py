"""`python -m tests.chaos.stub`: a worker like every other, but for a painter that gives the photo back at once.

What is left of the time is that of bot, Redis and RQ. `STUB_SECONDS` says how long the painter pretends to paint.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

from emostyle.emotions import Emotion
from emostyle.imaging import images
from emostyle.pipeline import PaintOptions, StyledPhoto
from emostyle.styles.palette import PALETTE
from worker import __main__ as program
from worker import runtime
from worker.settings import WorkerSettings


class StubPainter:
    """Gives every photo back as its own painting, and finds it happy."""

    device = "stub"

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def paint(self, photo: bytes, options: PaintOptions, tell: Callable[[str], None]) -> StyledPhoto:
        """Tell both stages, wait, and return the photo; raise PhotoError for what is none."""
        tell("reading")
        image = images.decode(photo, target_side=options.max_side)
        tell("painting")
        begin = time.perf_counter()
        time.sleep(self._seconds)
        spent = {"paint": time.perf_counter() - begin}
        style = PALETTE[Emotion.HAPPY].style
        return StyledPhoto(image, Emotion.HAPPY, None, (), {Emotion.HAPPY: 1.0}, style, 1.0, spent)


def load(settings: WorkerSettings) -> StubPainter:
    """Make the stub the painter of this process."""
    painter = StubPainter(float(os.environ.get("STUB_SECONDS", "0")))
    runtime.install(runtime.Runtime(painter, settings.painting_ttl))
    return painter


if __name__ == "__main__":
    program.load = load  # type: ignore[assignment]
    sys.exit(program.main())
