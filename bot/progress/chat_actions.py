"""Chat actions ("sending a photo…"), one for each place where work goes on, however many photos that is."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.coordination.loops import end
from bot.jobs.tickets import Ticket

ACTION_SECONDS = 4.0  # Telegram shows a chat action for 5 s
LONGEST = 900.0  # seconds after which a chat action stops, even if its end was missed
log = logging.getLogger(__name__)

Place = tuple[int, int | None]  # a chat, or a topic of it


class ChatActions:
    """Repeats chat actions while requests are open."""

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
            log.warning("chat action not sent: %s", type(error).__name__)
            return isinstance(error, NetworkError) and not isinstance(error, BadRequest)
        return True
