"""The buttons of an album: Telegram allows none under it, so they come in a message of their own behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.keys import Key
from bot.once import Once
from bot.painted import Painted
from bot.painting_keyboard import album_keyboard
from bot.replies import TextReply
from bot.sent_albums import SentAlbums
from bot.shown import Shown, ShownPaintings, new_token, shown_for
from bot.tickets import Ticket
from bot.voices import voice_of


@dataclass(frozen=True, slots=True)
class AlbumButtons:
    """Gives albums their buttons."""

    shown: ShownPaintings
    sent: SentAlbums
    once: Once

    async def give(self, name: str, tickets: Sequence[Ticket], paintings: Sequence[Painted]) -> None:
        """Send the buttons of an album that was sent, unless it has them, or Telegram did not confirm it."""
        messages = await self.sent.find(name)
        if not messages:
            return
        album = shown_in_album(tickets, paintings)
        for (token, shown), message in zip(album.items(), messages, strict=False):
            await self.shown.keep(token, shown)
            await self.shown.keep_message(message.chat_id, message.message_id, token, shown.person_id)
        first = messages[0]
        place = {"chat_id": first.chat_id, "message_id": first.message_id, "status_id": None}
        words = voice_of(tickets[0].language).say(Key.ALBUM_CHOOSE)
        ticket = tickets[0].model_copy(update=place)
        await self.once.send(f"{name}:buttons", TextReply(words, album_keyboard(album)), ticket)
        await self.sent.forget(name)


def shown_in_album(tickets: Sequence[Ticket], paintings: Sequence[Painted]) -> dict[str, Shown]:
    """Return what the buttons of an album's paintings need, by new tokens, in their order."""
    found = [shown_for(ticket, painted) for ticket, painted in zip(tickets, paintings, strict=True)]
    album = {new_token(): shown for shown in found if shown is not None}
    places = [ticket.album.place if ticket.album else place for place, ticket in enumerate(tickets)]
    return {
        token: shown.now(album=tuple(album), place=place)
        for (token, shown), place in zip(album.items(), places, strict=True)
    }
