"""Sends the buttons of an album in a message after it, because Telegram allows no buttons under an album."""

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

Check = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class AlbumButtons:
    """Sends the buttons of albums."""

    records: PaintingRecords
    sent: SentAlbums
    once: IdempotentSender

    async def send(
        self, album: str, tickets: Sequence[Ticket], paintings: Sequence[PaintingSummary | None], is_unwanted: Check
    ) -> None:
        """Send the buttons of an album, unless they were sent before; None in `paintings` is a photo without a face.

        A painting that was sent alone has its own buttons, and one that Telegram did not confirm gets none. If
        `is_unwanted` says that the person has used /forget meanwhile, nothing is sent or stored.
        """
        if await is_unwanted():
            await self.sent.forget(album)
            return
        if await self.once.was_sent(ReplyId.buttons_of(album)):  # by a process that died before `forget`
            await self.sent.forget(album)
            return
        messages = await self.sent.find(album)
        left = iter(messages)
        records: dict[str, PaintingRecord] = {}  # by token
        for record in shown_in_album(tickets, paintings):
            message = next(left, None) if record.painted else None
            if message is not None:
                records[message.token] = record
                await self.records.keep_message(
                    message.chat_id, message.message_id, message.token, record.person_id, album_key(album)
                )
            elif record.painted is None:
                records[new_token()] = record
        if records:
            records = {token: record.now(album=tuple(records)) for token, record in records.items()}
            kept = [
                await self.records.keep_unless_unwanted(token, each, album_key(album))
                for token, each in records.items()
            ]
            first = messages[0].message_id if messages else tickets[0].message_id
            if all(kept):
                ticket = tickets[0].model_copy(update={"message_id": first, "status_id": None})
                await self._send(album, ticket, records)
        await self.sent.forget(album)

    async def _send(self, album: str, ticket: Ticket, records: dict[str, PaintingRecord]) -> None:
        words = album_question(translator_for(ticket.language), [record.painted for record in records.values()])
        await self.once.send(ReplyId.buttons_of(album), TextReply(words, album_keyboard(records)), ticket)


def shown_in_album(tickets: Sequence[Ticket], paintings: Sequence[PaintingSummary | None]) -> list[PaintingRecord]:
    """Return the painting records behind the buttons of an album, in the order of its photos."""
    found = [record_for(ticket, painted) for ticket, painted in zip(tickets, paintings, strict=True)]
    places = [ticket.album.place if ticket.album else place for place, ticket in enumerate(tickets)]
    return [record.now(place=place) for record, place in zip(found, places, strict=True) if record is not None]
