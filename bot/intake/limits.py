"""Who may have photos painted, and how many at once; each refusal is a kind sentence."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from redis.asyncio import Redis

from bot.coordination.locks import Locks
from bot.i18n.message_ids import MessageId
from bot.i18n.translator import Translator
from bot.ids import hidden_id
from bot.jobs.job_queue import JobQueue
from bot.jobs.pending import Pending, is_message
from bot.messages.texts import duration
from bot.observability.metrics import Metrics
from bot.redis_keys import minute_key

MINUTE = 60  # seconds


@dataclass(frozen=True, slots=True)
class Rules:
    """What is allowed, as the settings say."""

    per_person: int  # photos of one person under way at once
    per_minute: int  # photos and presses of one person in a minute
    queue_cap: int  # photos that wait at once
    admins: frozenset[int]  # people whom no rule holds back
    allowed: frozenset[int] | None  # people and chats; None: everybody
    blocked: frozenset[int]  # people and chats


class Limits:
    """Judges by the rules."""

    def __init__(
        self,
        store: Redis,
        job_queue: JobQueue,
        pending: Pending,
        rules: Rules,
        metrics: Metrics,
    ) -> None:
        self._redis, self._job_queue, self._pending, self._rules = store, job_queue, pending, rules
        self._metrics, self._locks = metrics, Locks(store)

    async def refusal(
        self, translator: Translator, person_id: int, chat_id: int, requests: Sequence[str]
    ) -> str | None:
        """Return why a person's photos are not taken as these requests; None when they are, and count from now on."""
        if person_id in self._rules.admins:
            return None
        async with self._locks.hold(hidden_id("limits", person_id)):  # people send faster than photos are fetched
            on_their_way = {name for name in await self._pending.arriving.of_person(person_id) if not is_message(name)}
            queued = {request.request_id for request in await self._pending.open_requests.of_person(person_id)}
            own = len((on_their_way | queued) - set(requests))
            trouble = await self._trouble(person_id, chat_id, len(requests), own)
            if trouble is None:
                await self._pending.arriving.add(person_id, chat_id, requests)
                return None
        self._metrics.troubled(trouble)
        if trouble is MessageId.TOO_MANY_WAITING:
            return translator.text(trouble, count=own)
        if trouble is MessageId.TOO_FAST:
            return translator.text(trouble, wait=duration(translator, MINUTE - time.time() % MINUTE))
        return translator.text(trouble)

    async def _trouble(self, person_id: int, chat_id: int, count: int, own: int) -> MessageId | None:
        rules = self._rules
        if not self._is_invited(person_id, chat_id):
            return MessageId.NOT_INVITED
        if len(await self._job_queue.waiting()) + count > rules.queue_cap:
            return MessageId.QUEUE_FULL
        if own + count > max(rules.per_person, count if own == 0 else 0):  # one album is always taken
            return MessageId.TOO_MANY_WAITING
        return MessageId.TOO_FAST if await self._is_too_fast(person_id, count) else None

    def _is_invited(self, person_id: int, chat_id: int) -> bool:
        who = {person_id, chat_id}
        return not who & self._rules.blocked and (self._rules.allowed is None or bool(who & self._rules.allowed))

    async def _is_too_fast(self, person_id: int, count: int) -> bool:
        key = minute_key(person_id, int(time.time() // MINUTE))
        taken = int(await self._redis.incrby(key, count))
        await self._redis.expire(key, 2 * MINUTE)
        return taken > max(self._rules.per_minute, count)
