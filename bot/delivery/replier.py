"""One result becomes one reply: a painting with its buttons, a sentence, or a part of an album."""

from __future__ import annotations

import logging
import time

from bot.delivery.album_replier import AlbumReplier
from bot.delivery.outcomes import Outcomes
from bot.delivery.publisher import Publisher
from bot.i18n.message_ids import MessageId
from bot.i18n.translator import translator_for
from bot.jobs.album_results import AlbumResult
from bot.jobs.cancellation import Cancellations
from bot.jobs.paintings import Paintings
from bot.jobs.pending import OpenRequests
from bot.jobs.tickets import Ticket
from bot.messages.replies import TextReply, replied
from worker.shared.contract import Failed, Reason, Styled, StyleResult

log = logging.getLogger(__name__)


class Replier:
    """Answers results, each once."""

    def __init__(
        self,
        publisher: Publisher,
        albums: AlbumReplier,
        paintings: Paintings,
        open_requests: OpenRequests,
        cancellations: Cancellations,
        outcomes: Outcomes,
    ) -> None:
        self._publisher, self._albums, self._paintings = publisher, albums, paintings
        self._open_requests, self._cancellations, self._outcomes = open_requests, cancellations, outcomes

    async def give(self, result: StyleResult, ticket: Ticket) -> None:
        """Answer a result unless it was answered before."""
        status_messages = self._publisher.status_messages
        if await self._publisher.sender.was_sent(result.request_id):  # its status may still be there
            await status_messages.remove(ticket)
        else:
            result = await self._as_wished(result)
            status_messages.chat_actions.end(result.request_id)
            await self._outcomes.ended(result)
            if ticket.album is not None:
                await self._albums.give_part(AlbumResult(result=result), ticket, ticket.album)
            elif isinstance(result, Failed) and result.reason is Reason.CANCELLED:  # told by whoever stopped it
                await status_messages.remove(ticket)
            else:
                await self._give_one(result, ticket)
        if known := await self._open_requests.remove(result.request_id):
            self._outcomes.metrics.whole.observe(max(0.0, time.time() - known.since))
        if ticket.album is None:
            await self._paintings.delete(result.request_id)

    async def _as_wished(self, result: StyleResult) -> StyleResult:
        """Turn a painting into CANCELLED if the cancellation came after the worker's last check."""
        if isinstance(result, Failed) or not await self._cancellations.is_stopped(result.request_id):
            return result
        await self._paintings.delete(result.request_id)
        return Failed(request_id=result.request_id, ticket=result.ticket, reason=Reason.CANCELLED)

    async def give_trouble(self, ticket: Ticket, trouble: MessageId) -> None:
        """Answer for a photo that came to no request: at once, or as a part of its album."""
        self._outcomes.metrics.troubled(trouble)
        if ticket.album is not None:
            await self._albums.give_part(AlbumResult(trouble=trouble), ticket, ticket.album)
            return
        await self._publisher.sender.send_text(TextReply(translator_for(ticket.language).text(trouble)), ticket)
        await self._publisher.status_messages.remove(ticket)

    async def give_unwanted(self, ticket: Ticket) -> None:
        """Let an album go on without a photo that its person stopped before it came to a request."""
        if ticket.album is not None:
            await self._albums.give_part(AlbumResult(was_stopped=True), ticket, ticket.album)

    async def _give_one(self, result: StyleResult, ticket: Ticket) -> None:
        async with self._paintings.loaded([result]) as (painting,):
            is_lost = isinstance(result, Styled) and not painting
            buttons = await self._publisher.buttons_after(result, ticket, is_lost)
            if ticket.token is not None and buttons is None:
                log.info("result dropped: a later press replaced it")
                await self._publisher.status_messages.remove(ticket)
                return
            lost = TextReply(translator_for(ticket.language).text(MessageId.LOST_PAINTING))
            reply = lost if is_lost else replied(result, ticket, len(painting), buttons)
            messages = await self._publisher.send(result.request_id, reply, ticket, painting)
        if isinstance(result, Styled):
            await self._publisher.keep([result], messages)
