"""Metrics of queues, workers and memory in Redis, for all processes together, as Prometheus reads them.

Every bot process reports the same values, so a dashboard takes the largest and never the sum.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector
from redis.asyncio import Redis

from bot.jobs.job_queue import JobQueue, WorkerInfo
from bot.jobs.pending import Pending
from bot.redis_keys import UPDATES, UPDATES_ASIDE
from worker.shared.contract import RESULTS_STREAM, RETRIES, SET_ASIDE, WEIGHTS_FIELDS, WORKER_COUNTS

STATES = ("idle", "busy", "started", "suspended")
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How things stand."""

    figures: Mapping[str, float]  # by the name of the metric, without `emostyle_`
    retries: int
    workers: tuple[WorkerInfo, ...]


class Snapshots:
    """Takes snapshots."""

    def __init__(self, store: Redis, job_queue: JobQueue, pending: Pending) -> None:
        self._redis, self._job_queue, self._pending = store, job_queue, pending

    async def take(self) -> Snapshot:
        """Look once; raise redis.RedisError when Redis does not answer."""
        waiting = set(await self._job_queue.waiting())
        requests = await self._pending.all()
        oldest = min((request.since for request in requests if request.request_id in waiting), default=time.time())
        memory: Mapping[str, Any] = await self._redis.info("memory")
        retries = await self._redis.hget(WORKER_COUNTS, RETRIES)
        figures: dict[str, float] = {
            "queue_jobs": len(waiting),
            "queue_oldest_seconds": max(0.0, time.time() - oldest),
            "open_requests": len(requests),
            "results_waiting": await self._redis.xlen(RESULTS_STREAM),
            "redis_memory_bytes": memory["used_memory"],
            "redis_memory_limit_bytes": memory["maxmemory"],
        }
        figures |= await self._updates()
        figures["jobs_set_aside"] = await self._redis.hlen(SET_ASIDE)
        return Snapshot(figures, int(retries or 0), tuple(await self._job_queue.worker_infos()))

    async def _updates(self) -> dict[str, float]:
        first: Any = await self._redis.xrange(UPDATES, count=1)
        since = int(first[0][0].partition(b"-")[0]) / 1000 if first else time.time()  # the id of an entry is its time
        return {
            "inbox_updates": await self._redis.xlen(UPDATES),
            "inbox_oldest_seconds": max(0.0, time.time() - since),
            "updates_set_aside": await self._redis.xlen(UPDATES_ASIDE),
        }


TEXTS = {
    "queue_jobs": "Photos that wait for a worker",
    "queue_oldest_seconds": "How long the oldest of them has waited",
    "open_requests": "Photos that are not answered yet",
    "inbox_updates": "Updates that are not handled to their end yet",
    "inbox_oldest_seconds": "How long the oldest of them has been there",
    "updates_set_aside": "Updates that several bots died of",
    "jobs_set_aside": "Jobs that failed on every try",
    "results_waiting": "Results that are not delivered yet",
    "redis_memory_bytes": "Memory that Redis uses",
    "redis_memory_limit_bytes": "Memory at which Redis takes no more; 0: no limit",
}


class SnapshotCollector(Collector):
    """Turns a snapshot into metrics; None stands for a Redis that did not answer."""

    def __init__(self, snapshot: Snapshot | None) -> None:
        self._snapshot = snapshot

    def collect(self) -> Iterator[Metric]:
        """Return the metrics of this moment."""
        yield GaugeMetricFamily("emostyle_redis_up", "1 if Redis answers", value=float(self._snapshot is not None))
        if self._snapshot is None:
            return
        for name, value in self._snapshot.figures.items():
            yield GaugeMetricFamily(f"emostyle_{name}", TEXTS[name], value=value)
        yield CounterMetricFamily(
            "emostyle_job_retries", "Jobs that workers have tried again", value=self._snapshot.retries
        )
        yield from self._workers(self._snapshot.workers)

    def _workers(self, workers: tuple[WorkerInfo, ...]) -> Iterator[Metric]:
        states = Counter(worker.state if worker.state in STATES else OTHER for worker in workers)
        alive = GaugeMetricFamily("emostyle_workers", "Workers that are alive, by what they do", labels=("state",))
        for state in (*STATES, OTHER):
            alive.add_metric((state,), states[state])
        yield alive
        weights = GaugeMetricFamily("emostyle_worker_weights", "Workers, by their weights", labels=WEIGHTS_FIELDS)
        for names, count in Counter(worker.weights for worker in workers).items():
            weights.add_metric(names, count)
        yield weights
