"""Replies at once with paintings that Telegram has already."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.album_buttons import AlbumButtons, Test
from bot.delivery.idempotent_sender import ReplyId
from bot.delivery.outcomes import Outcomes
from bot.delivery.publisher import Publisher
from bot.i18n.translator import translator_for
from bot.jobs.painting_records import PaintingCache, PaintingRecords, record_for
from bot.jobs.tickets import Ticket, album_of
from bot.messages.replies import AlbumReply, PictureReply
from bot.messages.texts import caption, kept_album_caption


class KeptReplier:
    """Answers requests from the cache."""

    def __init__(
        self,
        publisher: Publisher,
        album_buttons: AlbumButtons,
        cache: PaintingCache,
        records: PaintingRecords,
        outcomes: Outcomes,
    ) -> None:
        self._publisher, self._album_buttons = publisher, album_buttons
        self._cache, self._records, self._outcomes = cache, records, outcomes

    async def give(self, request_id: str, ticket: Ticket) -> bool:
        """Answer with a painting that Telegram has; return False when it has to be painted."""
        kept = await self._cache.find(ticket)
        if kept is None:
            return False
        if await self._publisher.sender.was_sent(ReplyId.to_request(request_id)):
            return True
        record = await self._records.find(ticket.token) if ticket.token else record_for(ticket, kept.painted)
        if record is None:
            return False
        keyboard = await self._publisher.kept_buttons(ticket, record.repainted(ticket.wish, kept.painted))
        words = caption(translator_for(ticket.language), kept.painted)
        reply = PictureReply(words, kept.filename, kept.as_file, keyboard)
        if not await self._publisher.sender.send_kept(ReplyId.to_request(request_id), reply, ticket, kept.file_id):
            await self._cache.drop(ticket)
            return False
        await self._outcomes.answered_at_once(kept.painted)
        return True

    async def give_album(self, tickets: Sequence[Ticket], is_unwanted: Test) -> bool:
        """Answer an album with paintings that Telegram has; return False when it has to be painted.

        All must be known, and such as Telegram takes in one album.
        """
        kept = [found for ticket in tickets if (found := await self._cache.find(ticket)) is not None]
        if len(kept) < len(tickets) or len({each.as_file for each in kept}) > 1:
            return False
        album, paintings = album_of(tickets[0]).album, [each.painted for each in kept]
        if not await self._publisher.sender.was_sent(
            ReplyId.to_album(album)
        ):  # by a process that was killed before it sent the buttons
            names = tuple(f"{place}-{each.filename}" for place, each in enumerate(kept, 1))
            words = kept_album_caption(translator_for(tickets[0].language), paintings)
            reply = AlbumReply(words, names, kept[0].as_file)
            ids = [each.file_id for each in kept]
            if not await self._publisher.sender.send_kept(ReplyId.to_album(album), reply, tickets[0], *ids):
                for ticket in tickets:
                    await self._cache.drop(ticket)
                return False
            for painted in paintings:
                await self._outcomes.answered_at_once(painted)
        await self._album_buttons.give(album, tickets, paintings, is_unwanted)
        return True
