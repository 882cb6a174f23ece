"""Requests that have no reply yet: photos on their way to the queue, open requests, status messages."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal, NamedTuple, cast

from pydantic import BaseModel, ConfigDict, ValidationError
from redis.asyncio import Redis

from bot.ids import hidden_id
from bot.jobs.tickets import Ticket
from bot.redis_keys import OPEN_REQUESTS, TURNS, arriving_key, status_key

LONGEST = 8 * 86_400  # drop a request that has no reply after this many seconds


class OpenRequest(BaseModel):
    """A request that was queued and is not answered yet."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    version: Literal[1] = 1
    request_id: str
    ticket: Ticket
    since: float  # Unix time in seconds


class OpenRequests:
    """Knows which requests are under way."""

    def __init__(self, store: Redis) -> None:
        self._redis = store

    async def add(self, request_id: str, ticket: Ticket) -> bool:
        """Note a request that is queued now; return False when it is known already."""
        request = OpenRequest(request_id=request_id, ticket=ticket, since=time.time())
        return bool(await self._redis.hsetnx(OPEN_REQUESTS, request_id, request.model_dump_json(exclude_defaults=True)))

    async def remove(self, request_id: str) -> OpenRequest | None:
        """Forget a request that was answered or given up; return what was known of it."""
        async with self._redis.pipeline() as together:
            together.hget(OPEN_REQUESTS, request_id)
            together.hdel(OPEN_REQUESTS, request_id)
            together.hdel(TURNS, request_id)  # only what waits has a turn
            value, *_ = await together.execute()
        return read_request(value) if value is not None else None

    async def all(self) -> list[OpenRequest]:
        """Return all requests that are under way, the oldest first; drop those that nobody will ever answer."""
        values = await self._redis.hgetall(OPEN_REQUESTS)
        readable = [request for value in values.values() if (request := read_request(value)) is not None]
        requests = sorted(readable, key=lambda request: request.since)
        for request in requests:
            if request.since < time.time() - LONGEST:
                await self.remove(request.request_id)
        return requests

    async def named(self, request_id: str) -> list[OpenRequest]:
        """Return the request of this id; none when it is not under way."""
        return [request for request in await self.all() if request.request_id == request_id]

    async def of_chat(self, chat_id: int) -> list[OpenRequest]:
        """Return the requests of a chat."""
        return [request for request in await self.all() if request.ticket.chat_id == chat_id]

    async def of_person(self, person_id: int, chat_id: int | None = None) -> list[OpenRequest]:
        """Return the requests of a person, in one chat or everywhere."""
        wanted = [request for request in await self.all() if request.ticket.person_id == person_id]
        return [request for request in wanted if chat_id in (None, request.ticket.chat_id)]


def read_request(text: bytes | str) -> OpenRequest | None:
    """Return a request as it was noted, or None for one that this version cannot read."""
    try:
        return OpenRequest.model_validate_json(text)
    except ValidationError:
        return None


ARRIVING_TTL = 600  # seconds that a photo is known as arriving whose process died and that nobody took over


class ArrivingPhotos:
    """Knows which photos of a person are on their way, by the id of their request or of their message."""

    def __init__(self, store: Redis) -> None:
        self._redis = store

    async def add(self, person_id: int, chat_id: int, names: Sequence[str], instead_of: Sequence[str] = ()) -> None:
        """Note photos that are on their way now, some of them perhaps noted under other names before."""
        async with self._redis.pipeline() as together:
            together.hset(arriving_key(person_id), mapping=dict.fromkeys(names, hidden_id(chat_id)))
            together.expire(arriving_key(person_id), ARRIVING_TTL)
            if instead_of:
                together.hdel(arriving_key(person_id), *instead_of)
            await together.execute()

    async def remove(self, person_id: int, names: Sequence[str]) -> None:
        """Forget photos that are queued, or never will be."""
        await self._redis.hdel(arriving_key(person_id), *names)

    @asynccontextmanager
    async def noted(
        self, person_id: int, chat_id: int, names: Sequence[str], instead_of: Sequence[str] = ()
    ) -> AsyncIterator[None]:
        """Note photos for as long as the block runs."""
        await self.add(person_id, chat_id, names, instead_of)
        try:
            yield
        finally:
            await self.remove(person_id, names)

    async def of_person(self, person_id: int, chat_id: int | None = None) -> set[str]:
        """Return what of a person is on its way, in one chat or everywhere."""
        found = await cast("Awaitable[dict[bytes, bytes]]", self._redis.hgetall(arriving_key(person_id)))
        here = None if chat_id is None else hidden_id(chat_id).encode()
        return {name.decode() for name, chat in found.items() if here in (None, chat)}

    async def forget(self, person_id: int) -> None:
        """Forget all that is on its way of a person."""
        await self._redis.delete(arriving_key(person_id))


def name_of_message(chat_id: int, message_id: int) -> str:
    """Return the name of a photo that belongs to no request yet; it tells nobody which it is."""
    return f"message:{hidden_id(chat_id, message_id)}"


def is_message(name: str) -> bool:
    """Return whether a name is that of a photo that belongs to no request yet."""
    return name.startswith("message:")


STATUS_TTL = 86_400  # seconds


class Status(NamedTuple):
    """The status message of something that was taken in."""

    message_id: int | None  # None when Telegram did not take it


class Statuses:
    """Remembers status messages."""

    def __init__(self, store: Redis) -> None:
        self._redis = store

    async def find(self, name: str) -> Status | None:
        """Return the status of a request or an album that was taken in before."""
        value = await self._redis.get(status_key(name))
        if not isinstance(value, bytes):
            return None
        return Status(int(value) if value else None)

    async def keep(self, name: str, status: Status) -> None:
        """Remember the status of what is taken in now."""
        await self._redis.set(
            status_key(name), "" if status.message_id is None else str(status.message_id), ex=STATUS_TTL
        )


@dataclass(frozen=True, slots=True)
class Pending:
    """All that is known of requests without a reply."""

    open_requests: OpenRequests
    arriving: ArrivingPhotos
    statuses: Statuses

    @classmethod
    def of(cls, store: Redis) -> Pending:
        """Return what is known in `store`."""
        return cls(OpenRequests(store), ArrivingPhotos(store), Statuses(store))
