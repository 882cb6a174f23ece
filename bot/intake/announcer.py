"""The status message of a request or an album while it is taken in."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n.translator import translator_for
from bot.jobs.eta import Eta
from bot.jobs.pending import Known, Pending, Status
from bot.jobs.tickets import Ticket
from bot.messages.status_texts import waiting_text
from bot.progress.status_messages import StatusMessages


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
