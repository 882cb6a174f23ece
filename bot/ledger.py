"""What is noted when a request ends: counts, measured times, reports, and who has left."""

from __future__ import annotations

from dataclasses import dataclass

from bot.counts import Count, Counts
from bot.estimates import Estimates
from bot.known_chats import KnownChats
from bot.metrics import Metrics
from bot.painted import Painted
from bot.reports import Reports
from bot.waiting_room import WaitingRoom
from worker.shared.contract import Reason, Styled, StyleResult


@dataclass(frozen=True, slots=True)
class Ledger:
    """Notes how requests end."""

    counts: Counts
    estimates: Estimates
    reports: Reports
    known_chats: KnownChats
    waiting_room: WaitingRoom
    metrics: Metrics

    async def ended(self, result: StyleResult) -> None:
        """Note a result."""
        await self.waiting_room.gateway.ended(result.request_id)
        self.metrics.ended(result)
        if isinstance(result, Styled):
            await self.counts.add(Count.PAINTED, result.emotion)
            await self.estimates.add(result.painting_seconds)
        elif result.reason is not Reason.CANCELLED:
            await self.counts.add(Count.FAILED, result.reason)
            if result.reason is Reason.FAILED:
                await self.reports.tell("failed", "worker")

    async def answered_at_once(self, painted: Painted) -> None:
        """Note a painting that Telegram had already."""
        self.metrics.cached(painted)
        await self.counts.add(Count.CACHED, painted.emotion)

    async def left(self, chat_id: int) -> None:
        """Note that a chat wants no more: what waits for it is stopped."""
        await self.known_chats.remove(chat_id)
        await self.waiting_room.stop(await self.waiting_room.open_requests.of_chat(chat_id))
