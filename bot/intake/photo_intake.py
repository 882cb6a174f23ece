"""Takes photos in: sends the status message, has the photo fetched, and has its job queued."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from bot.delivery.publisher import KeptReplier
from bot.delivery.replier import Replier
from bot.i18n.message_ids import MessageId
from bot.i18n.translator import translator_for
from bot.intake.submission import NotQueued, Submission, Submitted
from bot.jobs.measures import Eta
from bot.jobs.pending import Known, Pending, Status, record_of
from bot.jobs.tickets import Ticket, request_of_part
from bot.messages.texts import album_text, waiting_text
from bot.progress.status_messages import StatusMessages
from bot.updates.queue import Source

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Announcer:
    """Sends one status message for each request or album, even if its update is handled again."""

    status_messages: StatusMessages
    pending: Pending
    eta: Eta

    async def announce(self, record: str, known: Known, ticket: Ticket, words: str) -> Ticket:
        """Send a status message unless there is one; return the ticket with its id."""
        status = known.status
        if status is None:
            status = Status(await self.status_messages.announce(ticket, words))
            await self.pending.keep_status(record, status)
        return ticket.model_copy(update={"status_id": status.message_id})

    async def show_place(self, ticket: Ticket, ahead: int) -> None:
        """Write into the status message that `ahead` photos are before this one."""
        await self.status_messages.change(ticket, await self.place_text(ticket, ahead))

    async def place_text(self, ticket: Ticket, ahead: int) -> str:
        """Return the text for a photo with `ahead` others before it."""
        return waiting_text(translator_for(ticket.language), ahead, await self.eta.until_done(ahead))

    async def remove(self, ticket: Ticket) -> None:
        """Delete the status message of a ticket."""
        await self.status_messages.remove(ticket)

    async def remove_known(self, known: Known, ticket: Ticket) -> None:
        """Delete the status message that another process may have sent before."""
        if known.status is not None:
            await self.remove(ticket.model_copy(update={"status_id": known.status.message_id}))


@dataclass(frozen=True, slots=True)
class PhotoIntake:
    """Takes in photos and albums."""

    announcer: Announcer
    submission: Submission
    replier: Replier
    kept_replier: KeptReplier
    pending: Pending

    async def look(self, source: Source, request_id: str, ticket: Ticket) -> Known:
        """Return what is recorded about a photo or its album, when its update is handled."""
        return await self.pending.look(record_of(request_id, ticket), source.entry, ticket)

    async def paint(self, source: Source, request_id: str, ticket: Ticket) -> None:
        """Queue a photo, and send a status message; reply if the photo cannot be queued."""
        async with self._arriving(source, request_id, ticket) as known:
            if not await self._is_settled(known, request_id, ticket):
                words = translator_for(ticket.language).text(MessageId.PAINTING)
                await self._take_in(source, known, request_id, ticket, words)

    async def paint_again(self, source: Source, request_id: str, ticket: Ticket) -> None:
        """Repaint a photo that is already shown; send a status message only if other jobs are ahead."""
        async with self._arriving(source, request_id, ticket) as known:
            if not await self._is_settled(known, request_id, ticket):
                ahead = await self.submission.ahead()
                words = await self.announcer.place_text(ticket, ahead) if ahead else None
                await self._take_in(source, known, request_id, ticket, words)

    def _arriving(self, source: Source, request_id: str, ticket: Ticket) -> AbstractAsyncContextManager[Known]:
        """Record a photo as arriving under its request id, while the block runs."""
        return self.pending.arriving(record_of(request_id, ticket), source.entry, [ticket], [request_id])

    async def _drop(self, known: Known, ticket: Ticket, requests: Sequence[str]) -> None:
        """Drop cancelled requests, and delete what another process may have left of them: status, open requests."""
        log.info(NotQueued.UNWANTED.value)
        for request_id in requests:
            await self.pending.close(request_id)
        await self.announcer.remove_known(known, ticket)

    async def _is_settled(self, known: Known, request_id: str, ticket: Ticket) -> bool:
        """Return whether a photo needs no painting: it was cancelled, or the reply came from the cache."""
        if known.is_unwanted:
            await self._drop(known, ticket, [request_id])
            return True
        return await self.kept_replier.reply(request_id, ticket)

    async def _take_in(self, source: Source, known: Known, request_id: str, ticket: Ticket, words: str | None) -> None:
        if words is not None:
            ticket = await self.announcer.announce(record_of(request_id, ticket), known, ticket, words)
        outcome = await self.submission.submit(source, request_id, ticket)
        # If an answered request has lost the record of its first status message, it has just got a second one.
        if outcome is NotQueued.UNWANTED or (outcome is NotQueued.ANSWERED and known.status is None):
            await self.announcer.remove(ticket)
        elif isinstance(outcome, MessageId):
            await self.replier.explain(ticket, outcome)
        elif isinstance(outcome, int) and outcome > 0:
            await self.announcer.show_place(ticket, outcome)

    async def paint_album(self, source: Source, tickets: Sequence[Ticket]) -> None:
        """Queue the photos of an album, which gets one reply."""
        requests = [request_of_part(ticket) for ticket in tickets]
        record = record_of(requests[0], tickets[0])

        async def is_unwanted() -> bool:
            return (await self.look(source, requests[0], tickets[0])).is_unwanted

        async with self.pending.arriving(record, source.entry, tickets, requests) as known:
            if not known.is_unwanted:
                if not await self.kept_replier.reply_to_album(tickets, is_unwanted):
                    await self._take_in_album(source, known, tickets)
                return
            await self._drop(known, tickets[0], requests)
            for ticket in tickets:  # a process that died may have queued some of them
                await self.replier.skip(ticket)

    async def _take_in_album(self, source: Source, known: Known, tickets: Sequence[Ticket]) -> None:
        record = record_of("", tickets[0])
        announced = await self.announcer.announce(record, known, tickets[0], album_text(tickets[0], 0))
        outcomes = []
        for each in tickets:
            ticket = each.model_copy(update={"status_id": announced.status_id})
            outcomes.append(await self.submission.submit(source, request_of_part(ticket), ticket))
            await self._end_part(ticket, outcomes[-1])
        if known.status is None and all(outcome is NotQueued.ANSWERED for outcome in outcomes):  # as in `_take_in`
            await self.announcer.remove(ticket)

    async def _end_part(self, ticket: Ticket, outcome: Submitted) -> None:
        """Add a part that was not queued to the results of its album, which waits for all parts."""
        if isinstance(outcome, MessageId):
            await self.replier.explain(ticket, outcome)
        elif outcome is NotQueued.UNWANTED:
            await self.replier.skip(ticket)
