"""The requests that wait for their painting, kept in Redis: a bot that starts anew still knows them."""

from __future__ import annotations

import time
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from redis.asyncio import Redis

from bot.redis_keys import OPEN_REQUESTS, TURNS
from bot.tickets import Ticket

LONGEST = 8 * 86_400  # seconds after which a request is forgotten that came to no answer though it had its result


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
