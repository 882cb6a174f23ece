"""The loop that takes results from Redis and delivers them, each once.

Results wait in a stream. An entry is acknowledged only after its reply was sent, so what a dead bot had not delivered
is delivered by another one; a record by request keeps an entry that comes back from being sent twice.
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
from bot.telegram_api.rate_limiter import Slot
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
AT_ONCE = 8  # replies under way at the same time, beside those that wait for their group
IN_CHAT = 2  # of them in one chat; a group that has to wait takes no place from others
PLACE_SECONDS = 1.0  # that a step waits for a place
AGAIN_SECONDS = 2.0  # before a delivery that failed is tried again
# A result of a newer version waits NEWER_SECONDS for a newer bot, which takes it over when this one ends for it.
NEWER_SECONDS, NEWER_PAUSE = 300.0, 30.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ResultEnvelope:
    """A result with its ticket."""

    result: StyleResult
    ticket: Ticket
    is_newer: bool = False  # a newer bot would understand more than that there is no answer


def read_envelope(text: bytes) -> ResultEnvelope | None:
    """Read an entry; what is not understood becomes a failure, or None when it does not say whom to tell of it."""
    try:
        result = parse_result(text)
        ticket = read_ticket(result.ticket)
        if ticket is not None:
            return ResultEnvelope(result, ticket)
    except ContractError as error:
        log.warning("result not understood: %s", error)
    return _sorry(text)


def _sorry(text: bytes) -> ResultEnvelope | None:
    envelope = parse_envelope(text)
    if envelope is None:
        log.warning("result dropped: no readable ticket")
        return None
    address, ticket = read_address(envelope.ticket), read_ticket(envelope.ticket)
    if address is None:
        log.error("result %s dropped: its ticket cannot be read", envelope.request_id)
        return None
    failed = Failed(request_id=envelope.request_id, ticket=envelope.ticket, reason=Reason.FAILED)
    return ResultEnvelope(failed, ticket or address.ticket, envelope.is_newer or address.is_newer)


Post = tuple[Entry, ResultEnvelope | None]  # a result as it lies in Redis, and what could be read of it


class ResultConsumer:
    """Delivers results until it is stopped."""

    def __init__(self, store: Redis, heartbeat: Heartbeat, replier: Replier, reports: ErrorReports) -> None:
        self._reader = StreamConsumer(store, heartbeat, RESULTS_STREAM, RESULTS_GROUP)
        self._redis, self._replier, self._reports = store, replier, reports
        self._places = asyncio.Semaphore(AT_ONCE)
        self._under_way: set[asyncio.Task[None]] = set()
        self._behind: dict[int | None, deque[Post]] = {}  # by chat with replies under way: what comes after them
        self._in_chat: Counter[int | None] = Counter()  # replies under way
        self._failed: list[Entry] = []  # deliveries that are tried again now
        self._next: deque[Entry] = deque()  # ours, and not begun for want of a place
        self._is_ending = False

    async def step(self) -> float:
        """Begin the replies that there is room for: what dead bots left, what failed before, and what comes."""
        if not self._next:
            failed, self._failed = self._failed, []
            self._next.extend(failed)
            self._next.extend(await self._reader.next(AT_ONCE, BLOCK_MILLISECONDS))
        while self._next and await self._begin(self._next[0]):
            self._next.popleft()
        return 0.0

    def end(self) -> None:
        """Begin no more replies."""
        self._is_ending = True

    async def finish(self, seconds: float) -> None:
        """Let replies that are under way end, for `seconds` at most; what is left waits in Redis."""
        tasks = set(self._under_way)
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            await end(late)

    async def _begin(self, entry: Entry) -> bool:
        """Begin one reply, or have it wait behind others of its chat; return False when there is no place."""
        envelope = read_envelope(entry.fields.get(RESULT_FIELD.encode(), b""))
        chat = envelope.ticket.chat_id if envelope is not None else None
        if self._in_chat[chat] >= IN_CHAT:
            self._behind.setdefault(chat, deque()).append((entry, envelope))
            return True
        slot = Slot(self._places)
        try:
            async with asyncio.timeout(PLACE_SECONDS):
                await slot.take()
        except TimeoutError:
            return False
        self._in_chat[chat] += 1
        self._start(chat, slot, entry, envelope)
        return True

    def _start(self, chat: int | None, slot: Slot, entry: Entry, envelope: ResultEnvelope | None) -> None:
        task = asyncio.create_task(self._handle(slot, entry, envelope))
        self._under_way.add(task)
        task.add_done_callback(lambda done: self._done(chat, slot, entry, done))

    def _done(self, chat: int | None, slot: Slot, entry: Entry, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._go_on(chat, slot)
        if not task.cancelled() and (error := task.exception()):
            log.error("retrying the delivery of a result after %s:\n%s", type(error).__name__, trace_of(error))
            self._try_again(entry, AGAIN_SECONDS)

    def _go_on(self, chat: int | None, slot: Slot) -> None:
        """Start the chat's next reply in the freed slot, or release the slot."""
        if (waiting := self._behind.get(chat)) and not self._is_ending:
            self._start(chat, slot, *waiting.popleft())
            return
        self._behind.pop(chat, None)
        self._in_chat[chat] -= 1
        if not self._in_chat[chat]:
            del self._in_chat[chat]
        slot.release()

    def _try_again(self, entry: Entry, seconds: float) -> None:
        # Not `self._failed.append`: by then the loop has put another list in its place, many times.
        asyncio.get_running_loop().call_later(seconds, lambda: self._failed.append(entry))

    async def _handle(self, slot: Slot, entry: Entry, envelope: ResultEnvelope | None) -> None:
        slot.use()
        if envelope is not None and envelope.is_newer:
            if age_of(entry) < NEWER_SECONDS:
                self._try_again(entry, NEWER_PAUSE)
                return
            await self._redis.delete(painting_key(envelope.result.request_id))  # nobody will read it
        if envelope is not None:
            await self._give(envelope)
        await self._reader.done([entry.id])

    async def _give(self, envelope: ResultEnvelope) -> None:
        note(request=envelope.result.request_id)
        try:
            await self._replier.give(envelope.result, envelope.ticket)
        except (redis.ConnectionError, redis.TimeoutError):  # which the loop finds out as well
            raise
        except Exception as error:
            await self._reports.tell(type(error).__name__, place_of(error))
            raise


def age_of(entry: Entry) -> float:
    """Return how many seconds ago an entry was added, by the clock of Redis and ours."""
    return time.time() - int(entry.id.partition(b"-")[0]) / 1000
