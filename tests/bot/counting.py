"""What tests count in Redis."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import cast

from redis.asyncio import Redis

from bot.jobs.pending import OpenRequest
from bot.redis_keys import OPEN_REQUESTS, hidden_id, person_key, request_key
from tests.bot.conftest import BotHouse


async def open_count(house: BotHouse) -> int:
    return int(await house.redis.zcard(OPEN_REQUESTS))


async def number_of(house: BotHouse, pattern: str) -> int:
    """Return how many keys there are."""
    return len(await house.redis.keys(pattern))


async def fields_of(redis: Redis, pattern: str, start: str) -> list[str]:
    """Return the fields that begin so, of all hashes whose keys fit a pattern."""
    fields = [str(field, "utf-8") for key in await redis.keys(pattern) for field in await _fields(redis, key)]
    return [field for field in fields if field.startswith(start)]


async def _fields(redis: Redis, key: str | bytes) -> list[bytes]:
    return await cast("Awaitable[list[bytes]]", redis.hkeys(key))


async def album_results(house: BotHouse) -> int:
    """Return how many results of albums wait for others."""
    return len(await fields_of(house.redis, "emostyle:album:*", "result:"))


async def under_way(house: BotHouse, start: str = "request:") -> int:
    """Return how many photos of the person are on their way or in the queue."""
    fields = await _fields(house.redis, person_key(hidden_id(house.person.user.id)))
    return sum(field.decode().startswith(start) for field in fields)


async def note_open(redis: Redis, request: OpenRequest) -> None:
    """Write an open request as the bot does, or did some time ago."""
    await redis.hset(request_key(request.request_id), "open", request.model_dump_json())
    await redis.zadd(OPEN_REQUESTS, {request.request_id: request.since})
