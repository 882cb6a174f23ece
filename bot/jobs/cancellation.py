"""Cancels requests, whether they are arriving, waiting in the queue, or being painted."""

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
    """Cancels requests, for `/cancel`, for `/forget`, and for chats that are gone."""

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
        """Cancel requests; the delivery of their results removes what they leave."""
        for request in requests:
            await self._job_queue.cancel(request.request_id, request.ticket.text)

    async def stop_request(self, request_id: str) -> None:
        """Cancel one request, if it is open."""
        await self.stop(await self._pending.named(request_id))

    async def stop_chat(self, chat_id: int) -> None:
        """Cancel all requests of a chat."""
        await self.stop(await self._pending.of_chat(chat_id))

    async def stop_person(self, entry: bytes | None, person_id: int, chat_id: int) -> int:
        """Cancel what a person sent to a chat before the update at `entry`; return the number of photos."""
        # The watermark comes first: a request opened before it is found below, and none is opened after it.
        await self._pending.note_watermark(entry, person_id, chat_id)
        requests, names = await self._pending.of_person(person_id, chat_id)
        await self.stop(requests)
        return len(names)

    async def stop_everything(self, entry: bytes | None, person_id: int) -> int:
        """Cancel everything of a person in all chats; return the number of photos."""
        await self._pending.note_watermark(entry, person_id)  # first, as in `stop_person`
        requests, names = await self._pending.of_person(person_id)
        for album in {request.ticket.album.album for request in requests if request.ticket.album is not None}:
            await self._albums.refuse(album)  # first, or else its last result would send what is painted
        await self.stop(requests)
        await self._pending.leave(person_id, sorted(names))
        return len(names)

    async def delete_aside(self, person_id: int) -> int:
        """Delete the dead letters of a person, and those that quote the person; return how many."""
        entries: Any = await self._redis.xrange(UPDATES_ASIDE)
        own = [
            entry for entry, fields in entries if person_id in _people(json.loads(fields.get(FIELD.encode(), b"{}")))
        ]
        return int(await self._redis.xdel(UPDATES_ASIDE, *own)) if own else 0


def _people(part: object) -> Iterator[int]:
    """Yield the ids of senders, people and channels, in an update and in the messages that it quotes."""
    if not isinstance(part, dict):
        return
    for name, value in part.items():
        if name in ("from", "sender_chat"):
            yield value["id"]
        yield from _people(value)
