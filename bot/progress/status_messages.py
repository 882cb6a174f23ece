"""Signs of life while a photo is painted: a status message, and chat actions ("sending a photo…").

None of them may ever stop a job: what fails here is logged and left. A place where work goes on has one chat action,
however many photos that is.
"""

from __future__ import annotations

import asyncio
import logging
import time

from telegram import Bot, InlineKeyboardMarkup, ReplyParameters
from telegram.constants import ChatAction
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.coordination.loops import end
from bot.i18n.message_ids import MessageId
from bot.i18n.translator import translator_for
from bot.jobs.tickets import Ticket

ACTION_SECONDS = 4.0  # Telegram shows a chat action for 5 s
LONGEST = 900.0  # seconds after which work that nobody ends is no longer announced
Place = tuple[int, int | None]  # a chat, or a topic of it


class ChatActions:
    """Keeps chat actions alive while requests are under way."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._places: dict[str, Place] = {}  # by request
        self._tasks: dict[Place, asyncio.Task[None]] = {}
        self._queued: set[str] = set()  # requests whose end another process may see instead of us

    def begin(self, request_id: str, ticket: Ticket) -> bool:
        """Show a chat action until `end` is called for this request; return False when it was begun before."""
        if request_id in self._places:
            return False
        place = self._places[request_id] = (ticket.chat_id, ticket.thread_id)
        if place not in self._tasks:
            action = ChatAction.UPLOAD_DOCUMENT if ticket.as_file else ChatAction.UPLOAD_PHOTO
            self._tasks[place] = asyncio.create_task(self._act(place, action))
        return True

    @property
    def queued(self) -> frozenset[str]:
        """Requests that were announced as queued and have not ended here."""
        return frozenset(self._queued)

    def is_queued(self, request_id: str) -> None:
        """Note that a request is in the queue now, so that any process may answer it."""
        if request_id in self._places:
            self._queued.add(request_id)

    def end(self, request_id: str) -> None:
        """Forget a request; the chat action stops with the last one of its place."""
        self._queued.discard(request_id)
        place = self._places.pop(request_id, None)
        if place is not None and place not in self._places.values() and place in self._tasks:
            self._tasks.pop(place).cancel()

    async def close(self) -> None:
        """Stop every chat action."""
        tasks = list(self._tasks.values())
        self._places.clear()
        self._queued.clear()
        self._tasks.clear()
        await end(tasks)

    async def _act(self, place: Place, action: ChatAction) -> None:
        try:
            async with asyncio.timeout(LONGEST):
                while self._tasks.get(place) is asyncio.current_task():  # a cancellation may be lost: see `ending`
                    if not await self._show(place, action):
                        return
                    await asyncio.sleep(ACTION_SECONDS)
        except TimeoutError:
            log.warning("chat action stopped after %.0f s", LONGEST)
        finally:
            if self._tasks.get(place) is asyncio.current_task():  # not the one of a later request
                del self._tasks[place]

    async def _show(self, place: Place, action: ChatAction) -> bool:
        """Show the action; return whether it is worth another try."""
        chat_id, thread_id = place
        try:
            await self._bot.send_chat_action(chat_id, action, message_thread_id=thread_id)
        except TelegramError as error:
            log.warning("no chat action: %s", type(error).__name__)
            return isinstance(error, NetworkError) and not isinstance(error, BadRequest)
        return True


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
            log.warning("no status message: %s", type(error).__name__)
            return None
        self._said[ticket.chat_id, message.message_id] = text
        if len(self._said) > MOST:
            del self._said[next(iter(self._said))]  # the oldest
        self._edited[ticket.chat_id] = time.monotonic()
        return message.message_id

    async def update(self, ticket: Ticket, text: str) -> None:
        """Change the status message unless it says so already, or the chat has had a change just now."""
        pause = PRIVATE_SECONDS if ticket.chat_id > 0 else GROUP_SECONDS  # groups have negative ids
        if time.monotonic() - self._edited.get(ticket.chat_id, -pause) >= pause:
            await self.change(ticket, text)

    async def change(self, ticket: Ticket, text: str, keyboard: InlineKeyboardMarkup | None = None) -> bool:
        """Change the status message unless it says so already; return whether there is one that says so now."""
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
                return False  # the words are not tried again: somebody may have deleted the message
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
