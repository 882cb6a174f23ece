"""Replies to one result: with a painting and its buttons, with a text, or with a part of an album."""

from __future__ import annotations

import logging
import time

from bot.delivery.album_replier import AlbumReplier
from bot.delivery.idempotent_sender import ReplyId
from bot.delivery.publisher import Publisher
from bot.i18n.message_ids import MessageId
from bot.i18n.translator import translator_for
from bot.jobs.album_results import AlbumResult
from bot.jobs.measures import Outcomes
from bot.jobs.pending import Pending
from bot.jobs.pictures import Paintings
from bot.jobs.tickets import Ticket
from bot.messages.replies import TextReply, replied
from worker.shared.contract import Failed, Reason, Styled, StyleResult

log = logging.getLogger(__name__)


class Replier:
    """Replies to each result once."""

    def __init__(
        self,
        publisher: Publisher,
        albums: AlbumReplier,
        paintings: Paintings,
        pending: Pending,
        outcomes: Outcomes,
    ) -> None:
        self._publisher, self._albums, self._paintings = publisher, albums, paintings
        self._pending, self._outcomes = pending, outcomes

    async def deliver(self, result: StyleResult, ticket: Ticket) -> None:
        """Reply to a result unless the reply was sent before, and close its request."""
        status_messages = self._publisher.status_messages
        seen = await self._publisher.sender.see(result.request_id)
        if seen.was_sent:  # the status message may still be there
            await self._publisher.remove_status(ReplyId.to_request(result.request_id), ticket)
        else:
            cancelled = Failed(request_id=result.request_id, ticket=result.ticket, reason=Reason.CANCELLED)
            if seen.is_cancelled and isinstance(result, Styled):  # after the worker's last check
                result = cancelled
            status_messages.chat_actions.end(result.request_id)
            await self._outcomes.ended(result)
            if seen.is_cancelled:  # a failure is counted, but the person gets no reply
                result = cancelled
            if ticket.album is not None:
                await self._albums.add(AlbumResult(result=result), ticket, ticket.album)
            elif isinstance(result, Failed) and result.reason is Reason.CANCELLED:  # /cancel or /forget has answered
                await status_messages.remove(ticket)
            else:
                await self._reply(result, ticket)
        has_own_painting = ticket.album is None or seen.is_cancelled  # an album needs its paintings until its reply
        if known := await self._pending.close(result.request_id, with_painting=has_own_painting):
            self._outcomes.metrics.whole.observe(max(0.0, time.time() - known.since))

    async def explain(self, ticket: Ticket, trouble: MessageId) -> None:
        """Reply why a photo was not queued: at once, or in the reply to its album."""
        self._outcomes.metrics.troubled(trouble)
        if ticket.album is not None:
            await self._albums.add(AlbumResult(trouble=trouble), ticket, ticket.album)
            return
        await self._publisher.sender.send_text(TextReply(translator_for(ticket.language).text(trouble)), ticket)
        await self._publisher.status_messages.remove(ticket)

    async def skip(self, ticket: Ticket) -> None:
        """Store for an album that one of its photos was cancelled before it was queued."""
        if ticket.album is not None:
            await self._albums.add(AlbumResult(was_stopped=True), ticket, ticket.album)

    async def _reply(self, result: StyleResult, ticket: Ticket) -> None:
        async with self._paintings.loaded([result]) as (painting,):
            is_lost = isinstance(result, Styled) and not painting
            buttons = await self._publisher.buttons_after(result, ticket, is_lost)
            if ticket.token is not None and buttons is None:
                log.info("result dropped: the person pressed another button or cancelled it")
                await self._publisher.status_messages.remove(ticket)
                return
            lost = TextReply(translator_for(ticket.language).text(MessageId.LOST_PAINTING))
            reply = lost if is_lost else replied(result, ticket, len(painting), buttons)
            messages = await self._publisher.send(ReplyId.to_request(result.request_id), reply, ticket, painting)
        if isinstance(result, Styled):
            await self._publisher.cache([result], messages)
