"""Keeps every status message true while photos wait and are painted, also those of an earlier bot."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Mapping

from redis.asyncio import Redis

from bot.coordination.leader import Leadership
from bot.coordination.loops import end
from bot.i18n.translator import translator_for
from bot.jobs.album_results import AlbumResults
from bot.jobs.job_queue import JobQueue
from bot.jobs.measures import Eta
from bot.jobs.pending import OpenRequest, Pending
from bot.jobs.tickets import Ticket
from bot.messages.texts import album_text, place_texts, stage_text, waiting_text
from bot.progress.status_messages import StatusMessages
from worker.shared.contract import STAGE, job_key

SECONDS = 1.0  # between two looks


class StatusUpdater:
    """Looks at the queue and the workers' notes, and tells people what has changed."""

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
        return SECONDS

    async def close(self) -> None:
        """Break off changes that are under way."""
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
            await asyncio.wait(begun.values(), timeout=SECONDS)
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
