"""Measures jobs: how long paintings take, how often each kind of event happens, and how requests end."""

from __future__ import annotations

import math
import statistics
from collections.abc import Awaitable
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from redis.asyncio import Redis

from bot.chats import KnownChats
from bot.jobs.cancellation import Cancellations
from bot.jobs.job_queue import JobQueue
from bot.jobs.painting_records import PaintingSummary, summary_of
from bot.observability.error_reports import ErrorReports
from bot.observability.metrics import CACHED, OTHER, PAINTED, STAGES, Metrics
from bot.redis_keys import SECONDS, count_key
from worker.shared.contract import WAITED, Reason, Styled, StyleResult
from worker.shared.lua import read_lua, run_lua

KEPT = 20  # durations that are kept
STEP = 5  # seconds that an estimate is rounded up to

_NOTE_PAINTING = read_lua(__file__, "note_painting")


class Eta:
    """Stores the durations of paintings, and estimates how long a new photo will take."""

    def __init__(self, store: Redis, job_queue: JobQueue) -> None:
        self._redis, self._job_queue = store, job_queue

    async def add(self, emotion: str, seconds: float) -> None:
        """Count a painting by its emotion, and store how many seconds a worker needed for it."""
        keys = (count_key(Count.PAINTED), SECONDS)
        await run_lua(self._redis, _NOTE_PAINTING, keys, emotion, f"{seconds:.2f}", str(KEPT))

    async def median(self) -> float | None:
        """Return the median of the stored durations in seconds; None if there are none."""
        values = await self._redis.lrange(SECONDS, 0, -1)
        return statistics.median(map(float, values)) if values else None

    async def until_done(self, ahead: int) -> int | None:
        """Return in how many seconds a photo with `ahead` others before it is painted; None if that is unknown."""
        median, workers = await self.median(), await self._job_queue.workers()
        if median is None or workers == 0:
            return None
        return STEP * math.ceil(median * math.ceil((ahead + 1) / workers) / STEP)


class Count(StrEnum):
    """The kinds of counted events; each kind is counted by names, such as emotions."""

    PAINTED = "painted"  # by emotion
    CACHED = "cached"  # replies from the cache, by emotion
    FAILED = "failed"  # by reason
    CORRECTIONS = "corrections"  # "happy": this reading was wrong; "happy>sad": the person chose sad instead


class UsageCounts:
    """Counts events in Redis."""

    def __init__(self, store: Redis) -> None:
        self._redis = store

    async def add(self, count: Count, name: str) -> None:
        """Count one event."""
        await self._redis.hincrby(count_key(count), name, 1)

    async def read(self, count: Count) -> dict[str, int]:
        """Return how often each name was counted."""
        found = await cast("Awaitable[dict[bytes, bytes]]", self._redis.hgetall(count_key(count)))
        return {name.decode(): int(times) for name, times in found.items()}


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Records how requests end."""

    counts: UsageCounts
    eta: Eta
    reports: ErrorReports
    known_chats: KnownChats
    cancellations: Cancellations
    metrics: Metrics

    async def ended(self, result: StyleResult) -> None:
        """Record a result in metrics and counts; report a failure of the worker to the admins."""
        if isinstance(result, Styled):
            self._measure(result)
            await self.eta.add(result.emotion, result.painting_seconds)
            return
        self.metrics.outcomes.labels(result.reason).inc()
        if result.reason is Reason.NO_FACE:
            self.metrics.faces.observe(0)
        if result.reason is not Reason.CANCELLED:
            await self.counts.add(Count.FAILED, result.reason)
        if result.reason is Reason.FAILED:
            await self.reports.tell("failed", "worker")

    def _measure(self, result: Styled) -> None:
        """Record a painting, and the durations that its worker measured, in the metrics."""
        self.metrics.outcomes.labels(PAINTED).inc()
        self.metrics.painted.labels(result.emotion).inc()
        for stage, seconds in result.seconds.items():
            if stage == WAITED:
                self.metrics.waited.observe(seconds)
            else:
                self.metrics.stages.labels(stage if stage in STAGES else OTHER).observe(seconds)
        shown = summary_of(result).faces
        self.metrics.faces.observe(len(shown))
        for emotion in shown:
            self.metrics.read.labels(emotion).inc()

    async def answered_at_once(self, painted: PaintingSummary) -> None:
        """Record a reply from the cache."""
        self.metrics.outcomes.labels(CACHED).inc()
        self.metrics.painted.labels(painted.emotion).inc()
        await self.counts.add(Count.CACHED, painted.emotion)

    async def left(self, chat_id: int) -> None:
        """Record that a chat takes no messages any more, and cancel its requests."""
        await self.known_chats.remove(chat_id)
        await self.cancellations.stop_chat(chat_id)
