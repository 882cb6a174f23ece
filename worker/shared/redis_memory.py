"""Keeps memory of Redis free: photos and paintings are refused before Redis is full, so that small writes succeed.

A full Redis refuses every write: heartbeats, the leader lease, claims of replies. Then no bot could deliver and delete
the paintings that fill it, until they expire.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final
from weakref import WeakKeyDictionary

from redis import Redis

# Shares of `maxmemory`. The bot refuses photos first, so that workers can still paint those in Redis.
PHOTOS: Final = 0.75
PAINTINGS: Final = 0.9
FRESH: Final = 0.5  # seconds that an answer of Redis is reused: asking for each photo costs a tenth of the throughput
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
