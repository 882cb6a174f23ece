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
from bot.jobs.job_queue import JobQueue
from bot.jobs.pending import ArrivingPhotos, OpenRequest, OpenRequests
from bot.redis_keys import UPDATES_ASIDE, unwanted_since_key
from bot.updates.queue import FIELD, UpdateQueue

TTL = 600  # seconds; a photo that is gathered, fetched again and again, or waits for a dead process comes before that
EVERYWHERE = "everywhere"
_WITHIN = 1000  # updates that Redis tells apart within a millisecond; a place stays exact as a score below 2 ** 53


class Cancellations:
    """Knows since when a person wants nothing more of what they sent, in a chat or everywhere."""

    def __init__(
        self,
        store: Redis,
        updates: UpdateQueue,
        job_queue: JobQueue,
        open_requests: OpenRequests,
        arriving_photos: ArrivingPhotos,
    ) -> None:
        self._redis, self._updates, self._job_queue = store, updates, job_queue
        self._open_requests, self._arriving_photos = open_requests, arriving_photos

    async def note(self, person_id: int, chat_id: int | None = None) -> None:
        """Want nothing more of what a person sent, there or everywhere, before the update that this task handles."""
        if (here := self._updates.here()) is not None:
            await self._redis.zadd(unwanted_since_key(person_id), {_scope(chat_id): _place(here)}, gt=True)
            await self._redis.expire(unwanted_since_key(person_id), TTL)

    async def covers(self, person_id: int, chat_id: int) -> bool:
        """Tell whether the update that this task handles came before its person wanted nothing more there."""
        here = self._updates.here()
        if here is None:
            return False
        since: Any = await self._redis.zmscore(unwanted_since_key(person_id), [EVERYWHERE, _scope(chat_id)])
        return any(place is not None and _place(here) < place for place in since)

    async def under_way(self, person_id: int, chat_id: int | None = None) -> tuple[list[OpenRequest], int]:
        """Return the requests of a person, in one chat or everywhere, and how many photos with those on their way."""
        arriving_photos = await self._arriving_photos.of_person(
            person_id, chat_id
        )  # first: a photo is never in neither of the two
        requests = await self._open_requests.of_person(person_id, chat_id)
        return requests, len(arriving_photos | {request.request_id for request in requests})

    async def stop(self, requests: list[OpenRequest]) -> None:
        """Stop requests; the delivery clears up behind them."""
        for request in requests:
            await self._job_queue.cancel(request.request_id, request.ticket.text)

    async def stop_request(self, request_id: str) -> None:
        """Stop one request, if it is under way."""
        await self.stop(await self._open_requests.named(request_id))

    async def stop_chat(self, chat_id: int) -> None:
        """Stop all requests of a chat."""
        await self.stop(await self._open_requests.of_chat(chat_id))

    async def forget_arriving(self, person_id: int) -> None:
        """Forget which photos of a person are on their way."""
        await self._arriving_photos.forget(person_id)

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
