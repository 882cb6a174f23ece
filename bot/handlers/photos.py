"""Photos and albums that people send go to the intake, with the style of their chat or of a command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chats import Chats, KnownChats
from bot.coordination.loops import AWAY
from bot.handlers.message import IncomingMessage, ticket_for
from bot.intake.build import Intake
from bot.intake.media_groups import MediaGroupPart
from bot.jobs.pictures import FoundPhoto, find_photo
from bot.jobs.tickets import Ticket, placed, request_of_part
from bot.redis_keys import album_id, request_id_for
from bot.styles.paint_options import StyleChoice
from bot.updates.queue import MediaGroupMessage


@dataclass(frozen=True, slots=True)
class PhotoHandlers:
    """The handlers of photos, and of groups that move."""

    chats: Chats
    known_chats: KnownChats
    intake: Intake

    async def photo(self, incoming: IncomingMessage) -> None:
        """Paint a photo in the style of its chat."""
        photo = find_photo(incoming.message)
        if photo is not None and incoming.is_for_us:
            await self.paint(incoming, photo, None)

    async def moved(self, incoming: IncomingMessage) -> None:
        """Move the settings of a group to its new number, which it gets as a supergroup."""
        new = incoming.message.migrate_to_chat_id
        if new is not None:
            await self.chats.move(incoming.chat_id, new)
            if await self.known_chats.remove(incoming.chat_id):
                await self.known_chats.add(new)

    async def paint(self, incoming: IncomingMessage, photo: FoundPhoto, wish: StyleChoice | None) -> None:
        """Paint a photo, or the whole album that it belongs to, by `wish`, or in the style of its chat."""
        settings = incoming.settings or await self.chats.settings(incoming.chat_id)
        album = incoming.message.media_group_id if photo.message_id == incoming.message.message_id else None
        if album is None:
            await self._take_in(incoming, [ticket_for(incoming, photo, wish or settings.wish, settings.as_file)], None)
            return
        entry = incoming.source.entry
        part = MediaGroupPart(photo=photo, wish=wish, entry=entry.decode() if entry else None)
        at = MediaGroupMessage(incoming.chat_id, album, photo.message_id)
        gathering = await self.intake.media_groups.gather(incoming.person_id, at, part)
        if gathering is not None:
            wish = gathering.wish or settings.wish
            tickets = [ticket_for(incoming, each, wish, settings.as_file) for each in gathering.photos]
            try:
                await self._take_in(incoming, tickets, album)
            except AWAY:  # the album is handled again
                raise
            except Exception:  # the person hears of it; parts that nobody acknowledged would come again for a day
                await self.intake.media_groups.ended(incoming.person_id, incoming.chat_id, gathering)
                raise
            await self.intake.media_groups.ended(incoming.person_id, incoming.chat_id, gathering)

    async def _take_in(self, incoming: IncomingMessage, tickets: Sequence[Ticket], album: str | None) -> None:
        """Hand a photo or an album to the intake, unless a limit refuses it; a known request is not refused."""
        is_single = album is None or len(tickets) == 1
        single, whole = (
            request_id_for(incoming.message, incoming.bot.id),
            album_id(incoming.chat_id, album or ""),
        )
        name = single if is_single else whole
        tickets = tickets if is_single else placed(tickets, name)
        known = await self.intake.photos.look(incoming.source, name, tickets[0])
        if not known.is_unwanted:  # a cancelled request leaves no record
            if known.status is None:  # otherwise its update is handled again
                requests = [single] if is_single else [request_of_part(ticket) for ticket in tickets]
                refusal = await self.intake.limits.refusal(
                    incoming.translator, incoming.person_id, incoming.chat_id, requests
                )
                if refusal is not None:
                    await incoming.answer(refusal)
                    return
            await self.known_chats.add(incoming.chat_id)
        if is_single:
            await self.intake.photos.paint(incoming.source, name, tickets[0])
        else:
            await self.intake.photos.paint_album(incoming.source, tickets)
