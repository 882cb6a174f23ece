"""Fetches photos from Telegram and queues their jobs."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from enum import Enum

import redis
from telegram.error import TelegramError

from bot.coordination.loops import AWAY
from bot.i18n.message_ids import MessageId
from bot.jobs.job_queue import JobQueue
from bot.jobs.pending import Opened, Pending
from bot.jobs.pictures import MAX_FETCH, MemoryBudget, PhotoTooBigError, fetch_photo
from bot.jobs.tickets import Sizes, Ticket, request_for
from bot.progress.status_messages import ChatActions
from bot.updates.queue import Source
from worker.shared.contract import StyleRequest
from worker.shared.logs import about

log = logging.getLogger(__name__)


class NotQueued(Enum):
    """Why a photo was not queued though nothing failed, as it is logged."""

    BEFORE = "not queued: already queued"
    ANSWERED = "not queued: already answered"
    UNWANTED = "not queued: cancelled"


Submitted = MessageId | int | NotQueued  # the text of a failure, how many jobs are ahead, or why there is no job


@dataclass(frozen=True, slots=True)
class Submission:
    """Fetches photos and queues their jobs."""

    job_queue: JobQueue
    pending: Pending
    chat_actions: ChatActions
    budget: MemoryBudget
    sizes: Sizes

    async def ahead(self) -> int:
        """Return how many jobs wait in the queue."""
        return len(await self.job_queue.waiting())

    async def submit(self, source: Source, request_id: str, ticket: Ticket) -> Submitted:
        """Fetch and queue a photo; return how many jobs are ahead, why there is no job, or the text of a failure."""
        # After the status message was sent, because Telegram ends a chat action at each message.
        is_first = self.chat_actions.begin(request_id, ticket)
        try:
            with about(request=request_id):
                outcome = await self._submit(source, request_id, ticket)
                if not isinstance(outcome, MessageId):
                    log.info(outcome.value if isinstance(outcome, NotQueued) else f"queued, {outcome} jobs are ahead")
        except AWAY:
            self.chat_actions.end(request_id)
            raise
        if not isinstance(outcome, int) and (is_first or outcome is not NotQueued.BEFORE):
            self.chat_actions.end(request_id)
        self.chat_actions.is_queued(request_id)
        return outcome

    async def _submit(self, source: Source, request_id: str, ticket: Ticket) -> Submitted:
        photo = ticket.photo
        if photo is None:
            raise ValueError("ticket.photo is not set")
        try:
            async with self.budget.room(MAX_FETCH if photo.size is None else photo.size):
                if await self.pending.is_unwanted(request_id, source.entry, ticket):
                    return NotQueued.UNWANTED
                data = await fetch_photo(source.bot, photo)
                return await self._queue(source, request_for(request_id, ticket, self.sizes), ticket, data)
        except PhotoTooBigError:
            return MessageId.TOO_BIG_TO_FETCH
        except TelegramError as error:
            log.warning("photo not fetched (%s): replying that it failed", type(error).__name__)
            return MessageId.TOO_BIG_TO_FETCH if "too big" in error.message.lower() else MessageId.NOT_FETCHED
        except AWAY:  # the update is handled again when Redis is back
            raise
        except redis.RedisError as error:
            log.warning("photo not queued, Redis refused it (%s): replying that it failed", type(error).__name__)
            return MessageId.NOT_QUEUED

    async def _queue(self, source: Source, request: StyleRequest, ticket: Ticket, data: bytes) -> int | NotQueued:
        # Opened before it is queued, because a worker may finish it at once.
        opened = await self.pending.open(request.request_id, ticket, source.entry)
        if opened is Opened.UNWANTED:
            return NotQueued.UNWANTED
        try:
            ahead = await self.job_queue.submit(request, data, ticket.person_id)
        except BaseException:
            if opened is Opened.NEW:
                await self.pending.close(request.request_id)
            raise
        # A request that was queued before stays open: Redis may have queued it just before the connection broke.
        if ahead is None and await self.job_queue.is_answered(request.request_id):
            await self.pending.close(request.request_id)
            return NotQueued.ANSWERED
        return NotQueued.BEFORE if ahead is None else ahead
