"""Where photos are taken in: the person gets a sign of life, the photo is fetched, and the job is queued."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from bot.delivery.kept_replier import KeptReplier
from bot.delivery.replier import Replier
from bot.i18n.message_ids import MessageId
from bot.i18n.translator import translator_for
from bot.intake.announcer import Announcer
from bot.intake.submission import NotQueued, Submission, Submitted
from bot.jobs.cancellation import Cancellations
from bot.jobs.pending import Pending, name_of_message
from bot.jobs.tickets import Ticket, album_of, request_of_part
from bot.messages.status_texts import album_text
from bot.updates.queue import Source

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PhotoIntake:
    """Takes in photos, one by one."""

    announcer: Announcer
    submission: Submission
    replier: Replier
    kept_replier: KeptReplier
    pending: Pending
    cancellations: Cancellations

    async def paint(self, source: Source, request_id: str, ticket: Ticket) -> None:
        """Have a photo painted; tell the person when that cannot be."""
        async with self._noted([request_id], [ticket]):
            if not await self._needs_nothing(source, request_id, ticket):
                await self._take_in(
                    source, request_id, ticket, translator_for(ticket.language).text(MessageId.PAINTING)
                )

    async def paint_again(self, source: Source, request_id: str, ticket: Ticket) -> None:
        """Repaint a photo that is already shown; send a status message only if other jobs are ahead."""
        async with self._noted([request_id], [ticket]):
            if not await self._needs_nothing(source, request_id, ticket):
                ahead = await self.submission.ahead()
                words = await self.announcer.place_text(ticket, ahead) if ahead else None
                await self._take_in(source, request_id, ticket, words)

    async def is_unwanted(self, source: Source, ticket: Ticket) -> bool:
        """Return whether the person of a ticket has cancelled what its update brings."""
        return await self.cancellations.covers(source.entry, ticket.person_id, ticket.chat_id)

    async def was_taken(self, name: str) -> bool:
        """Return whether this request or album was taken in before: its update is handled again."""
        return await self.announcer.was_announced(name)

    def _noted(self, names: Sequence[str], tickets: Sequence[Ticket]) -> AbstractAsyncContextManager[None]:
        """Have photos known as on their way, now by the names of their requests."""
        person, chat = tickets[0].person_id, tickets[0].chat_id
        messages = [name_of_message(chat, ticket.photo.message_id) for ticket in tickets if ticket.photo is not None]
        return self.pending.arriving.noted(person, chat, names, messages)

    async def _leave(self, name: str, ticket: Ticket, requests: Sequence[str]) -> None:
        """Take away what an earlier process may have left of a cancelled request: its status, its requests."""
        log.info(NotQueued.UNWANTED.value)
        for request_id in requests:
            await self.pending.open_requests.remove(request_id)
        await self.announcer.take_away_known(name, ticket)

    async def _needs_nothing(self, source: Source, request_id: str, ticket: Ticket) -> bool:
        """Return whether a photo is not to be painted: it was cancelled, or it could be answered at once."""
        if await self.is_unwanted(source, ticket):
            await self._leave(request_id, ticket, [request_id])
            return True
        return await self.kept_replier.give(request_id, ticket)

    async def _take_in(self, source: Source, request_id: str, ticket: Ticket, words: str | None) -> None:
        was_known = await self.announcer.was_announced(request_id)
        if words is not None:
            ticket = await self.announcer.announce(request_id, ticket, words)
        outcome = await self.submission.submit(source, request_id, ticket)
        # It may have been queued so long ago that its own status is forgotten.
        if outcome is NotQueued.UNWANTED or (outcome is NotQueued.ANSWERED and not was_known):
            await self.announcer.take_away(ticket)
        elif isinstance(outcome, MessageId):
            await self.replier.give_trouble(ticket, outcome)
        elif isinstance(outcome, int) and outcome > 0:
            await self.announcer.tell_place(ticket, outcome)

    async def paint_album(self, source: Source, tickets: Sequence[Ticket]) -> None:
        """Have photos painted that are answered together."""
        requests = [request_of_part(ticket) for ticket in tickets]
        async with self._noted(requests, tickets):
            if not await self.is_unwanted(source, tickets[0]):
                if not await self.kept_replier.give_album(tickets, lambda: self.is_unwanted(source, tickets[0])):
                    await self._take_in_album(source, tickets)
                return
            await self._leave(album_of(tickets[0]).album, tickets[0], requests)
            for ticket in tickets:  # others of its parts may have been queued by a process that was killed
                await self.replier.give_unwanted(ticket)

    async def _take_in_album(self, source: Source, tickets: Sequence[Ticket]) -> None:
        name = album_of(tickets[0]).album
        was_known = await self.announcer.was_announced(name)
        status_id = (await self.announcer.announce(name, tickets[0], album_text(tickets[0], 0))).status_id
        outcomes = []
        for each in tickets:
            ticket = each.model_copy(update={"status_id": status_id})
            outcomes.append(await self.submission.submit(source, request_of_part(ticket), ticket))
            await self._give_part_that_never_comes(ticket, outcomes[-1])
        if not was_known and all(outcome is NotQueued.ANSWERED for outcome in outcomes):  # as above
            await self.announcer.take_away(ticket)

    async def _give_part_that_never_comes(self, ticket: Ticket, outcome: Submitted) -> None:
        if isinstance(outcome, MessageId):
            await self.replier.give_trouble(ticket, outcome)
        elif outcome is NotQueued.UNWANTED:
            await self.replier.give_unwanted(ticket)
