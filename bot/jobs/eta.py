"""How long a painting takes, estimated from those that were painted lately."""

from __future__ import annotations

import math
import statistics
from typing import Any

from redis.asyncio import Redis

from bot.jobs.job_queue import JobQueue
from bot.redis_keys import SECONDS
from worker.shared.lua import read_lua

KEPT = 20  # measured times
STEP = 5  # seconds that an estimate is rounded up to

_ADD = read_lua(__file__, "add_duration")


class Eta:
    """Keeps measured times, and tells how long a new photo will take."""

    def __init__(self, store: Redis, job_queue: JobQueue) -> None:
        self._redis, self._job_queue = store, job_queue

    async def add(self, seconds: float) -> None:
        """Note how long a worker needed for a painting."""
        if seconds > 0:
            call: Any = self._redis.eval(_ADD, 1, SECONDS, f"{seconds:.2f}", str(KEPT))
            await call

    async def median(self) -> float | None:
        """Return how many seconds a painting takes; None when none was measured."""
        values = await self._redis.lrange(SECONDS, 0, -1)
        return statistics.median(map(float, values)) if values else None

    async def until_done(self, ahead: int) -> int | None:
        """Return in how many seconds a photo with `ahead` others before it is painted; None when nobody can know."""
        median, workers = await self.median(), await self._job_queue.workers()
        if median is None or workers == 0:
            return None
        return STEP * math.ceil(median * math.ceil((ahead + 1) / workers) / STEP)
