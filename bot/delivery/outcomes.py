"""What is noted when a request ends: metrics, counts, measured times, reports, and who has left."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chats import KnownChats
from bot.jobs.cancellation import Cancellations
from bot.jobs.eta import Eta
from bot.jobs.painting_records import PaintingSummary, summary_of
from bot.observability.error_reports import ErrorReports
from bot.observability.metrics import CACHED, OTHER, PAINTED, STAGES, Metrics
from bot.observability.usage_counts import Count, UsageCounts
from worker.shared.contract import WAITED, Reason, Styled, StyleResult


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Notes how requests end."""

    counts: UsageCounts
    eta: Eta
    reports: ErrorReports
    known_chats: KnownChats
    cancellations: Cancellations
    metrics: Metrics

    async def ended(self, result: StyleResult) -> None:
        """Note a result."""
        if isinstance(result, Styled):
            self._measure(result)
            await self.counts.add(Count.PAINTED, result.emotion)
            await self.eta.add(result.painting_seconds)
            return
        self.metrics.outcomes.labels(result.reason).inc()
        if result.reason is Reason.NO_FACE:
            self.metrics.faces.observe(0)
        if result.reason is not Reason.CANCELLED:
            await self.counts.add(Count.FAILED, result.reason)
        if result.reason is Reason.FAILED:
            await self.reports.tell("failed", "worker")

    def _measure(self, result: Styled) -> None:
        """Count a painting, with what its worker has measured."""
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
        """Note a painting that Telegram had already."""
        self.metrics.outcomes.labels(CACHED).inc()
        self.metrics.painted.labels(painted.emotion).inc()
        await self.counts.add(Count.CACHED, painted.emotion)

    async def left(self, chat_id: int) -> None:
        """Note that a chat wants no more: what waits for it is stopped."""
        await self.known_chats.remove(chat_id)
        await self.cancellations.stop_chat(chat_id)
