"""Room in Redis: what is large is refused before Redis is full, so that what is small always finds a place.

A full Redis takes no write at all: no heartbeat, no leader lease, no claim of a reply. What fills it could
not be delivered, and so not deleted, until its time to live is over.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final
from weakref import WeakKeyDictionary

from redis import Redis

# Of the memory that Redis may use. Photos stop first, so that those that are there can be painted.
PHOTOS: Final = 0.75
PAINTINGS: Final = 0.9
FRESH: Final = (
    0.5  # seconds that an answer of Redis is good for: asking for each photo costs a tenth of all that go through
)
_answers: WeakKeyDictionary[Redis, tuple[float, int, int]] = WeakKeyDictionary()  # when, limit, bytes in use


def has_room(connection: Redis, size: int, share: float) -> bool:
    """Return whether `size` more bytes keep Redis below `share` of `maxmemory`; raise redis.RedisError."""
    asked, limit, used = _answers.get(connection, (float("-inf"), 0, 0))
    if time.monotonic() - asked > FRESH:
        memory: Mapping[str, Any] = connection.info("memory")
        limit, used = int(memory["maxmemory"]), int(memory["used_memory"])
        asked = time.monotonic()
    _answers[connection] = asked, limit, used + size
    return limit == 0 or used + size <= share * limit
