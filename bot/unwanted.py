"""What is no longer wanted, because its person has asked to be forgotten while it was still on its way to the queue.

Updates are told apart by their places in Redis, which one clock gives out, so that it does not matter which process
handles them.
"""

from __future__ import annotations

import json
from typing import Any

from redis.asyncio import Redis

from bot.ids import hidden_id
from bot.inbox import ASIDE, FIELD, Inbox

TTL = 600  # seconds; a photo that is gathered, fetched again and again, or waits for a dead process comes before that

Place = tuple[int, int]  # milliseconds, and the number within one


class Forgotten:
    """Knows since when a person wants nothing more of what they sent."""

    def __init__(self, store: Redis, inbox: Inbox) -> None:
        self._redis, self._inbox = store, inbox

    async def note(self, person_id: int) -> None:
        """Want nothing more of what a person sent before the update that this task handles."""
        if (here := self._inbox.here()) is not None:
            await self._redis.set(_key(person_id), here, ex=TTL)

    async def covers(self, person_id: int) -> bool:
        """Tell whether the update that this task handles came before its person asked to be forgotten."""
        here = self._inbox.here()
        since: Any = await self._redis.get(_key(person_id))
        return here is not None and since is not None and _place(here) < _place(since)

    async def delete_aside(self, person_id: int) -> int:
        """Delete the updates of a person that were set aside; return how many."""
        entries: Any = await self._redis.xrange(ASIDE)
        own = [entry for entry, fields in entries if person_id in _people(fields.get(FIELD.encode(), b""))]
        return int(await self._redis.xdel(ASIDE, *own)) if own else 0


def _key(person_id: int) -> str:
    return f"emostyle:forgotten:{hidden_id(person_id)}"


def _place(entry: bytes) -> Place:
    milliseconds, _, number = entry.decode().partition("-")
    return int(milliseconds), int(number or 0)


def _people(update: bytes) -> set[int]:
    # Those who sent the message or pressed the button; an update that cannot be read was never set aside.
    body = json.loads(update)
    return {part["from"]["id"] for part in body.values() if isinstance(part, dict) and "from" in part}
