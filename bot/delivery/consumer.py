"""The loop that reads results from Redis and delivers each of them once.

Results wait in a stream. An entry is acknowledged only after its reply was sent, so another bot delivers the results of
a dead one. The record of the request says whether the dead bot had sent the reply before.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter, deque
from dataclasses import dataclass

import redis
from redis.asyncio import Redis

from bot.coordination.heartbeat import Heartbeat
from bot.coordination.loops import end
from bot.coordination.stream_consumer import Entry, StreamConsumer
from bot.delivery.replier import Replier
from bot.jobs.tickets import Ticket, read_address, read_ticket
from bot.observability.error_reports import ErrorReports, place_of, trace_of
from worker.shared.contract import (
    RESULT_FIELD,
    RESULTS_GROUP,
    RESULTS_STREAM,
    ContractError,
    Failed,
    Reason,
    StyleResult,
    painting_key,
    parse_envelope,
    parse_result,
)
from worker.shared.logs import note

BLOCK_MILLISECONDS = 500  # that a read waits for the first result
AT_ONCE = 64  # replies that wait for their turn or are sent; the rate limiter sends a few at the same time
IN_CHAT = 2  # of them to one chat, so that a group that Telegram blocks leaves room for others
READ_AT_ONCE = 8  # results
PLACE_SECONDS = 1.0  # that a step waits until it may begin one more reply
AGAIN_SECONDS = 2.0  # before a failed delivery is tried again
# A result of a newer version is read every NEWER_PAUSE for NEWER_SECONDS, in case a newer bot replaces this one.
NEWER_SECONDS, NEWER_PAUSE = 300.0, 30.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ResultEnvelope:
    """A result with its ticket."""

    result: StyleResult
    ticket: Ticket
    is_newer: bool = False  # a newer version wrote it: a newer bot could read all of it


def read_envelope(text: bytes) -> ResultEnvelope | None:
    """Read a result; return a failure for one that cannot be read, or None if even its chat is unknown."""
    trouble = "its ticket is of another version"
    try:
        result = parse_result(text)
        ticket = read_ticket(result.ticket)
        if ticket is not None:
            return ResultEnvelope(result, ticket)
    except ContractError as error:
        trouble = str(error)
    return _failure(text, trouble)


def _failure(text: bytes, trouble: str) -> ResultEnvelope | None:
    envelope = parse_envelope(text)
    if envelope is None:
        log.warning("result dropped, it names no request and no ticket: %s", trouble)
        return None
    address, ticket = read_address(envelope.ticket), read_ticket(envelope.ticket)
    if address is None:
        log.error("result of request %s dropped, its ticket cannot be read: no reply is sent", envelope.request_id)
        return None
    is_newer = envelope.is_newer or address.is_newer
    follows = "leaving it to a newer bot, or replying with an apology later" if is_newer else "replying with an apology"
    log.warning("result of request %s not understood (%s): %s", envelope.request_id, trouble, follows)
    failed = Failed(request_id=envelope.request_id, ticket=envelope.ticket, reason=Reason.FAILED)
    return ResultEnvelope(failed, ticket or address.ticket, is_newer)


Post = tuple[Entry, ResultEnvelope | None]  # an entry of the stream, and what could be read of it


class ResultConsumer:
    """Delivers results until it is stopped."""

    def __init__(self, store: Redis, heartbeat: Heartbeat, replier: Replier, reports: ErrorReports) -> None:
        self._reader = StreamConsumer(store, heartbeat, RESULTS_STREAM, RESULTS_GROUP)
        self._redis, self._replier, self._reports = store, replier, reports
        self._places = asyncio.Semaphore(AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()  # one for each reply that is being sent
        self._in_chat: Counter[int | None] = Counter()  # replies that are being sent, by chat
        self._waiting: dict[int | None, deque[Post]] = {}  # results that wait for other replies to their chat
        self._failed: list[Entry] = []  # failed deliveries that are due again
        self._next: deque[Entry] = deque()  # entries of this process that wait for a place
        self._is_ending = False

    async def step(self) -> float:
        """Start replies while there is room: failed deliveries first, then new entries and those of dead bots."""
        if not self._next:
            failed, self._failed = self._failed, []
            self._next.extend(failed)
            self._next.extend(await self._reader.next(READ_AT_ONCE, BLOCK_MILLISECONDS))
        while self._next and await self._begin(self._next[0]):
            self._next.popleft()
        return 0.0

    def end(self) -> None:
        """Start no more of the replies that wait for others of their chat."""
        self._is_ending = True

    async def finish(self, seconds: float) -> None:
        """Wait up to `seconds` for the running replies, then cancel the rest; their results stay in Redis."""
        tasks = set(self._tasks)
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            await end(late)

    async def _begin(self, entry: Entry) -> bool:
        """Start one reply, or let it wait for others of its chat; return False if there is no room."""
        envelope = read_envelope(entry.fields.get(RESULT_FIELD.encode(), b""))
        chat = envelope.ticket.chat_id if envelope is not None else None
        if self._in_chat[chat] >= IN_CHAT:
            self._waiting.setdefault(chat, deque()).append((entry, envelope))
            return True
        try:
            async with asyncio.timeout(PLACE_SECONDS):
                await self._places.acquire()
        except TimeoutError:
            return False
        self._in_chat[chat] += 1
        self._start(chat, entry, envelope)
        return True

    def _start(self, chat: int | None, entry: Entry, envelope: ResultEnvelope | None) -> None:
        task = asyncio.create_task(self._handle(entry, envelope))
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._done(chat, (entry, envelope), done))

    def _done(self, chat: int | None, post: Post, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._start_next(chat)
        if not task.cancelled() and (error := task.exception()):
            entry, envelope = post
            request_id = envelope.result.request_id if envelope is not None else "unknown"
            words = "result of request %s not delivered (%s); trying again in %.0f s:\n%s"
            log.error(words, request_id, type(error).__name__, AGAIN_SECONDS, trace_of(error))
            self._retry_later(entry, AGAIN_SECONDS)

    def _start_next(self, chat: int | None) -> None:
        """Start the chat's next reply in the freed place, or release the place."""
        if (waiting := self._waiting.get(chat)) and not self._is_ending:
            self._start(chat, *waiting.popleft())
            return
        self._waiting.pop(chat, None)
        self._in_chat[chat] -= 1
        if not self._in_chat[chat]:
            del self._in_chat[chat]
        self._places.release()

    def _retry_later(self, entry: Entry, seconds: float) -> None:
        # A lambda, because `step` replaces the list `self._failed` in the meantime.
        asyncio.get_running_loop().call_later(seconds, lambda: self._failed.append(entry))

    async def _handle(self, entry: Entry, envelope: ResultEnvelope | None) -> None:
        if envelope is not None and envelope.is_newer:
            if age_of(entry) < NEWER_SECONDS:
                self._retry_later(entry, NEWER_PAUSE)
                return
            await self._redis.delete(painting_key(envelope.result.request_id))  # the apology does not need it
        if envelope is not None:
            await self._deliver(envelope)
        await self._reader.done([entry.id])

    async def _deliver(self, envelope: ResultEnvelope) -> None:
        note(request=envelope.result.request_id)
        try:
            await self._replier.deliver(envelope.result, envelope.ticket)
        except (redis.ConnectionError, redis.TimeoutError):  # the operator learns of it from the loop
            raise
        except Exception as error:
            await self._reports.tell(type(error).__name__, place_of(error))
            raise


def age_of(entry: Entry) -> float:
    """Return how many seconds ago an entry was added; Redis' clock gave its id, the bot's own clock says now."""
    return time.time() - int(entry.id.partition(b"-")[0]) / 1000
