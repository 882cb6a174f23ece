"""Signs of life while a photo waits and is painted: status messages, also those of an earlier bot; and chat actions.

None of them may ever stop a job: what fails here is logged and left. A place where work goes on has one chat action,
however many photos that is.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Mapping

from redis.asyncio import Redis
from telegram import Bot, InlineKeyboardMarkup, ReplyParameters
from telegram.constants import ChatAction
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.coordination.leader import Leadership
from bot.coordination.loops import end
from bot.i18n.message_ids import MessageId
from bot.i18n.translator import translator_for
from bot.jobs.album_results import AlbumResults
from bot.jobs.job_queue import JobQueue
from bot.jobs.measures import Eta
from bot.jobs.pending import OpenRequest, Pending
from bot.jobs.tickets import Ticket
from bot.messages.texts import album_text, place_texts, stage_text, waiting_text
from worker.shared.contract import STAGE, job_key

ACTION_SECONDS = 4.0  # Telegram shows a chat action for 5 s
LONGEST = 900.0  # seconds after which a chat action stops, even if its end was missed
PRIVATE_SECONDS, GROUP_SECONDS = 1.5, 6.0  # between two edits in one chat; a group takes 20 messages in a minute
MOST = 10_000  # status messages that are remembered; another process may take one away
UNCHANGED = "not modified"  # Telegram's refusal of an edit that changes nothing
LOOK_SECONDS = 1.0  # between two looks at the queue
Place = tuple[int, int | None]  # a chat, or a topic of it
log = logging.getLogger(__name__)


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
                while self._tasks.get(place) is asyncio.current_task():  # a cancellation may be lost: see `loops.end`
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


class StatusUpdater:
    """Reads the queue and the workers' stages, and edits status messages that have changed."""

    def __init__(
        self,
        store: Redis,
        job_queue: JobQueue,
        pending: Pending,
        status_messages: StatusMessages,
        eta: Eta,
        leadership: Leadership,
    ) -> None:
        self._redis, self._job_queue, self._pending = store, job_queue, pending
        self._status_messages, self._eta = status_messages, eta
        self._leadership, self._parts = leadership, AlbumResults(store)
        self._telling: dict[int, asyncio.Task[None]] = {}  # changes of status messages that are under way, by chat

    async def step(self) -> float:
        """Look once if we lead; return the seconds until the next look."""
        if self._leadership.is_ours:
            await self.look()
        else:
            self._leave_actions(self._status_messages.chat_actions.queued)  # the leader shows them
        return LOOK_SECONDS

    async def close(self) -> None:
        """Cancel edits in flight."""
        late, self._telling = self._telling, {}
        await end(late.values())

    async def look(self) -> None:
        """Look once."""
        queued = self._status_messages.chat_actions.queued
        requests = await self._pending.all()
        self._leave_actions(queued - {request.request_id for request in requests})  # another process has answered
        waiting = {request_id: place for place, request_id in enumerate(await self._job_queue.waiting())}
        albums: dict[str, list[OpenRequest]] = {}
        news: defaultdict[int, list[tuple[Ticket, str]]] = defaultdict(list)  # by chat
        for request in requests:
            if request.since < time.time() - self._job_queue.longest_wait:  # no worker will ever answer it
                await self._job_queue.expire(request.request_id, request.ticket.text)
            self._status_messages.chat_actions.begin(request.request_id, request.ticket)
            self._status_messages.chat_actions.is_queued(request.request_id)
            if request.ticket.album is not None:
                albums.setdefault(request.ticket.album.album, []).append(request)
            elif (text := await self._text(request, waiting.get(request.request_id))) is not None:
                news[request.ticket.chat_id].append((request.ticket, text))
        for album, parts in albums.items():
            ticket = parts[0].ticket
            news[ticket.chat_id].append((ticket, await self._album_text(album, parts, waiting)))
        await self._tell(news)

    async def _tell(self, news: Mapping[int, list[tuple[Ticket, str]]]) -> None:
        """Change status messages; a chat that Telegram keeps waiting is left to itself, and keeps no other waiting."""
        begun = {chat: asyncio.create_task(self._update(news[chat])) for chat in news.keys() - self._telling.keys()}
        self._telling |= begun
        if begun:
            await asyncio.wait(begun.values(), timeout=LOOK_SECONDS)
        done = [chat for chat, task in self._telling.items() if task.done()]
        for task in [self._telling.pop(chat) for chat in done]:
            task.result()

    async def _update(self, changes: list[tuple[Ticket, str]]) -> None:
        for ticket, text in changes:
            await self._status_messages.update(ticket, text)

    def _leave_actions(self, requests: frozenset[str]) -> None:
        for request_id in requests:
            self._status_messages.chat_actions.end(request_id)

    async def _text(self, request: OpenRequest, place: int | None) -> str | None:
        translator = translator_for(request.ticket.language)
        if place is not None:
            return waiting_text(translator, place, await self._eta.until_done(place))
        value = await self._redis.hget(job_key(request.request_id), STAGE)
        return stage_text(translator, value.decode()) if isinstance(value, bytes) else None

    async def _album_text(self, album: str, requests: list[OpenRequest], waiting: Mapping[str, int]) -> str:
        """Return the status of an album of which these are not answered yet: its place while all of them wait."""
        ticket, ready = requests[0].ticket, sum(part.is_styled for part in await self._parts.all(album))
        text = album_text(ticket, ready)
        places = [waiting[request.request_id] for request in requests if request.request_id in waiting]
        if ready or len(places) < len(requests) or min(places) == 0:
            return text
        until_done = await self._eta.until_done(min(places))
        return " ".join((text, *place_texts(translator_for(ticket.language), min(places), until_done)))
