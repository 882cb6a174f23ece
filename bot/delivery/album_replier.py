"""Collects the results of an album, and sends one reply after the last of them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from weakref import WeakValueDictionary

from bot.delivery.album_buttons import AlbumButtons
from bot.delivery.idempotent_sender import ReplyId
from bot.delivery.publisher import Publisher
from bot.i18n.message_ids import MessageId
from bot.jobs.album_results import AlbumResult, AlbumResults
from bot.jobs.pictures import Paintings
from bot.jobs.tickets import AlbumPlace, Ticket, read_ticket
from bot.messages.replies import compose_album, painted_by
from worker.shared.contract import Styled

LOST = AlbumResult(trouble=MessageId.LOST_PAINTING)


class AlbumReplier:
    """Replies to each album once."""

    def __init__(
        self, publisher: Publisher, results: AlbumResults, paintings: Paintings, buttons: AlbumButtons
    ) -> None:
        self._publisher, self._results, self._paintings, self._buttons = publisher, results, paintings, buttons
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()  # by album

    async def add(self, part: AlbumResult, ticket: Ticket, place: AlbumPlace) -> None:
        """Store the result of one photo of an album; after the last one, reply to the album."""
        reply_id = ReplyId.to_album(place.album)
        async with self._locks.setdefault(place.album, asyncio.Lock()):  # the last two parts may come at the same time
            ready = await self._results.put(place, part)
            if ready == place.total:
                await self._reply(await self._results.all(place.album), ticket, place.album)
            elif await self._publisher.sender.was_sent(reply_id):  # by a process that died after `forget`
                await self._results.forget(place.album)

    async def _reply(self, parts: list[AlbumResult], ticket: Ticket, album: str) -> None:
        if all(part.is_stopped for part in parts) or await self._results.is_refused(album):
            await self._publisher.status_messages.remove(ticket)
        else:
            async with self._paintings.loaded([part.result for part in parts]) as found:
                await self._send(parts, found, ticket, album)
        await self._results.forget(album)

    async def _send(self, parts: list[AlbumResult], found: Sequence[bytes], ticket: Ticket, album: str) -> None:
        parts = [part if painting or not part.is_styled else LOST for part, painting in zip(parts, found, strict=True)]
        results = [part.result for part in parts if isinstance(part.result, Styled)]
        reply_id = ReplyId.to_album(album)
        if await self._publisher.sender.was_sent(reply_id):  # by a process that died before it sent the buttons
            await self._publisher.remove_status(reply_id, ticket)
        else:
            pictures = [painting for painting in found if painting]
            own = [read_ticket(result.ticket) or ticket for result in results]
            keyboard = await self._publisher.buttons_after(results[0], own[0]) if len(results) == 1 else None
            reply = compose_album(parts, ticket, list(map(len, pictures)), keyboard)
            await self._publisher.cache(results, await self._publisher.send(reply_id, reply, ticket, *pictures))
        answered = [part.result for part in parts if part.result is not None and (part.is_styled or part.is_faceless)]
        tickets = [read_ticket(result.ticket) or ticket for result in answered]
        paintings = [
            painted_by(r, t) if isinstance(r, Styled) else None for r, t in zip(answered, tickets, strict=True)
        ]
        await self._buttons.send(album, tickets, paintings, lambda: self._results.is_refused(album))
