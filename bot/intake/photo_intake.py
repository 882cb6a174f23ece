"""Where photos are taken in: the person gets a sign of life, the photo is fetched, and the job is queued."""

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
    """Sends one status message for each request or album, also when its update is handled again."""

    status_messages: StatusMessages
    pending: Pending
    eta: Eta

    async def announce(self, record: str, known: Known, ticket: Ticket, words: str) -> Ticket:
        """Send a status message unless there is one; return the ticket that names it."""
        status = known.status
        if status is None:
            status = Status(await self.status_messages.announce(ticket, words))
            await self.pending.keep_status(record, status)
        return ticket.model_copy(update={"status_id": status.message_id})

    async def tell_place(self, ticket: Ticket, ahead: int) -> None:
        """Change the status message to how many photos are ahead."""
        await self.status_messages.change(ticket, await self.place_text(ticket, ahead))

    async def place_text(self, ticket: Ticket, ahead: int) -> str:
        """Return what is said of a photo with `ahead` others before it."""
        return waiting_text(translator_for(ticket.language), ahead, await self.eta.until_done(ahead))

    async def take_away(self, ticket: Ticket) -> None:
        """Delete the status message that the ticket names."""
        await self.status_messages.remove(ticket)

    async def take_away_known(self, known: Known, ticket: Ticket) -> None:
        """Delete the status message that an earlier process may have left."""
        if known.status is not None:
            await self.take_away(ticket.model_copy(update={"status_id": known.status.message_id}))


log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PhotoIntake:
    """Takes in photos, one by one."""

    announcer: Announcer
    submission: Submission
    replier: Replier
    kept_replier: KeptReplier
    pending: Pending

    async def look(self, source: Source, request_id: str, ticket: Ticket) -> Known:
        """Return what is known of a photo, or of its album, whose update is handled."""
        return await self.pending.look(record_of(request_id, ticket), source.entry, ticket)

    async def paint(self, source: Source, request_id: str, ticket: Ticket) -> None:
        """Have a photo painted; tell the person when that cannot be."""
        async with self._arriving(source, request_id, ticket) as known:
            if not await self._needs_nothing(known, request_id, ticket):
                words = translator_for(ticket.language).text(MessageId.PAINTING)
                await self._take_in(source, known, request_id, ticket, words)

    async def paint_again(self, source: Source, request_id: str, ticket: Ticket) -> None:
        """Repaint a photo that is already shown; send a status message only if other jobs are ahead."""
        async with self._arriving(source, request_id, ticket) as known:
            if not await self._needs_nothing(known, request_id, ticket):
                ahead = await self.submission.ahead()
                words = await self.announcer.place_text(ticket, ahead) if ahead else None
                await self._take_in(source, known, request_id, ticket, words)

    def _arriving(self, source: Source, request_id: str, ticket: Ticket) -> AbstractAsyncContextManager[Known]:
        """Have a photo known as on its way, now by the name of its request."""
        return self.pending.arriving(record_of(request_id, ticket), source.entry, [ticket], [request_id])

    async def _leave(self, known: Known, ticket: Ticket, requests: Sequence[str]) -> None:
        """Take away what an earlier process may have left of a cancelled request: its status, its requests."""
        log.info(NotQueued.UNWANTED.value)
        for request_id in requests:
            await self.pending.close(request_id)
        await self.announcer.take_away_known(known, ticket)

    async def _needs_nothing(self, known: Known, request_id: str, ticket: Ticket) -> bool:
        """Return whether a photo is not to be painted: it was cancelled, or it could be answered at once."""
        if known.is_unwanted:
            await self._leave(known, ticket, [request_id])
            return True
        return await self.kept_replier.reply(request_id, ticket)

    async def _take_in(self, source: Source, known: Known, request_id: str, ticket: Ticket, words: str | None) -> None:
        if words is not None:
            ticket = await self.announcer.announce(record_of(request_id, ticket), known, ticket, words)
        outcome = await self.submission.submit(source, request_id, ticket)
        # It may have been queued so long ago that its own status is forgotten.
        if outcome is NotQueued.UNWANTED or (outcome is NotQueued.ANSWERED and known.status is None):
            await self.announcer.take_away(ticket)
        elif isinstance(outcome, MessageId):
            await self.replier.explain(ticket, outcome)
        elif isinstance(outcome, int) and outcome > 0:
            await self.announcer.tell_place(ticket, outcome)

    async def paint_album(self, source: Source, tickets: Sequence[Ticket]) -> None:
        """Have photos painted that are answered together."""
        requests = [request_of_part(ticket) for ticket in tickets]
        record = record_of(requests[0], tickets[0])

        async def is_unwanted() -> bool:
            return (await self.look(source, requests[0], tickets[0])).is_unwanted

        async with self.pending.arriving(record, source.entry, tickets, requests) as known:
            if not known.is_unwanted:
                if not await self.kept_replier.reply_to_album(tickets, is_unwanted):
                    await self._take_in_album(source, known, tickets)
                return
            await self._leave(known, tickets[0], requests)
            for ticket in tickets:  # others of its parts may have been queued by a process that was killed
                await self.replier.skip(ticket)

    async def _take_in_album(self, source: Source, known: Known, tickets: Sequence[Ticket]) -> None:
        record = record_of("", tickets[0])
        announced = await self.announcer.announce(record, known, tickets[0], album_text(tickets[0], 0))
        outcomes = []
        for each in tickets:
            ticket = each.model_copy(update={"status_id": announced.status_id})
            outcomes.append(await self.submission.submit(source, request_of_part(ticket), ticket))
            await self._give_part_that_never_comes(ticket, outcomes[-1])
        if known.status is None and all(outcome is NotQueued.ANSWERED for outcome in outcomes):  # as above
            await self.announcer.take_away(ticket)

    async def _give_part_that_never_comes(self, ticket: Ticket, outcome: Submitted) -> None:
        if isinstance(outcome, MessageId):
            await self.replier.explain(ticket, outcome)
        elif outcome is NotQueued.UNWANTED:
            await self.replier.skip(ticket)
