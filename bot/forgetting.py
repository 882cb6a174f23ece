"""`/forget`: deletes all that is known of a person and of the chat, and says what that was."""

from __future__ import annotations

from dataclasses import dataclass

from bot.album_parts import AlbumParts
from bot.cache import Cache
from bot.chats import Chats
from bot.keys import Key
from bot.known_chats import KnownChats
from bot.shown import ShownPaintings
from bot.talks import Talk
from bot.unwanted import Unwanted


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Deletes what is known."""

    chats: Chats
    shown: ShownPaintings
    cache: Cache
    known_chats: KnownChats
    album_parts: AlbumParts
    unwanted: Unwanted

    async def forget(self, talk: Talk) -> None:
        """Delete everything, and say what that was."""
        say = talk.voice.say
        lines = []
        await self.unwanted.note(talk.person_id)  # first: what is queued after this is seen below
        requests, stopped = await self.unwanted.under_way(talk.person_id)
        for album in {request.ticket.album.album for request in requests if request.ticket.album is not None}:
            await self.album_parts.refuse(album)  # before its last photo is stopped, which would have the rest sent
        await self.unwanted.stop(requests)
        if stopped:
            lines.append(say(Key.FORGOTTEN_WAITING, count=stopped))
        await self.unwanted.forget_arriving(talk.person_id)
        if updates := await self.unwanted.delete_aside(talk.person_id):
            lines.append(say(Key.FORGOTTEN_ASIDE, count=updates))
        if paintings := await self.shown.forget(talk.person_id):
            lines.append(say(Key.FORGOTTEN_PAINTINGS, count=paintings))
        if answers := await self.cache.forget(talk.person_id):
            lines.append(say(Key.FORGOTTEN_ANSWERS, count=answers))
        if await self.chats.forget(talk.chat_id):
            lines.append(say(Key.FORGOTTEN_SETTINGS))
        if await self.known_chats.remove(talk.chat_id):
            lines.append(say(Key.FORGOTTEN_CHAT))
        await talk.answer("\n".join((say(Key.FORGOTTEN), *lines)) if lines else say(Key.FORGOTTEN_NOTHING))
