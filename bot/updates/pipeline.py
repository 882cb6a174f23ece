"""The queue and the processor of updates, which the application needs before it is built."""

from __future__ import annotations

from dataclasses import dataclass

from redis.asyncio import Redis

from bot.coordination.heartbeat import Heartbeat
from bot.observability.liveness import Liveness
from bot.observability.metrics import Metrics
from bot.updates.processor import UpdateProcessor
from bot.updates.queue import UpdateQueue

AT_ONCE = 64  # updates handled at the same time


@dataclass(frozen=True, slots=True)
class UpdatePipeline:
    """The queue and the processor of updates, with their heartbeat, metrics and watchdog."""

    store: Redis
    heartbeat: Heartbeat
    updates: UpdateQueue
    processor: UpdateProcessor
    metrics: Metrics
    liveness: Liveness

    @classmethod
    def of(cls, store: Redis) -> UpdatePipeline:
        """Return a pipeline for the updates that wait in `store`."""
        heartbeat = Heartbeat(store)
        updates = UpdateQueue(store, heartbeat, AT_ONCE)
        return cls(store, heartbeat, updates, UpdateProcessor(updates, AT_ONCE), Metrics(), Liveness())
