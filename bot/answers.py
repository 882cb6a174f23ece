"""One result becomes one answer: a painting with its buttons, a sentence, or a part of an album."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from weakref import WeakValueDictionary

from redis.asyncio import Redis
from telegram import InlineKeyboardMarkup, Message

from bot.album_buttons import AlbumButtons, Test
from bot.album_parts import AlbumParts, Part
from bot.budget import Budget
from bot.cache import Cache, Kept
from bot.finished import painting_of, size_of
from bot.keys import Key
from bot.ledger import Ledger
from bot.once import Once
from bot.open_requests import OpenRequests
from bot.painting_keyboard import painting_keyboard
from bot.progress import Progress
from bot.replies import AlbumReply, PictureReply, Reply, TextReply, compose_album, filename_of, painted_by, replied
from bot.sending import Outcome, Sender
from bot.sendings import Sendings
from bot.sent_albums import SentAlbums
from bot.shown import Shown, ShownPaintings, shown_for
from bot.texts import caption, kept_album_caption
from bot.tickets import AlbumPlace, Ticket, read_ticket
from bot.voices import voice_of
from worker.shared.contract import Failed, Reason, Styled, StyleResult, cancelled_key, painting_key
from worker.shared.logs import note

LOST = Part(trouble=Key.LOST_PAINTING)
log = logging.getLogger(__name__)


class Answers:
    """Gives answers, each once."""

    def __init__(
        self,
        store: Redis,
        sender: Sender,
        progress: Progress,
        open_requests: OpenRequests,
        shown: ShownPaintings,
        cache: Cache,
        ledger: Ledger,
        sendings: Sendings,
    ) -> None:
        self._redis, self._sender, self._progress = store, sender, progress
        self._open_requests, self._shown = open_requests, shown
        self._cache, self._ledger = cache, ledger
        self._parts, sent = AlbumParts(store), SentAlbums(store)
        self._once = Once(sender, sendings, sent, progress)
        self._album_buttons = AlbumButtons(shown, sent, self._once)
        self._budget = Budget()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()  # by album

    async def give(self, result: StyleResult, ticket: Ticket) -> None:
        """Answer a result unless it was answered before."""
        note(request=result.request_id)
        if await self._once.was_sent(result.request_id):  # by a process that may not have come to take its status away
            await self._progress.remove(ticket)
        else:
            result = await self._as_wished(result)
            self._progress.actions.end(result.request_id)
            await self._ledger.ended(result)
            if ticket.album is not None:
                await self._give_part(Part(result=result), ticket, ticket.album)
            elif isinstance(result, Failed) and result.reason is Reason.CANCELLED:  # told by whoever stopped it
                await self._progress.remove(ticket)
            else:
                async with self._budget.room(await size_of(self._redis, [result])):
                    await self._give_one(result, ticket)
        if known := await self._open_requests.remove(result.request_id):
            self._ledger.metrics.whole.observe(max(0.0, time.time() - known.since))
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

    async def give_kept(self, request_id: str, kept: Kept, ticket: Ticket) -> bool:
        """Answer with a painting that Telegram has already; return False when it has to be painted all the same."""
        if await self._once.was_sent(request_id):
            return True
        shown = await self._shown.find(ticket.token) if ticket.token else shown_for(ticket, kept.painted)
        if shown is None:
            return False
        keyboard = await self._kept_buttons(ticket, shown.repainted(ticket.wish, kept.painted))
        words = caption(voice_of(ticket.language), kept.painted)
        reply = PictureReply(words, kept.filename, kept.as_file, keyboard)
        if not await self._once.send_kept(request_id, reply, ticket, kept.file_id):
            await self._cache.drop(ticket)
            return False
        await self._ledger.answered_at_once(kept.painted)
        return True

    async def give_kept_album(
        self, kept: Sequence[Kept], tickets: Sequence[Ticket], album: str, is_unwanted: Test
    ) -> bool:
        """Answer an album with paintings that Telegram has already; return False when it has to be painted."""
        paintings = [each.painted for each in kept]
        if await self._once.was_sent(album):  # by a process that may have been killed before it had sent the buttons
            await self._album_buttons.give(album, tickets, paintings, is_unwanted)
            return True
        names = tuple(f"{place}-{each.filename}" for place, each in enumerate(kept, 1))
        words = kept_album_caption(voice_of(tickets[0].language), paintings)
        reply = AlbumReply(words, names, kept[0].as_file)
        if not await self._once.send_kept(album, reply, tickets[0], *(each.file_id for each in kept)):
            for ticket in tickets:
                await self._cache.drop(ticket)
            return False
        for painted in paintings:
            await self._ledger.answered_at_once(painted)
        await self._album_buttons.give(album, tickets, paintings, is_unwanted)
        return True

    def count_trouble(self, trouble: Key) -> None:
        """Count a photo that came to no request."""
        self._ledger.metrics.troubled(trouble)

    async def is_refused(self, album: str) -> bool:
        """Tell whether nothing of an album is wanted any more."""
        return await self._parts.is_refused(album)

    async def give_trouble(self, ticket: Ticket, trouble: Key) -> None:
        """Answer for a photo that came to no request: at once, or as a part of its album."""
        if ticket.album is not None:
            await self._give_part(Part(trouble=trouble), ticket, ticket.album)
            return
        await self._sender.send(TextReply(voice_of(ticket.language).say(trouble)), ticket)
        await self._progress.remove(ticket)

    async def give_unwanted(self, ticket: Ticket) -> None:
        """Let an album go on without a photo that its person stopped before it came to a request."""
        if ticket.album is not None:
            await self._give_part(Part(was_stopped=True), ticket, ticket.album)

    async def _give_one(self, result: StyleResult, ticket: Ticket) -> None:
        painting = await painting_of(self._redis, result)
        is_lost = isinstance(result, Styled) and not painting
        buttons = await self._buttons_after(result, ticket, is_lost)
        if ticket.token is not None and buttons is None:
            log.info("nobody waits for it any more")
            await self._progress.remove(ticket)
            return
        lost = TextReply(voice_of(ticket.language).say(Key.LOST_PAINTING))
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
            shown = shown_for(ticket, painted) if has_buttons else None
            return await self._kept_buttons(ticket, shown) if shown else None
        async with self._shown.lock(ticket.token):
            shown = await self._shown.find(ticket.token)
            if shown is None or shown.waiting != result.request_id:
                return None
            return await self._kept_buttons(ticket, shown if painted is None else shown.repainted(ticket.wish, painted))

    async def _kept_buttons(self, ticket: Ticket, shown: Shown) -> InlineKeyboardMarkup:
        token = await self._shown.keep(ticket.token, shown)
        return painting_keyboard(voice_of(ticket.language), token, shown)

    async def _give_part(self, part: Part, ticket: Ticket, place: AlbumPlace) -> None:
        async with self._locks.setdefault(place.album, asyncio.Lock()):  # the last two parts may come at the same time
            ready = await self._parts.put(place, part)
            if ready == place.total:
                await self._give_album(await self._parts.all(place.album), ticket, place.album)
            elif await self._once.was_sent(place.album):  # by a process that was killed when it had tidied up
                await self._parts.forget(place.album)

    async def _give_album(self, parts: list[Part], ticket: Ticket, album: str) -> None:
        if all(part.is_stopped for part in parts) or await self._parts.is_refused(album):
            await self._progress.remove(ticket)
        else:
            async with self._budget.room(await size_of(self._redis, [part.result for part in parts])):
                await self._send_album(parts, ticket, album)
        await self._parts.forget(album)

    async def _send_album(self, parts: list[Part], ticket: Ticket, album: str) -> None:
        found = [await painting_of(self._redis, part.result) for part in parts]
        parts = [part if painting or not part.is_styled else LOST for part, painting in zip(parts, found, strict=True)]
        results = [part.result for part in parts if isinstance(part.result, Styled)]
        own = [read_ticket(result.ticket) or ticket for result in results]
        shown = [part.result for part in parts if part.result is not None and (part.is_styled or part.is_faceless)]
        tickets = [read_ticket(result.ticket) or ticket for result in shown]
        if await self._once.was_sent(album):  # by a process that was killed before it had sent the buttons
            await self._progress.remove(ticket)
        else:
            pictures = [painting for painting in found if painting]
            keyboard = await self._buttons_after(results[0], own[0]) if len(results) == 1 else None
            reply = compose_album(parts, ticket, list(map(len, pictures)), keyboard)
            await self._keep(results, await self._send(album, reply, ticket, *pictures))
        paintings = [painted_by(r, t) if isinstance(r, Styled) else None for r, t in zip(shown, tickets, strict=True)]
        await self._album_buttons.give(album, tickets, paintings, lambda: self._parts.is_refused(album))

    async def _send(self, name: str, reply: Reply, ticket: Ticket, *paintings: bytes) -> tuple[Message, ...]:
        """Send a reply and count it; return the pictures that Telegram has confirmed."""
        sent = await self._once.send(name, reply, ticket, *paintings)
        if sent is None:
            return ()
        outcome = sent.outcome.name.lower()
        self._ledger.metrics.answers.labels(outcome).inc()
        log.info("%s", outcome)
        if sent.outcome is Outcome.SENT:
            await self._progress.remove(ticket)
        elif sent.outcome is Outcome.UNWANTED:
            await self._ledger.left(ticket.chat_id)
        return sent.messages
