"""`/forget`: deletes all that is known of a person and of the chat, and says what that was."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chats import Chats, KnownChats
from bot.handlers.message import IncomingMessage
from bot.i18n.message_ids import MessageId
from bot.jobs.album_results import AlbumResults
from bot.jobs.cancellation import Cancellations
from bot.jobs.painting_cache import PaintingCache
from bot.jobs.painting_records import PaintingRecords


@dataclass(frozen=True, slots=True)
class ForgetCommand:
    """Deletes what is known."""

    chats: Chats
    records: PaintingRecords
    cache: PaintingCache
    known_chats: KnownChats
    album_parts: AlbumResults
    cancellations: Cancellations

    async def forget(self, incoming: IncomingMessage) -> None:
        """Delete everything, and say what that was."""
        say = incoming.translator.text
        lines = []
        await self.cancellations.note(incoming.person_id)  # first: what is queued after this is seen below
        requests, stopped = await self.cancellations.under_way(incoming.person_id)
        for album in {request.ticket.album.album for request in requests if request.ticket.album is not None}:
            await self.album_parts.refuse(album)  # before its last photo is stopped, which would have the rest sent
        await self.cancellations.stop(requests)
        if stopped:
            lines.append(say(MessageId.FORGOTTEN_WAITING, count=stopped))
        await self.cancellations.forget_arriving(incoming.person_id)
        if updates := await self.cancellations.delete_aside(incoming.person_id):
            lines.append(say(MessageId.FORGOTTEN_ASIDE, count=updates))
        if paintings := await self.records.forget(incoming.person_id):
            lines.append(say(MessageId.FORGOTTEN_PAINTINGS, count=paintings))
        if answers := await self.cache.forget(incoming.person_id):
            lines.append(say(MessageId.FORGOTTEN_ANSWERS, count=answers))
        if await self.chats.forget(incoming.chat_id):
            lines.append(say(MessageId.FORGOTTEN_SETTINGS))
        if await self.known_chats.remove(incoming.chat_id):
            lines.append(say(MessageId.FORGOTTEN_CHAT))
        await incoming.answer(
            "\n".join((say(MessageId.FORGOTTEN), *lines)) if lines else say(MessageId.FORGOTTEN_NOTHING)
        )
