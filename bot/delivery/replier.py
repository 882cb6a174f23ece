"""One result becomes one answer: a painting with its buttons, a sentence, or a part of an album."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable, Sequence
from weakref import WeakValueDictionary

from redis.asyncio import Redis
from telegram import InlineKeyboardMarkup, Message

from bot.delivery.album_buttons import AlbumButtons, Test
from bot.delivery.idempotent_sender import IdempotentSender, SendClaims
from bot.delivery.outcomes import Outcomes
from bot.delivery.sender import Outcome, Sender
from bot.i18n.message_ids import MessageId
from bot.i18n.translator import translator_for
from bot.jobs.album_results import AlbumResult, AlbumResults, SentAlbums
from bot.jobs.memory_budget import MemoryBudget
from bot.jobs.painting_cache import KeptPainting, PaintingCache
from bot.jobs.painting_records import PaintingRecord, PaintingRecords, record_for
from bot.jobs.pending import OpenRequests
from bot.jobs.tickets import AlbumPlace, Ticket, read_ticket
from bot.messages.painting_keyboard import painting_keyboard
from bot.messages.replies import (
    AlbumReply,
    PictureReply,
    Reply,
    TextReply,
    compose_album,
    filename_of,
    painted_by,
    replied,
)
from bot.messages.texts import caption, kept_album_caption
from bot.progress.status_messages import StatusMessages
from worker.shared.contract import Failed, Reason, Styled, StyleResult, cancelled_key, painting_key
from worker.shared.logs import note

LOST = AlbumResult(trouble=MessageId.LOST_PAINTING)
log = logging.getLogger(__name__)


class Replier:
    """Gives answers, each once."""

    def __init__(
        self,
        store: Redis,
        sender: Sender,
        status_messages: StatusMessages,
        open_requests: OpenRequests,
        records: PaintingRecords,
        cache: PaintingCache,
        outcomes: Outcomes,
        claims: SendClaims,
    ) -> None:
        self._redis, self._sender, self._status_messages = store, sender, status_messages
        self._open_requests, self._records = open_requests, records
        self._cache, self._outcomes = cache, outcomes
        self._parts, sent = AlbumResults(store), SentAlbums(store)
        self._once = IdempotentSender(sender, claims, sent, status_messages)
        self._album_buttons = AlbumButtons(records, sent, self._once)
        self._budget = MemoryBudget()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()  # by album

    async def give(self, result: StyleResult, ticket: Ticket) -> None:
        """Answer a result unless it was answered before."""
        note(request=result.request_id)
        if await self._once.was_sent(result.request_id):  # by a process that may not have come to take its status away
            await self._status_messages.remove(ticket)
        else:
            result = await self._as_wished(result)
            self._status_messages.chat_actions.end(result.request_id)
            await self._outcomes.ended(result)
            if ticket.album is not None:
                await self._give_part(AlbumResult(result=result), ticket, ticket.album)
            elif isinstance(result, Failed) and result.reason is Reason.CANCELLED:  # told by whoever stopped it
                await self._status_messages.remove(ticket)
            else:
                async with self._budget.room(await size_of(self._redis, [result])):
                    await self._give_one(result, ticket)
        if known := await self._open_requests.remove(result.request_id):
            self._outcomes.metrics.whole.observe(max(0.0, time.time() - known.since))
        if ticket.album is None:
            await self._redis.delete(painting_key(result.request_id))

    async def _as_wished(self, result: StyleResult) -> StyleResult:
        """Return a result, or that it was stopped: a worker that heard of it too late has painted all the same."""
        if isinstance(result, Failed) or not await self._is_stopped(result):
            return result
        await self._redis.delete(painting_key(result.request_id))
        return Failed(request_id=result.request_id, ticket=result.ticket, reason=Reason.CANCELLED)

    async def _is_stopped(self, result: StyleResult) -> bool:
        return bool(await self._redis.exists(cancelled_key(result.request_id)))

    async def give_kept(self, request_id: str, kept: KeptPainting, ticket: Ticket) -> bool:
        """Answer with a painting that Telegram has already; return False when it has to be painted all the same."""
        if await self._once.was_sent(request_id):
            return True
        record = await self._records.find(ticket.token) if ticket.token else record_for(ticket, kept.painted)
        if record is None:
            return False
        keyboard = await self._kept_buttons(ticket, record.repainted(ticket.wish, kept.painted))
        words = caption(translator_for(ticket.language), kept.painted)
        reply = PictureReply(words, kept.filename, kept.as_file, keyboard)
        if not await self._once.send_kept(request_id, reply, ticket, kept.file_id):
            await self._cache.drop(ticket)
            return False
        await self._outcomes.answered_at_once(kept.painted)
        return True

    async def give_kept_album(
        self, kept: Sequence[KeptPainting], tickets: Sequence[Ticket], album: str, is_unwanted: Test
    ) -> bool:
        """Answer an album with paintings that Telegram has already; return False when it has to be painted."""
        paintings = [each.painted for each in kept]
        if await self._once.was_sent(album):  # by a process that may have been killed before it had sent the buttons
            await self._album_buttons.give(album, tickets, paintings, is_unwanted)
            return True
        names = tuple(f"{place}-{each.filename}" for place, each in enumerate(kept, 1))
        words = kept_album_caption(translator_for(tickets[0].language), paintings)
        reply = AlbumReply(words, names, kept[0].as_file)
        if not await self._once.send_kept(album, reply, tickets[0], *(each.file_id for each in kept)):
            for ticket in tickets:
                await self._cache.drop(ticket)
            return False
        for painted in paintings:
            await self._outcomes.answered_at_once(painted)
        await self._album_buttons.give(album, tickets, paintings, is_unwanted)
        return True

    def count_trouble(self, trouble: MessageId) -> None:
        """Count a photo that came to no request."""
        self._outcomes.metrics.troubled(trouble)

    async def is_refused(self, album: str) -> bool:
        """Tell whether nothing of an album is wanted any more."""
        return await self._parts.is_refused(album)

    async def give_trouble(self, ticket: Ticket, trouble: MessageId) -> None:
        """Answer for a photo that came to no request: at once, or as a part of its album."""
        if ticket.album is not None:
            await self._give_part(AlbumResult(trouble=trouble), ticket, ticket.album)
            return
        await self._sender.send(TextReply(translator_for(ticket.language).text(trouble)), ticket)
        await self._status_messages.remove(ticket)

    async def give_unwanted(self, ticket: Ticket) -> None:
        """Let an album go on without a photo that its person stopped before it came to a request."""
        if ticket.album is not None:
            await self._give_part(AlbumResult(was_stopped=True), ticket, ticket.album)

    async def _give_one(self, result: StyleResult, ticket: Ticket) -> None:
        painting = await painting_of(self._redis, result)
        is_lost = isinstance(result, Styled) and not painting
        buttons = await self._buttons_after(result, ticket, is_lost)
        if ticket.token is not None and buttons is None:
            log.info("nobody waits for it any more")
            await self._status_messages.remove(ticket)
            return
        lost = TextReply(translator_for(ticket.language).text(MessageId.LOST_PAINTING))
        reply = lost if is_lost else replied(result, ticket, len(painting), buttons)
        messages = await self._send(result.request_id, reply, ticket, painting)
        if isinstance(result, Styled):
            await self._keep([result], messages)

    async def _keep(self, results: Sequence[Styled], messages: Sequence[Message]) -> None:
        """Keep what Telegram has now, for quick answers."""
        for result, message in zip(results, messages, strict=False):  # none was confirmed, or all of them
            ticket = read_ticket(result.ticket)
            if ticket is not None:
                painted = painted_by(result, ticket)
                await self._cache.keep(ticket, painted, filename_of(result, ticket), message)
                if await self._is_forgotten(result, ticket):  # while it was being sent
                    await self._cache.drop(ticket)

    async def _is_forgotten(self, result: StyleResult, ticket: Ticket) -> bool:
        if ticket.album is not None and await self._parts.is_refused(ticket.album.album):
            return True
        return await self._is_stopped(result)

    async def _buttons_after(
        self, result: StyleResult, ticket: Ticket, is_lost: bool = False
    ) -> InlineKeyboardMarkup | None:
        """Return the buttons after a result, and keep what they need; None when another press came meanwhile."""
        painted = painted_by(result, ticket) if isinstance(result, Styled) and not is_lost else None
        if ticket.token is None:
            has_buttons = painted is not None or (isinstance(result, Failed) and result.reason is Reason.NO_FACE)
            record = record_for(ticket, painted) if has_buttons else None
            return await self._kept_buttons(ticket, record) if record else None
        async with self._records.lock(ticket.token):
            record = await self._records.find(ticket.token)
            if record is None or record.waiting != result.request_id:
                return None
            return await self._kept_buttons(
                ticket, record if painted is None else record.repainted(ticket.wish, painted)
            )

    async def _kept_buttons(self, ticket: Ticket, record: PaintingRecord) -> InlineKeyboardMarkup:
        token = await self._records.keep(ticket.token, record)
        return painting_keyboard(translator_for(ticket.language), token, record)

    async def _give_part(self, part: AlbumResult, ticket: Ticket, place: AlbumPlace) -> None:
        async with self._locks.setdefault(place.album, asyncio.Lock()):  # the last two parts may come at the same time
            ready = await self._parts.put(place, part)
            if ready == place.total:
                await self._give_album(await self._parts.all(place.album), ticket, place.album)
            elif await self._once.was_sent(place.album):  # by a process that was killed when it had tidied up
                await self._parts.forget(place.album)

    async def _give_album(self, parts: list[AlbumResult], ticket: Ticket, album: str) -> None:
        if all(part.is_stopped for part in parts) or await self._parts.is_refused(album):
            await self._status_messages.remove(ticket)
        else:
            async with self._budget.room(await size_of(self._redis, [part.result for part in parts])):
                await self._send_album(parts, ticket, album)
        await self._parts.forget(album)

    async def _send_album(self, parts: list[AlbumResult], ticket: Ticket, album: str) -> None:
        found = [await painting_of(self._redis, part.result) for part in parts]
        parts = [part if painting or not part.is_styled else LOST for part, painting in zip(parts, found, strict=True)]
        results = [part.result for part in parts if isinstance(part.result, Styled)]
        own = [read_ticket(result.ticket) or ticket for result in results]
        answered = [part.result for part in parts if part.result is not None and (part.is_styled or part.is_faceless)]
        tickets = [read_ticket(result.ticket) or ticket for result in answered]
        if await self._once.was_sent(album):  # by a process that was killed before it had sent the buttons
            await self._status_messages.remove(ticket)
        else:
            pictures = [painting for painting in found if painting]
            keyboard = await self._buttons_after(results[0], own[0]) if len(results) == 1 else None
            reply = compose_album(parts, ticket, list(map(len, pictures)), keyboard)
            await self._keep(results, await self._send(album, reply, ticket, *pictures))
        paintings = [
            painted_by(r, t) if isinstance(r, Styled) else None for r, t in zip(answered, tickets, strict=True)
        ]
        await self._album_buttons.give(album, tickets, paintings, lambda: self._parts.is_refused(album))

    async def _send(self, name: str, reply: Reply, ticket: Ticket, *paintings: bytes) -> tuple[Message, ...]:
        """Send a reply and count it; return the pictures that Telegram has confirmed."""
        sent = await self._once.send(name, reply, ticket, *paintings)
        if sent is None:
            return ()
        outcome = sent.outcome.name.lower()
        self._outcomes.metrics.answers.labels(outcome).inc()
        log.info("%s", outcome)
        if sent.outcome is Outcome.SENT:
            await self._status_messages.remove(ticket)
        elif sent.outcome is Outcome.UNWANTED:
            await self._outcomes.left(ticket.chat_id)
        return sent.messages


async def size_of(store: Redis, results: Iterable[StyleResult | None]) -> int:
    """Return how many bytes the paintings of these results have."""
    ids = [result.request_id for result in results if isinstance(result, Styled)]
    return sum([int(await store.strlen(painting_key(request_id))) for request_id in ids])


async def painting_of(store: Redis, result: StyleResult | None) -> bytes:
    """Return the painting of a result, empty when there is none, or none any more."""
    found = await store.get(painting_key(result.request_id)) if isinstance(result, Styled) else None
    return found if isinstance(found, bytes) else b""
