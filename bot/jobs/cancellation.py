"""What is no longer wanted: its person stopped it, or asked to be forgotten, while it was on its way to the queue.

Updates are told apart by their places in Redis, which one clock gives out, so that it does not matter which process
handles them, nor in which order.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from redis.asyncio import Redis

from bot.ids import hidden_id
from bot.jobs.album_results import AlbumResults
from bot.jobs.job_queue import JobQueue
from bot.jobs.pending import OpenRequest, Pending
from bot.jobs.tickets import Ticket
from bot.redis_keys import UPDATES_ASIDE, unwanted_since_key
from bot.updates.queue import FIELD
from worker.shared.contract import CANCELLED, job_key

TTL = 600  # seconds; a photo that is gathered, fetched again and again, or waits for a dead process comes before that
EVERYWHERE = "everywhere"
_WITHIN = 1000  # updates that Redis tells apart within a millisecond; a place stays exact as a score below 2 ** 53


class Cancellations:
    """Knows since when a person wants nothing more of what they sent, in a chat or everywhere."""

    def __init__(
        self,
        store: Redis,
        job_queue: JobQueue,
        pending: Pending,
        albums: AlbumResults,
    ) -> None:
        self._redis, self._job_queue = store, job_queue
        self._pending, self._albums = pending, albums

    async def note(self, entry: bytes | None, person_id: int, chat_id: int | None = None) -> None:
        """Cancel everything that a person sent before the update at `entry`, in one chat or in all."""
        if entry is not None:
            await self._redis.zadd(unwanted_since_key(person_id), {_scope(chat_id): _place(entry)}, gt=True)
            await self._redis.expire(unwanted_since_key(person_id), TTL)

    async def covers(self, entry: bytes | None, person_id: int, chat_id: int) -> bool:
        """Return whether the update at `entry` came before its person's last cancellation there."""
        if entry is None:
            return False
        since: Any = await self._redis.zmscore(unwanted_since_key(person_id), [EVERYWHERE, _scope(chat_id)])
        return any(place is not None and _place(entry) < place for place in since)

    async def is_unwanted(self, entry: bytes | None, ticket: Ticket) -> bool:
        """Return whether a photo of the update at `entry`, or the album of the photo, is cancelled."""
        is_refused = ticket.album is not None and await self._albums.is_refused(ticket.album.album)
        return is_refused or await self.covers(entry, ticket.person_id, ticket.chat_id)

    async def is_stopped(self, request_id: str, ticket: Ticket | None = None) -> bool:
        """Return whether a request was cancelled in the queue or later, or the album of its ticket was."""
        if ticket is not None and ticket.album is not None and await self._albums.is_refused(ticket.album.album):
            return True
        return bool(await self._redis.hexists(job_key(request_id), CANCELLED))

    async def under_way(self, person_id: int, chat_id: int | None = None) -> tuple[list[OpenRequest], int]:
        """Return the requests of a person, in one chat or everywhere, and how many photos with those on their way."""
        arriving = await self._pending.arriving.of_person(
            person_id, chat_id
        )  # first: no photo is in neither of the two
        requests = await self._pending.open_requests.of_person(person_id, chat_id)
        return requests, len(arriving | {request.request_id for request in requests})

    async def stop(self, requests: list[OpenRequest]) -> None:
        """Stop requests; the delivery clears up behind them."""
        for request in requests:
            await self._job_queue.cancel(request.request_id, request.ticket.text)

    async def stop_request(self, request_id: str) -> None:
        """Stop one request, if it is under way."""
        await self.stop(await self._pending.open_requests.named(request_id))

    async def stop_chat(self, chat_id: int) -> None:
        """Stop all requests of a chat."""
        await self.stop(await self._pending.open_requests.of_chat(chat_id))

    async def stop_everything(self, entry: bytes | None, person_id: int) -> int:
        """Stop everything of a person, everywhere; return how many photos that were."""
        await self.note(entry, person_id)  # first: what is queued after this is seen below
        requests, stopped = await self.under_way(person_id)
        for album in {request.ticket.album.album for request in requests if request.ticket.album is not None}:
            await self._albums.refuse(album)  # before its last photo is stopped, which would have the rest sent
        await self.stop(requests)
        await self._pending.arriving.forget(person_id)
        return stopped

    async def delete_aside(self, person_id: int) -> int:
        """Delete the updates of a person, or that quote one, that were set aside; return how many."""
        entries: Any = await self._redis.xrange(UPDATES_ASIDE)
        own = [
            entry for entry, fields in entries if person_id in _people(json.loads(fields.get(FIELD.encode(), b"{}")))
        ]
        return int(await self._redis.xdel(UPDATES_ASIDE, *own)) if own else 0


def _scope(chat_id: int | None) -> str:
    return EVERYWHERE if chat_id is None else hidden_id(chat_id)


def _place(entry: bytes) -> int:
    milliseconds, _, number = entry.decode().partition("-")
    return int(milliseconds) * _WITHIN + min(int(number or 0), _WITHIN - 1)


def _people(part: object) -> Iterator[int]:
    # Whoever sent or pressed something, or spoke through a channel, in an update and in what it quotes.
    if not isinstance(part, dict):
        return
    for name, value in part.items():
        if name in ("from", "sender_chat"):
            yield value["id"]
        yield from _people(value)
