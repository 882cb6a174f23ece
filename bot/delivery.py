"""The loop that takes results from Redis and delivers them, each once.

Results wait in a stream. An entry is acknowledged only after its reply was sent, so what a dead bot had not delivered
is delivered by another one; a record by request keeps an entry that comes back from being sent twice.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter, deque

import redis
from redis.asyncio import Redis

from bot.answers import Answers
from bot.ending import end
from bot.letters import Letter, read_letter
from bot.presence import Presence
from bot.pulse import turn
from bot.reports import Reports, place_of, trace_of
from bot.slots import Slot
from bot.streams import Entry, Reader
from worker.shared.contract import RESULT_FIELD, RESULTS_GROUP, RESULTS_STREAM, painting_key

BLOCK_MILLISECONDS = 500  # that a read waits for the first result
AT_ONCE = 8  # replies under way at the same time, beside those that wait for their group
IN_CHAT = 2  # of them in one chat; a group that has to wait takes no place from others
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0  # seconds without Redis
AGAIN_SECONDS = 2.0  # before a delivery that failed is tried again
# A result of a newer version waits so many seconds for a newer bot, which takes it over when this one ends for it.
NEWER_SECONDS, NEWER_PAUSE = 300.0, 30.0
log = logging.getLogger(__name__)

Post = tuple[Entry, Letter | None]  # a result as it lies in Redis, and what could be read of it


class Delivery:
    """Delivers results until it is stopped."""

    def __init__(self, store: Redis, presence: Presence, answers: Answers, reports: Reports) -> None:
        self._reader = Reader(store, presence, RESULTS_STREAM, RESULTS_GROUP)
        self._redis, self._answers, self._reports = store, answers, reports
        self._places = asyncio.Semaphore(AT_ONCE)
        self._under_way: set[asyncio.Task[None]] = set()
        self._behind: dict[int | None, deque[Post]] = {}  # by chat with replies under way: what comes after them
        self._in_chat: Counter[int | None] = Counter()  # replies under way
        self._failed: list[Entry] = []  # deliveries that are tried again now
        self._is_ending = False

    async def run(self) -> None:
        """Deliver what dead bots left, and what comes; goes on through any loss of Redis."""
        pause = FIRST_PAUSE
        while not self._is_ending:
            turn()
            try:
                entries = await self._reader.next(AT_ONCE, BLOCK_MILLISECONDS)
                pause = FIRST_PAUSE
            except redis.RedisError as error:
                log.warning("Redis does not answer (%s); trying again in %.1f s", type(error).__name__, pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            entries, self._failed = [*self._failed, *entries], []
            for entry in entries:
                turn()
                await self._begin(entry)

    def end(self) -> None:
        """Let `run` end with its next turn: while it connects, redis-py can swallow a cancellation."""
        self._is_ending = True

    async def finish(self, seconds: float) -> None:
        """Let replies that are under way end, for `seconds` at most; what is left waits in Redis."""
        tasks = set(self._under_way)
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            await end(late)

    async def _begin(self, entry: Entry) -> None:
        letter = read_letter(entry.fields.get(RESULT_FIELD.encode(), b""))
        chat = letter.ticket.chat_id if letter is not None else None
        if self._in_chat[chat] >= IN_CHAT:
            self._behind.setdefault(chat, deque()).append((entry, letter))
            return
        self._in_chat[chat] += 1
        slot = Slot(self._places)
        await slot.take()
        self._start(chat, slot, entry, letter)

    def _start(self, chat: int | None, slot: Slot, entry: Entry, letter: Letter | None) -> None:
        task = asyncio.create_task(self._handle(slot, entry, letter))
        self._under_way.add(task)
        task.add_done_callback(lambda done: self._done(chat, slot, entry, done))

    def _done(self, chat: int | None, slot: Slot, entry: Entry, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._go_on(chat, slot)
        if not task.cancelled() and (error := task.exception()):
            log.error("a result is tried again after %s:\n%s", type(error).__name__, trace_of(error))
            self._try_again(entry, AGAIN_SECONDS)

    def _go_on(self, chat: int | None, slot: Slot) -> None:
        """Begin what waits in a chat in the place that has become free, or leave that to others."""
        if (waiting := self._behind.get(chat)) and not self._is_ending:
            self._start(chat, slot, *waiting.popleft())
            return
        self._behind.pop(chat, None)
        self._in_chat[chat] -= 1
        if not self._in_chat[chat]:
            del self._in_chat[chat]
        slot.give()

    def _try_again(self, entry: Entry, seconds: float) -> None:
        # Not `self._failed.append`: by then the loop has put another list in its place, many times.
        asyncio.get_running_loop().call_later(seconds, lambda: self._failed.append(entry))

    async def _handle(self, slot: Slot, entry: Entry, letter: Letter | None) -> None:
        slot.use()
        if letter is not None and letter.is_newer:
            if age_of(entry) < NEWER_SECONDS:
                self._try_again(entry, NEWER_PAUSE)
                return
            await self._redis.delete(painting_key(letter.result.request_id))  # nobody will read it
        if letter is not None:
            await self._give(letter)
        await self._reader.done([entry.id])

    async def _give(self, letter: Letter) -> None:
        try:
            await self._answers.give(letter.result, letter.ticket)
        except (redis.ConnectionError, redis.TimeoutError):  # which the loop finds out as well
            raise
        except Exception as error:
            await self._reports.tell(type(error).__name__, place_of(error))
            raise


def age_of(entry: Entry) -> float:
    """Return how many seconds ago an entry was added, by the clock of Redis and ours."""
    return time.time() - int(entry.id.partition(b"-")[0]) / 1000
