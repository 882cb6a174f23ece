"""`/status` and `/cancel`: show and stop the requests of a person."""

from __future__ import annotations

from dataclasses import dataclass

from bot.handlers.message import IncomingMessage
from bot.i18n.message_ids import MessageId
from bot.jobs.cancellation import Cancellations
from bot.jobs.job_queue import JobQueue
from bot.jobs.measures import Eta
from bot.jobs.pending import Pending
from bot.messages.texts import place_texts


@dataclass(frozen=True, slots=True)
class QueueCommands:
    """Shows the requests of a person, and stops them."""

    job_queue: JobQueue
    eta: Eta
    pending: Pending
    cancellations: Cancellations

    async def status(self, incoming: IncomingMessage) -> None:
        """Answer with the number of open requests of the person in this chat, and of jobs ahead of the next one."""
        own, names = await self.pending.of_person(incoming.person_id, incoming.chat_id)
        if not names:
            await incoming.answer(incoming.translator.text(MessageId.STATUS_NONE))
            return
        lines = [incoming.translator.text(MessageId.STATUS_LINE, count=len(names))]
        waiting = await self.job_queue.waiting()
        places = [waiting.index(each.request_id) for each in own if each.request_id in waiting]
        if places and len(places) == len(own):  # none is being painted just now
            lines += place_texts(incoming.translator, min(places), await self.eta.until_done(min(places)))
        await incoming.answer(" ".join(lines))

    async def cancel(self, incoming: IncomingMessage) -> None:
        """Stop all photos of the person in this chat."""
        count = await self.cancellations.stop_person(incoming.source.entry, incoming.person_id, incoming.chat_id)
        await incoming.answer(
            incoming.translator.text(MessageId.CANCELLED, count=count)
            if count
            else incoming.translator.text(MessageId.CANCEL_NONE)
        )
