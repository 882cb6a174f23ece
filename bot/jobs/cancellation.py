"""Stopping what a person no longer wants, wherever it is: on its way to the queue, in the queue, or with a worker."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from redis.asyncio import Redis

from bot.jobs.album_results import AlbumResults
from bot.jobs.job_queue import JobQueue
from bot.jobs.pending import OpenRequest, Pending
from bot.redis_keys import UPDATES_ASIDE
from bot.updates.queue import FIELD


class Cancellations:
    """Stops requests, for `/cancel`, for `/forget`, and for chats that are gone."""

    def __init__(
        self,
        store: Redis,
        job_queue: JobQueue,
        pending: Pending,
        albums: AlbumResults,
    ) -> None:
        self._redis, self._job_queue = store, job_queue
        self._pending, self._albums = pending, albums

    async def stop(self, requests: list[OpenRequest]) -> None:
        """Stop requests; the delivery clears up behind them."""
        for request in requests:
            await self._job_queue.cancel(request.request_id, request.ticket.text)

    async def stop_request(self, request_id: str) -> None:
        """Stop one request, if it is under way."""
        await self.stop(await self._pending.named(request_id))

    async def stop_chat(self, chat_id: int) -> None:
        """Stop all requests of a chat."""
        await self.stop(await self._pending.of_chat(chat_id))

    async def stop_person(self, entry: bytes | None, person_id: int, chat_id: int) -> int:
        """Stop what a person sent to a chat before the update at `entry`; return how many photos that were."""
        await self._pending.note_watermark(entry, person_id, chat_id)  # first: what is queued after this is seen below
        requests, names = await self._pending.of_person(person_id, chat_id)
        await self.stop(requests)
        return len(names)

    async def stop_everything(self, entry: bytes | None, person_id: int) -> int:
        """Stop everything of a person, everywhere; return how many photos that were."""
        await self._pending.note_watermark(entry, person_id)  # first: what is queued after this is seen below
        requests, names = await self._pending.of_person(person_id)
        for album in {request.ticket.album.album for request in requests if request.ticket.album is not None}:
            await self._albums.refuse(album)  # before its last photo is stopped, which would have the rest sent
        await self.stop(requests)
        await self._pending.leave(person_id, sorted(names))
        return len(names)

    async def delete_aside(self, person_id: int) -> int:
        """Delete the updates of a person, or that quote one, that were set aside; return how many."""
        entries: Any = await self._redis.xrange(UPDATES_ASIDE)
        own = [
            entry for entry, fields in entries if person_id in _people(json.loads(fields.get(FIELD.encode(), b"{}")))
        ]
        return int(await self._redis.xdel(UPDATES_ASIDE, *own)) if own else 0


def _people(part: object) -> Iterator[int]:
    # Whoever sent or pressed something, or spoke through a channel, in an update and in what it quotes.
    if not isinstance(part, dict):
        return
    for name, value in part.items():
        if name in ("from", "sender_chat"):
            yield value["id"]
        yield from _people(value)
