"""The buttons of an album: Telegram allows none under it, so they come in a message of their own behind it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.once import Once
from bot.painted import Painted
from bot.painting_keyboard import album_keyboard
from bot.replies import TextReply
from bot.sent_albums import SentAlbums
from bot.shown import Shown, ShownPaintings, new_token, shown_for
from bot.texts import album_question
from bot.tickets import Ticket
from bot.voices import voice_of

Test = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class AlbumButtons:
    """Gives albums their buttons."""

    shown: ShownPaintings
    sent: SentAlbums
    once: Once

    async def give(
        self, name: str, tickets: Sequence[Ticket], paintings: Sequence[Painted | None], is_unwanted: Test
    ) -> None:
        """Send the buttons of an album that was sent, unless it has them; None is a photo without a face.

        A painting that came alone has buttons of its own, and one that Telegram did not confirm has none. What was
        forgotten while the album was sent is not known again.
        """
        if await is_unwanted():
            await self.sent.forget(name)
            return
        if await self.once.was_sent(f"{name}:buttons"):
            return
        messages = await self.sent.find(name)
        left = iter(messages)
        album: dict[str, Shown] = {}
        for shown in shown_in_album(tickets, paintings):
            message = next(left, None) if shown.painted else None
            if message is not None:
                album[message.token] = shown
                await self.shown.keep_message(message.chat_id, message.message_id, message.token, shown.person_id)
            elif shown.painted is None:
                album[new_token()] = shown
        if album:
            album = {token: shown.now(album=tuple(album)) for token, shown in album.items()}
            for token, shown in album.items():
                await self.shown.keep(token, shown)
            first = messages[0].message_id if messages else tickets[0].message_id
            await self._send(name, tickets[0].model_copy(update={"message_id": first, "status_id": None}), album)
        await self.sent.forget(name)

    async def _send(self, name: str, ticket: Ticket, album: dict[str, Shown]) -> None:
        words = album_question(voice_of(ticket.language), [shown.painted for shown in album.values()])
        await self.once.send(f"{name}:buttons", TextReply(words, album_keyboard(album)), ticket)


def shown_in_album(tickets: Sequence[Ticket], paintings: Sequence[Painted | None]) -> list[Shown]:
    """Return what the buttons of an album's photos need, in their order."""
    found = [shown_for(ticket, painted) for ticket, painted in zip(tickets, paintings, strict=True)]
    places = [ticket.album.place if ticket.album else place for place, ticket in enumerate(tickets)]
    return [shown.now(place=place) for shown, place in zip(found, places, strict=True) if shown is not None]
