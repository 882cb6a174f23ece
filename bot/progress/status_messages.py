"""What a person sees while a photo is painted: a status message and a chat action.

None of them may ever stop a job: what fails here is logged and left.
"""

from __future__ import annotations

import logging
import time

from telegram import Bot, InlineKeyboardMarkup, ReplyParameters
from telegram.error import TelegramError

from bot.i18n.message_ids import MessageId
from bot.i18n.translator import translator_for
from bot.jobs.tickets import Ticket
from bot.progress.chat_actions import ChatActions

PRIVATE_SECONDS, GROUP_SECONDS = 1.5, 6.0  # between two edits in one chat; a group takes 20 messages in a minute
MOST = 10_000  # status messages that are remembered; another process may take one away
UNCHANGED = "not modified"  # Telegram's refusal of an edit that changes nothing
log = logging.getLogger(__name__)


class StatusMessages:
    """Tells people that their photos are being worked on."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self.chat_actions = ChatActions(bot)
        self._said: dict[tuple[int, int], str] = {}  # what each status message says, by chat and message
        self._edited: dict[int, float] = {}  # when a status was last changed in each chat

    async def announce(self, ticket: Ticket, text: str) -> int | None:
        """Send a status message as a reply; return its id, or None when Telegram did not take it."""
        try:
            message = await self._bot.send_message(
                ticket.chat_id,
                text,
                message_thread_id=ticket.thread_id,
                reply_parameters=ReplyParameters(ticket.message_id, allow_sending_without_reply=True),
            )
        except TelegramError as error:
            log.warning("status message not sent: %s", type(error).__name__)
            return None
        self._said[ticket.chat_id, message.message_id] = text
        if len(self._said) > MOST:
            del self._said[next(iter(self._said))]  # the oldest
        self._edited[ticket.chat_id] = time.monotonic()
        return message.message_id

    async def update(self, ticket: Ticket, text: str) -> None:
        """Edit the status message unless its text is the same or the chat was edited just now."""
        pause = PRIVATE_SECONDS if ticket.chat_id > 0 else GROUP_SECONDS  # groups have negative ids
        if time.monotonic() - self._edited.get(ticket.chat_id, -pause) >= pause:
            await self.change(ticket, text)

    async def change(self, ticket: Ticket, text: str, keyboard: InlineKeyboardMarkup | None = None) -> bool:
        """Edit the status message unless its text is the same; return whether it exists and has that text now."""
        if ticket.status_id is None:
            return False
        if self._said.get((ticket.chat_id, ticket.status_id)) == text:
            return True
        self._said[ticket.chat_id, ticket.status_id] = text
        self._edited[ticket.chat_id] = time.monotonic()
        try:
            await self._bot.edit_message_text(text, ticket.chat_id, ticket.status_id, reply_markup=keyboard)
        except TelegramError as error:
            if UNCHANGED not in error.message.lower():
                log.warning("status message not changed: %s", type(error).__name__)
                return False  # not repeated: the person may have deleted the message
        return True

    async def remove(self, ticket: Ticket) -> None:
        """Delete the status message."""
        if ticket.status_id is None:
            return
        try:
            await self._bot.delete_message(ticket.chat_id, ticket.status_id)
        except TelegramError as error:  # too old to be deleted, or a server that deletes nothing
            log.warning("status message not deleted: %s", type(error).__name__)
            await self.change(ticket, translator_for(ticket.language).text(MessageId.DONE))
        self._said.pop((ticket.chat_id, ticket.status_id), None)
