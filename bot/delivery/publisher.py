"""Sends replies and keeps what their buttons and later requests need; single replies and albums go this way."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import InlineKeyboardMarkup, Message

from bot.delivery.idempotent_sender import IdempotentSender, ReplyId
from bot.delivery.outcomes import Outcomes
from bot.delivery.sender import Outcome
from bot.i18n.translator import translator_for
from bot.jobs.painting_records import PaintingCache, PaintingRecord, PaintingRecords, record_for
from bot.jobs.tickets import Ticket, read_ticket
from bot.messages.painting_keyboard import painting_keyboard
from bot.messages.replies import Reply, filename_of, painted_by
from bot.progress.status_messages import StatusMessages
from worker.shared.contract import Failed, Reason, Styled, StyleResult

log = logging.getLogger(__name__)


class Publisher:
    """Sends replies, and notes what follows from them."""

    def __init__(
        self,
        sender: IdempotentSender,
        status_messages: StatusMessages,
        records: PaintingRecords,
        cache: PaintingCache,
        outcomes: Outcomes,
    ) -> None:
        self.sender, self.status_messages = sender, status_messages
        self._records, self._cache, self._outcomes = records, cache, outcomes

    async def send(self, reply_id: ReplyId, reply: Reply, ticket: Ticket, *paintings: bytes) -> tuple[Message, ...]:
        """Send a reply once and count it; return the pictures that Telegram has confirmed."""
        sent = await self.sender.send(reply_id, reply, ticket, *paintings)
        if sent is None:
            return ()
        outcome = sent.outcome.name.lower()
        self._outcomes.metrics.answers.labels(outcome).inc()
        log.info("%s", outcome)
        if sent.outcome is Outcome.SENT:
            await self.status_messages.remove(ticket)
        elif sent.outcome is Outcome.UNWANTED:
            await self._outcomes.left(ticket.chat_id)
        return sent.messages

    async def keep(self, results: Sequence[Styled], messages: Sequence[Message]) -> None:
        """Keep what Telegram has now, for quick answers."""
        for result, message in zip(results, messages, strict=False):  # none was confirmed, or all of them
            ticket = read_ticket(result.ticket)
            if ticket is not None:
                summary = painted_by(result, ticket)
                await self._cache.keep(result.request_id, ticket, summary, filename_of(result, ticket), message)

    async def buttons_after(
        self, result: StyleResult, ticket: Ticket, is_lost: bool = False
    ) -> InlineKeyboardMarkup | None:
        """Return the buttons after a result, and keep what they need; None when another press came meanwhile."""
        painted = painted_by(result, ticket) if isinstance(result, Styled) and not is_lost else None
        if ticket.token is None:
            has_buttons = painted is not None or (isinstance(result, Failed) and result.reason is Reason.NO_FACE)
            record = record_for(ticket, painted) if has_buttons else None
            return await self.kept_buttons(ticket, record) if record else None
        async with self._records.lock(ticket.token):
            record = await self._records.find(ticket.token)
            if record is None or record.waiting != result.request_id:
                return None
            changed = record if painted is None else record.repainted(ticket.wish, painted)
            return await self.kept_buttons(ticket, changed)

    async def kept_buttons(self, ticket: Ticket, record: PaintingRecord) -> InlineKeyboardMarkup:
        """Keep the state of a painting's buttons and return them."""
        token = await self._records.keep(ticket.token, record)
        return painting_keyboard(translator_for(ticket.language), token, record)
