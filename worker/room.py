"""Room in Redis: what is large is refused before Redis is full, so that what is small always finds a place.

A full Redis takes nothing at all: no sign of life, no lead, no mark that an answer is being sent. What fills it could
not be delivered, and so not deleted, until its time to live is over.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from redis import Redis

# Of the memory that Redis may use. Photos stop first, so that those that are there can be painted.
PHOTOS: Final = 0.75
PAINTINGS: Final = 0.9


def has_room(connection: Redis, size: int, share: float) -> bool:
    """Tell whether so many bytes more leave Redis below this share of its memory; raise redis.RedisError."""
    memory: Mapping[str, Any] = connection.info("memory")
    limit = int(memory["maxmemory"])
    return limit == 0 or int(memory["used_memory"]) + size <= share * limit
