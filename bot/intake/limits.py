"""Limits who may have photos painted, and how many at once; each refusal is a text for the person."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from redis.asyncio import Redis

from bot.i18n.message_ids import MessageId
from bot.i18n.translator import Translator
from bot.jobs.job_queue import JobQueue
from bot.jobs.pending import ARRIVING_TTL
from bot.messages.texts import duration
from bot.observability.metrics import Metrics
from bot.redis_keys import hidden_id, minute_scope, person_key, rate_key
from worker.shared.lua import read_lua, run_lua

MINUTE = 60  # seconds
UNLIMITED = 1_000_000_000
TROUBLES = {b"queue": MessageId.QUEUE_FULL, b"person": MessageId.TOO_MANY_WAITING, b"fast": MessageId.TOO_FAST}

_ADMIT = read_lua(__file__, "admit_photos")


@dataclass(frozen=True, slots=True)
class Rules:
    """The limits that the settings set."""

    per_person: int  # photos of one person under way at once
    per_minute: int  # photos and presses of one person in a minute
    queue_cap: int  # photos that wait at once
    admins: frozenset[int]  # people to whom no limit applies
    allowed: frozenset[int] | None  # people and chats; None: everybody
    blocked: frozenset[int]  # people and chats


class Limits:
    """Checks photos against the limits."""

    def __init__(self, store: Redis, job_queue: JobQueue, rules: Rules, metrics: Metrics) -> None:
        self._redis, self._job_queue, self._rules, self._metrics = store, job_queue, rules, metrics

    async def refusal(
        self, translator: Translator, person_id: int, chat_id: int, requests: Sequence[str]
    ) -> str | None:
        """Return the text that refuses photos; None if the limits admit them, which counts them as `requests`."""
        trouble, own = MessageId.NOT_INVITED, 0
        is_admin = person_id in self._rules.admins
        if is_admin or self._is_invited(person_id, chat_id):
            name, own = await self._admit(person_id, chat_id, requests, is_admin)
            if name not in TROUBLES:
                return None
            trouble = TROUBLES[name]
        self._metrics.troubled(trouble)
        if trouble is MessageId.TOO_MANY_WAITING:
            return translator.text(trouble, count=own)
        if trouble is MessageId.TOO_FAST:
            return translator.text(trouble, wait=duration(translator, MINUTE - time.time() % MINUTE))
        return translator.text(trouble)

    async def _admit(self, person_id: int, chat_id: int, requests: Sequence[str], is_admin: bool) -> tuple[bytes, int]:
        """Check the limits and count photos in one script, because people send faster than the bot fetches.

        Returns the limit that refuses the photos, if any, and how many other photos the person has under way. No limit
        refuses those of an admin; the script runs all the same, to remove what has ended from the person's index.
        """
        minute = rate_key(minute_scope(person_id, int(time.time() // MINUTE)))
        keys = [person_key(hidden_id(person_id)), self._job_queue.key, minute]
        limits = (self._rules.queue_cap, self._rules.per_person, self._rules.per_minute)
        most = [str(UNLIMITED if is_admin else limit) for limit in limits]
        arguments = (hidden_id(chat_id), str(ARRIVING_TTL), *most, str(2 * MINUTE), *requests)
        name, own = await run_lua(self._redis, _ADMIT, keys, *arguments)
        return name, int(own)

    def _is_invited(self, person_id: int, chat_id: int) -> bool:
        ids = {person_id, chat_id}
        return not ids & self._rules.blocked and (self._rules.allowed is None or bool(ids & self._rules.allowed))
