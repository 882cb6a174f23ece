"""The buttons of an album: Telegram allows none under it, so they come in a message of their own behind it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.delivery.idempotent_sender import IdempotentSender, ReplyId
from bot.i18n.translator import translator_for
from bot.jobs.album_results import SentAlbums
from bot.jobs.painting_records import PaintingRecord, PaintingRecords, PaintingSummary, new_token, record_for
from bot.jobs.tickets import Ticket
from bot.messages.keyboards import album_keyboard
from bot.messages.replies import TextReply
from bot.messages.texts import album_question
from bot.redis_keys import album_key

Test = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class AlbumButtons:
    """Gives albums their buttons."""

    records: PaintingRecords
    sent: SentAlbums
    once: IdempotentSender

    async def give(
        self, name: str, tickets: Sequence[Ticket], paintings: Sequence[PaintingSummary | None], is_unwanted: Test
    ) -> None:
        """Send the buttons of an album that was sent, unless it has them; None is a photo without a face.

        A painting that came alone has buttons of its own, and one that Telegram did not confirm has none. What was
        forgotten while the album was sent is not known again.
        """
        if await is_unwanted():
            await self.sent.forget(name)
            return
        if await self.once.was_sent(ReplyId.buttons_of(name)):  # by a process that was killed before it forgot these
            await self.sent.forget(name)
            return
        messages = await self.sent.find(name)
        left = iter(messages)
        album: dict[str, PaintingRecord] = {}
        for record in shown_in_album(tickets, paintings):
            message = next(left, None) if record.painted else None
            if message is not None:
                album[message.token] = record
                await self.records.keep_message(
                    message.chat_id, message.message_id, message.token, record.person_id, album_key(name)
                )
            elif record.painted is None:
                album[new_token()] = record
        if album:
            album = {token: record.now(album=tuple(album)) for token, record in album.items()}
            kept = [
                await self.records.keep_unless_unwanted(token, each, album_key(name)) for token, each in album.items()
            ]
            first = messages[0].message_id if messages else tickets[0].message_id
            if all(kept):
                await self._send(name, tickets[0].model_copy(update={"message_id": first, "status_id": None}), album)
        await self.sent.forget(name)

    async def _send(self, name: str, ticket: Ticket, album: dict[str, PaintingRecord]) -> None:
        words = album_question(translator_for(ticket.language), [record.painted for record in album.values()])
        await self.once.send(ReplyId.buttons_of(name), TextReply(words, album_keyboard(album)), ticket)


def shown_in_album(tickets: Sequence[Ticket], paintings: Sequence[PaintingSummary | None]) -> list[PaintingRecord]:
    """Return what the buttons of an album's photos need, in their order."""
    found = [record_for(ticket, painted) for ticket, painted in zip(tickets, paintings, strict=True)]
    places = [ticket.album.place if ticket.album else place for place, ticket in enumerate(tickets)]
    return [record.now(place=place) for record, place in zip(found, places, strict=True) if record is not None]
