"""`/forget`: deletes the records of a person and the settings of the chat, and lists them in its answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chats import Chats, KnownChats
from bot.handlers.message import IncomingMessage
from bot.i18n.message_ids import MessageId
from bot.jobs.cancellation import Cancellations
from bot.jobs.painting_records import PaintingCache, PaintingRecords


@dataclass(frozen=True, slots=True)
class ForgetCommand:
    """Deletes the records of a person and the settings of a chat."""

    chats: Chats
    records: PaintingRecords
    cache: PaintingCache
    known_chats: KnownChats
    cancellations: Cancellations

    async def forget(self, incoming: IncomingMessage) -> None:
        """Delete everything, and answer with a line for each kind that there was."""
        say = incoming.translator.text
        lines = []
        if stopped := await self.cancellations.stop_everything(incoming.source.entry, incoming.person_id):
            lines.append(say(MessageId.FORGOTTEN_WAITING, count=stopped))
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
