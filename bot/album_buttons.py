"""The buttons of an album: Telegram allows none under it, so they come in a message of their own behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Message

from bot.keys import Key
from bot.painted import Painted
from bot.painting_keyboard import album_keyboard
from bot.replies import TextReply
from bot.sending import Sender
from bot.shown import Shown, ShownPaintings, new_token, shown_for
from bot.tickets import Ticket
from bot.voices import voice_of


@dataclass(frozen=True, slots=True)
class AlbumButtons:
    """Gives albums their buttons."""

    shown: ShownPaintings
    sender: Sender

    async def give(self, tickets: Sequence[Ticket], paintings: Sequence[Painted], messages: Sequence[Message]) -> None:
        """Send the buttons of an album that was sent as `messages`; nothing when Telegram did not confirm it."""
        if len(messages) < 2:  # one painting alone has buttons of its own
            return
        album = shown_in_album(tickets, paintings)
        for (token, shown), message in zip(album.items(), messages, strict=False):
            await self.shown.keep(token, shown)
            await self.shown.keep_message(message, token, shown.person_id)
        first = messages[0]
        place = {"chat_id": first.chat_id, "message_id": first.message_id, "status_id": None}
        words = voice_of(tickets[0].language).say(Key.ALBUM_CHOOSE)
        await self.sender.send(TextReply(words, album_keyboard(album)), tickets[0].model_copy(update=place))


def shown_in_album(tickets: Sequence[Ticket], paintings: Sequence[Painted]) -> dict[str, Shown]:
    """Return what the buttons of an album's paintings need, by new tokens, in their order."""
    found = [shown_for(ticket, painted) for ticket, painted in zip(tickets, paintings, strict=True)]
    album = {new_token(): shown for shown in found if shown is not None}
    places = [ticket.album.place if ticket.album else place for place, ticket in enumerate(tickets)]
    return {
        token: shown.now(album=tuple(album), place=place)
        for (token, shown), place in zip(album.items(), places, strict=True)
    }
