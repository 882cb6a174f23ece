"""Growing pauses between retries, the same for bot and worker."""

from __future__ import annotations

from collections.abc import Iterator


def backoff(first: float, longest: float) -> Iterator[float]:
    """Yield seconds to wait: `first`, then each twice the one before, up to `longest`.

    >>> pauses = backoff(1, 5)
    >>> [next(pauses) for _ in range(5)]
    [1, 2, 4, 5, 5]
    """
    pause = first
    while True:
        yield pause
        pause = min(2 * pause, longest)
