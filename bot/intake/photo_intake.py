"""Where photos are taken in: the person gets a sign of life, the photo is fetched, and the job is queued."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import Enum

import redis
from telegram import Bot
from telegram.error import TelegramError

from bot.coordination.loops import AWAY
from bot.delivery.replier import Replier
from bot.i18n.message_ids import MessageId
from bot.i18n.translator import translator_for
from bot.jobs.cancellation import Cancellations
from bot.jobs.eta import Eta
from bot.jobs.job_queue import JobQueue
from bot.jobs.memory_budget import MemoryBudget
from bot.jobs.painting_cache import PaintingCache
from bot.jobs.pending import ArrivingPhotos, OpenRequests, Status, Statuses, name_of_message
from bot.jobs.photos import MAX_FETCH, PhotoTooBigError, fetch_photo
from bot.jobs.tickets import Sizes, Ticket, album_of, request_for, request_of_part
from bot.messages.status_texts import album_text, waiting_text
from bot.progress.status_messages import StatusMessages
from worker.shared.contract import StyleRequest
from worker.shared.logs import about

log = logging.getLogger(__name__)


class NotQueued(Enum):
    """Why a photo need not be queued."""

    BEFORE = "not queued: it was before"
    ANSWERED = "not queued: it was answered before"
    UNWANTED = "not queued: nobody wants it any more"


Outcome = MessageId | int | NotQueued  # what to say, or how many wait before it


@dataclass(frozen=True, slots=True)
class PhotoIntake:
    """Takes in photos, one by one."""

    job_queue: JobQueue
    open_requests: OpenRequests
    status_messages: StatusMessages
    replier: Replier
    eta: Eta
    cache: PaintingCache
    sizes: Sizes
    statuses: Statuses
    arriving_photos: ArrivingPhotos
    cancellations: Cancellations
    budget: MemoryBudget

    async def paint(self, bot: Bot, request_id: str, ticket: Ticket) -> None:
        """Have a photo painted; tell the person when that cannot be."""
        async with self._noted([request_id], [ticket]):
            if not await self._needs_nothing(request_id, ticket):
                await self._take_in(bot, request_id, ticket, translator_for(ticket.language).text(MessageId.PAINTING))

    async def paint_again(self, bot: Bot, request_id: str, ticket: Ticket) -> None:
        """Have a photo painted whose painting people see: they are told of the way to the new one when it is long."""
        async with self._noted([request_id], [ticket]):
            if not await self._needs_nothing(request_id, ticket):
                ahead = len(await self.job_queue.waiting())
                await self._take_in(bot, request_id, ticket, await self._waiting_text(ticket, ahead) if ahead else None)

    async def is_unwanted(self, ticket: Ticket) -> bool:
        """Tell whether the person of a ticket wants nothing more of what the update brings that this task handles."""
        return await self.cancellations.covers(ticket.person_id, ticket.chat_id)

    def _noted(self, names: Sequence[str], tickets: Sequence[Ticket]) -> AbstractAsyncContextManager[None]:
        """Have photos known as on their way, now by the names of their requests."""
        person, chat = tickets[0].person_id, tickets[0].chat_id
        messages = [name_of_message(chat, ticket.photo.message_id) for ticket in tickets if ticket.photo is not None]
        return self.arriving_photos.noted(person, chat, names, messages)

    async def _leave(self, name: str, ticket: Ticket, requests: Sequence[str]) -> None:
        """Take away what an earlier process may have left of what nobody wants any more: its status, its requests."""
        log.info(NotQueued.UNWANTED.value)
        for request_id in requests:
            await self.open_requests.remove(request_id)
        if (status := await self.statuses.find(name)) is not None:
            await self.status_messages.remove(ticket.model_copy(update={"status_id": status.message_id}))

    async def _needs_nothing(self, request_id: str, ticket: Ticket) -> bool:
        """Tell whether a photo is not to be painted: nobody wants it any more, or it could be answered at once."""
        if await self.is_unwanted(ticket):
            await self._leave(request_id, ticket, [request_id])
            return True
        kept = await self.cache.find(ticket)
        return kept is not None and await self.replier.give_kept(request_id, kept, ticket)

    async def _take_in(self, bot: Bot, request_id: str, ticket: Ticket, words: str | None) -> None:
        known = await self.statuses.find(request_id)
        if words is not None:
            ticket = await self._announced(request_id, ticket, words)
        outcome = await self.submit(bot, request_id, ticket)
        # It may have been queued so long ago that its own status is forgotten.
        if outcome is NotQueued.UNWANTED or (outcome is NotQueued.ANSWERED and known is None):
            await self.status_messages.remove(ticket)
        elif isinstance(outcome, MessageId):
            await self.replier.give_trouble(ticket, outcome)
        elif isinstance(outcome, int) and outcome > 0:
            await self.status_messages.change(ticket, await self._waiting_text(ticket, outcome))

    async def _waiting_text(self, ticket: Ticket, ahead: int) -> str:
        return waiting_text(translator_for(ticket.language), ahead, await self.eta.until_done(ahead))

    async def paint_album(self, bot: Bot, tickets: Sequence[Ticket]) -> None:
        """Have photos painted that are answered together."""
        requests = [request_of_part(ticket) for ticket in tickets]
        async with self._noted(requests, tickets):
            if not await self.is_unwanted(tickets[0]):
                if not await self._give_kept_album(tickets):
                    await self._take_in_album(bot, tickets)
                return
            await self._leave(album_of(tickets[0]).album, tickets[0], requests)
            for ticket in tickets:  # others of its parts may have been queued by a process that was killed
                await self.replier.give_unwanted(ticket)

    async def _take_in_album(self, bot: Bot, tickets: Sequence[Ticket]) -> None:
        name = album_of(tickets[0]).album
        known = await self.statuses.find(name)
        status_id = (await self._announced(name, tickets[0], album_text(tickets[0], 0))).status_id
        outcomes = []
        for each in tickets:
            ticket = each.model_copy(update={"status_id": status_id})
            outcomes.append(await self.submit(bot, request_of_part(ticket), ticket))
            await self._give_part_that_never_comes(ticket, outcomes[-1])
        if known is None and all(outcome is NotQueued.ANSWERED for outcome in outcomes):  # as above
            await self.status_messages.remove(ticket)

    async def _give_part_that_never_comes(self, ticket: Ticket, outcome: Outcome) -> None:
        if isinstance(outcome, MessageId):
            await self.replier.give_trouble(ticket, outcome)
        elif outcome is NotQueued.UNWANTED:
            await self.replier.give_unwanted(ticket)

    async def _give_kept_album(self, tickets: Sequence[Ticket]) -> bool:
        """Answer at once, when all are known and can come in one album; return whether they did."""
        found = [kept for ticket in tickets if (kept := await self.cache.find(ticket)) is not None]
        place = tickets[0].album
        if place is None or len(found) < len(tickets) or len({kept.as_file for kept in found}) > 1:
            return False
        return await self.replier.give_kept_album(found, tickets, place.album, lambda: self.is_unwanted(tickets[0]))

    async def was_taken(self, name: str) -> bool:
        """Tell whether this request or album was taken in before: its update is handled again."""
        return await self.statuses.find(name) is not None

    async def _announced(self, name: str, ticket: Ticket, words: str) -> Ticket:
        status = await self.statuses.find(name)
        if status is None:
            status = Status(await self.status_messages.announce(ticket, words))
            await self.statuses.keep(name, status)
        return ticket.model_copy(update={"status_id": status.message_id})

    async def submit(self, bot: Bot, request_id: str, ticket: Ticket) -> Outcome:
        """Fetch and queue a photo; return what to say if that failed, or how many wait before it."""
        is_first = self.status_messages.chat_actions.begin(
            request_id, ticket
        )  # after the status, which would end a chat action
        try:
            with about(request=request_id):
                outcome = await self._submit(bot, request_id, ticket)
                if not isinstance(outcome, MessageId):
                    log.info(outcome.value if isinstance(outcome, NotQueued) else f"queued behind {outcome}")
        except AWAY:
            self.status_messages.chat_actions.end(request_id)
            raise
        if isinstance(outcome, MessageId):
            self.replier.count_trouble(outcome)
        if not isinstance(outcome, int) and (is_first or outcome is not NotQueued.BEFORE):
            self.status_messages.chat_actions.end(request_id)
        self.status_messages.chat_actions.is_queued(request_id)
        return outcome

    async def _submit(self, bot: Bot, request_id: str, ticket: Ticket) -> Outcome:
        photo = ticket.photo
        if photo is None:
            raise ValueError("a ticket of the desk says which photo to paint")
        try:
            async with self.budget.room(MAX_FETCH if photo.size is None else photo.size):
                if await self._is_given_up(ticket):
                    return NotQueued.UNWANTED
                data = await fetch_photo(bot, photo)
                return await self._queue(request_for(request_id, ticket, self.sizes), ticket, data)
        except PhotoTooBigError:
            return MessageId.TOO_BIG_TO_FETCH
        except TelegramError as error:
            log.warning("photo not fetched: %s", type(error).__name__)
            return MessageId.TOO_BIG_TO_FETCH if "too big" in error.message.lower() else MessageId.NOT_FETCHED
        except AWAY:  # the update is handled again when Redis is back
            raise
        except redis.RedisError as error:
            log.warning("not queued: %s", type(error).__name__)
            return MessageId.NOT_QUEUED

    async def _queue(self, request: StyleRequest, ticket: Ticket, data: bytes) -> int | NotQueued:
        is_new = await self.open_requests.add(request.request_id, ticket)  # before a worker can be done with it
        outcome: int | NotQueued = NotQueued.UNWANTED
        try:
            if not await self._is_given_up(ticket):
                ahead = await self.job_queue.submit(request, data, ticket.person_id)
                outcome = NotQueued.BEFORE if ahead is None else ahead
        finally:
            if outcome is NotQueued.UNWANTED and is_new:
                await self.open_requests.remove(request.request_id)
        # What is in the queue already stays known: Redis may have taken it without being able to say so.
        if outcome is NotQueued.BEFORE and await self.job_queue.is_answered(request.request_id):
            await self.open_requests.remove(request.request_id)
            return NotQueued.ANSWERED
        return outcome

    async def _is_given_up(self, ticket: Ticket) -> bool:
        """Tell whether a photo, or the album that it belongs to, is not wanted any more."""
        is_refused = ticket.album is not None and await self.replier.is_refused(ticket.album.album)
        return is_refused or await self.is_unwanted(ticket)
