"""Sends replies and stores what their buttons and later requests need; replies at once with paintings of the cache."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import InlineKeyboardMarkup, Message

from bot.delivery.album_buttons import AlbumButtons, Check
from bot.delivery.idempotent_sender import IdempotentSender, ReplyId
from bot.delivery.sender import Outcome
from bot.i18n.translator import translator_for
from bot.jobs.measures import Outcomes
from bot.jobs.painting_records import (
    PaintingCache,
    PaintingRecord,
    PaintingRecords,
    new_token,
    record_for,
    unwanted_keys,
)
from bot.jobs.tickets import Ticket, album_of, read_ticket
from bot.messages.keyboards import painting_keyboard
from bot.messages.replies import AlbumReply, PictureReply, Reply, filename_of, painted_by
from bot.messages.texts import caption, kept_album_caption
from bot.progress.status_messages import StatusMessages
from worker.shared.contract import Failed, Reason, Styled, StyleResult

log = logging.getLogger(__name__)

_WORDS = {
    Outcome.SENT: "reply sent",
    Outcome.UNCONFIRMED: "reply unconfirmed, it may have arrived: it is not sent again, and the chat is informed",
    Outcome.UNWANTED: "reply not sent, the chat takes no messages: its requests are cancelled",
}


class Publisher:
    """Sends replies, and stores what buttons and later requests need."""

    def __init__(
        self,
        sender: IdempotentSender,
        status_messages: StatusMessages,
        records: PaintingRecords,
        cache: PaintingCache,
        outcomes: Outcomes,
    ) -> None:
        self.sender, self.status_messages = sender, status_messages
        self._records, self._cache, self._outcomes = records, cache, outcomes

    async def send(self, reply_id: ReplyId, reply: Reply, ticket: Ticket, *paintings: bytes) -> tuple[Message, ...]:
        """Send a reply once and count it; return the pictures that Telegram has confirmed."""
        sent = await self.sender.send(reply_id, reply, ticket, *paintings)
        if sent is None:
            return ()
        self._outcomes.metrics.answers.labels(sent.outcome.name.lower()).inc()
        log.info(_WORDS[sent.outcome])
        if sent.outcome is Outcome.SENT:
            await self.status_messages.remove(ticket)
        elif sent.outcome is Outcome.UNWANTED:
            await self._outcomes.left(ticket.chat_id)
        return sent.messages

    async def remove_status(self, reply_id: ReplyId, ticket: Ticket) -> None:
        """Delete the status message of a reply that was sent before, unless it says that the reply may have arrived."""
        if not await self.sender.is_unconfirmed(reply_id):
            await self.status_messages.remove(ticket)

    async def cache(self, results: Sequence[Styled], messages: Sequence[Message]) -> None:
        """Store Telegram's file ids of paintings in the cache."""
        for result, message in zip(results, messages, strict=False):  # Telegram confirmed all of them, or none
            ticket = read_ticket(result.ticket)
            if ticket is not None:
                summary = painted_by(result, ticket)
                await self._cache.keep(result.request_id, ticket, summary, filename_of(result, ticket), message)

    async def buttons_after(
        self, result: StyleResult, ticket: Ticket, is_lost: bool = False
    ) -> InlineKeyboardMarkup | None:
        """Store the painting record behind the buttons of a result, and return the buttons.

        Returns None for a result without buttons, and after a later press or a cancellation.
        """
        unwanted = unwanted_keys(result.request_id, ticket)
        painted = painted_by(result, ticket) if isinstance(result, Styled) and not is_lost else None
        if ticket.token is None:
            has_buttons = painted is not None or (isinstance(result, Failed) and result.reason is Reason.NO_FACE)
            record = record_for(ticket, painted) if has_buttons else None
            return await self.store_buttons(ticket, record, *unwanted) if record else None
        async with self._records.lock(ticket.token):
            record = await self._records.find(ticket.token)
            if record is None or record.waiting != result.request_id:
                return None
            changed = record if painted is None else record.repainted(ticket.wish, painted)
            return await self.store_buttons(ticket, changed, *unwanted)

    async def store_buttons(
        self, ticket: Ticket, record: PaintingRecord, *result_of: str
    ) -> InlineKeyboardMarkup | None:
        """Store a painting record and return its buttons; None if a job or album of these keys is cancelled."""
        token = ticket.token or new_token()
        if not await self._records.keep_unless_unwanted(token, record, *result_of):
            return None
        return painting_keyboard(translator_for(ticket.language), token, record)


class KeptReplier:
    """Replies to requests with paintings of the cache."""

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

    async def reply(self, request_id: str, ticket: Ticket) -> bool:
        """Reply with a painting of the cache; return False if the photo has to be painted."""
        kept = await self._cache.find(ticket)
        if kept is None:
            return False
        if await self._publisher.sender.was_sent(ReplyId.to_request(request_id)):
            return True
        record = await self._records.find(ticket.token) if ticket.token else record_for(ticket, kept.painted)
        if record is None:
            return False
        keyboard = await self._publisher.store_buttons(ticket, record.repainted(ticket.wish, kept.painted))
        words = caption(translator_for(ticket.language), kept.painted)
        reply = PictureReply(words, kept.filename, kept.as_file, keyboard)
        if not await self._publisher.sender.send_kept(ReplyId.to_request(request_id), reply, ticket, kept.file_id):
            await self._cache.drop(ticket)
            return False
        await self._outcomes.answered_at_once(kept.painted)
        return True

    async def reply_to_album(self, tickets: Sequence[Ticket], is_unwanted: Check) -> bool:
        """Reply to an album with paintings of the cache; return False if the album has to be painted.

        The cache must have all of them, either as photos or as files, because Telegram mixes no two kinds in an album.
        """
        kept = [found for ticket in tickets if (found := await self._cache.find(ticket)) is not None]
        if len(kept) < len(tickets) or len({each.as_file for each in kept}) > 1:
            return False
        album, paintings = album_of(tickets[0]).album, [each.painted for each in kept]
        reply_id = ReplyId.to_album(album)
        if not await self._publisher.sender.was_sent(reply_id):  # by a process that died before it sent the buttons
            names = tuple(f"{place}-{each.filename}" for place, each in enumerate(kept, 1))
            words = kept_album_caption(translator_for(tickets[0].language), paintings)
            reply = AlbumReply(words, names, kept[0].as_file)
            ids = [each.file_id for each in kept]
            if not await self._publisher.sender.send_kept(reply_id, reply, tickets[0], *ids):
                for ticket in tickets:
                    await self._cache.drop(ticket)
                return False
            for painted in paintings:
                await self._outcomes.answered_at_once(painted)
        await self._album_buttons.send(album, tickets, paintings, is_unwanted)
        return True
