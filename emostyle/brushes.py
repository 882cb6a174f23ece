"""How people wish a painting to be made: the size of its strokes, and which of many takes it is."""

from __future__ import annotations

from enum import StrEnum

MAX_TAKE = 9999  # takes are numbered from 0 to this, far more than anybody looks at


class Brush(StrEnum):
    """The size of strokes relative to the frame."""

    FINE = "fine"
    MEDIUM = "medium"
    BROAD = "broad"
