"""The loop that takes results from Redis and delivers them, each once.

Results wait in a stream. An entry is acknowledged only after its reply was sent, so what a stopped bot had not
delivered is delivered by the next one; a record by request keeps an entry that comes back from being sent twice.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import redis
from redis.asyncio import Redis

from bot.answers import Answers
from bot.reports import Reports, place_of, trace_of
from bot.tickets import Ticket, read_ticket
from worker.contract import RESULT_FIELD, RESULTS_GROUP, RESULTS_STREAM, ContractError, StyleResult, parse_result

OWN, NEW = b"0", b">"  # read again what we hold unacknowledged; read what nobody has read
CONSUMER = "bot"  # one name for good: what a killed bot held is its successor's
BLOCK_MILLISECONDS = 2000  # below redis-py's own socket timeout of 5 s
AT_ONCE = 8  # replies under way at the same time, so that a slow chat holds up no other
ALIVE_KEY, ALIVE_TTL = "emostyle:bot:alive", 60  # seconds
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0  # seconds without Redis
AGAIN_SECONDS = 2.0  # before a delivery that failed is tried again
log = logging.getLogger(__name__)

Entry = tuple[bytes, dict[bytes, bytes] | None]  # None for one that was deleted meanwhile


class Delivery:
    """Delivers results until it is stopped."""

    def __init__(self, store: Redis, answers: Answers, reports: Reports) -> None:
        self._redis, self._answers, self._reports = store, answers, reports
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._under_way: dict[bytes, asyncio.Task[None]] = {}  # by the id of their entry
        self._start = OWN  # where the next read begins
        self._is_ending = False

    async def run(self) -> None:
        """Deliver what an earlier bot left, then what comes; goes on through any loss of Redis."""
        pause = FIRST_PAUSE
        while not self._is_ending:
            try:
                await self._ensure_group()
                entries = await self._next()
                for entry in entries:
                    await self._begin(entry)
                pause = FIRST_PAUSE
            except redis.RedisError as error:
                log.warning("Redis does not answer (%s); trying again in %.1f s", type(error).__name__, pause)
                await asyncio.sleep(pause)
                self._start, pause = OWN, min(2 * pause, LONGEST_PAUSE)

    def end(self) -> None:
        """Let `run` end with its next turn: while it connects, redis-py can swallow a cancellation."""
        self._is_ending = True

    async def finish(self, seconds: float) -> None:
        """Let replies that are under way end, for `seconds` at most; what is left waits in Redis."""
        tasks = set(self._under_way.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _ensure_group(self) -> None:
        await self._redis.set(ALIVE_KEY, "1", ex=ALIVE_TTL)
        try:
            await self._redis.xgroup_create(RESULTS_STREAM, RESULTS_GROUP, id="0", mkstream=True)
        except redis.ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise

    async def _next(self) -> list[Entry]:
        start = self._start
        answer: Any = await self._redis.xreadgroup(
            RESULTS_GROUP, CONSUMER, {RESULTS_STREAM: start}, count=AT_ONCE, block=BLOCK_MILLISECONDS
        )
        entries = [entry for _, entries in answer or [] for entry in entries]
        if start != NEW and self._start == start:  # unless a failed delivery has set it back meanwhile
            self._start = entries[-1][0] if entries else NEW
        return entries

    async def _begin(self, entry: Entry) -> None:
        if entry[0] in self._under_way:
            return
        await self._slots.acquire()
        task = asyncio.create_task(self._handle(entry))
        self._under_way[entry[0]] = task
        task.add_done_callback(lambda done: self._done(entry[0], done))

    def _done(self, entry_id: bytes, task: asyncio.Task[None]) -> None:
        self._under_way.pop(entry_id)
        self._slots.release()
        if not task.cancelled() and (error := task.exception()):
            log.error("a result is tried again after %s:\n%s", type(error).__name__, trace_of(error))
            asyncio.get_running_loop().call_later(AGAIN_SECONDS, self._read_own_again)

    def _read_own_again(self) -> None:
        self._start = OWN

    async def _handle(self, entry: Entry) -> None:
        entry_id, fields = entry
        try:
            result = parse_result((fields or {}).get(RESULT_FIELD.encode(), b""))
        except ContractError as error:
            log.warning("result dropped: %s", error)
            await self._forget(entry_id)
            return
        ticket = read_ticket(result.ticket)
        if ticket is None:
            log.error("result %s dropped: its ticket cannot be read", result.request_id)
        else:
            await self._give(result, ticket)
        await self._forget(entry_id)

    async def _give(self, result: StyleResult, ticket: Ticket) -> None:
        try:
            await self._answers.give(result, ticket)
        except (redis.ConnectionError, redis.TimeoutError):  # which the loop finds out as well
            raise
        except Exception as error:
            await self._reports.tell(type(error).__name__, place_of(error))
            raise

    async def _forget(self, entry_id: bytes) -> None:
        await self._redis.xack(RESULTS_STREAM, RESULTS_GROUP, entry_id)
        await self._redis.xdel(RESULTS_STREAM, entry_id)
