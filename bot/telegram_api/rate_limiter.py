"""Keeps Telegram's rate limits, in each process and, through Redis, across all processes."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import redis
from redis.asyncio import Redis
from telegram.constants import FloodLimit
from telegram.error import InvalidToken, RetryAfter
from telegram.ext import AIORateLimiter

from bot.redis_keys import calls_scope, rate_key
from bot.telegram_api.errors import seconds_of
from worker.shared.lua import read_lua, run_lua


class ReplyCall:
    """A reply's call to Telegram; the sender passes it to python-telegram-bot as `rate_limit_args`."""

    def __init__(self) -> None:
        self.is_in_flight = False  # stays True after a cancellation, because Telegram may have read the call

    @contextmanager
    def in_flight(self) -> Iterator[None]:
        """Mark the call as in flight until Telegram answers, or the call fails."""
        self.is_in_flight = True
        try:
            yield
        except Exception:  # the call has ended: the sender gets the error and can decide
            self.is_in_flight = False
            raise
        self.is_in_flight = False


RETRIES = 5  # after a 429, before it is raised to the caller
PRIVATE_CHAT = 0  # stands for a private chat, in data that only the limiter of python-telegram-bot reads
REPLIES_AT_ONCE = 8  # in flight; a reply that waits for a rate limit is not among them
PATIENCE = 1.0  # seconds for Redis to answer; after that only this process's own limits apply
ALL, ALL_SECONDS = int(FloodLimit.MESSAGES_PER_SECOND), 1.0  # calls to all chats per ALL_SECONDS
GROUP, GROUP_SECONDS = int(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP), 60.0  # calls to one group per GROUP_SECONDS
_Answer = bool | dict[str, Any] | list[dict[str, Any]]
log = logging.getLogger(__name__)

_RESERVE = read_lua(__file__, "reserve_call")

_BLOCK = read_lua(__file__, "block_calls")


class SharedRateLimit:
    """Rate limits that all processes share in Redis."""

    def __init__(self, store: Redis, calls_per_second: int = ALL) -> None:
        self._redis, self.calls_per_second = store, calls_per_second

    async def wait(self, chat_id: object) -> None:
        """Wait until a call to a chat may be made; return at once when Redis does not answer."""
        if (group := group_of(chat_id)) is not None:
            await asyncio.sleep(await self.reserve(rate_key(calls_scope(group)), GROUP, GROUP_SECONDS))
        await asyncio.sleep(await self.reserve(rate_key(calls_scope()), self.calls_per_second, ALL_SECONDS))

    async def block(self, seconds: float, group: int | None = None) -> None:
        """Block calls to `group` (None: to all chats) for `seconds` in every process; best effort without Redis."""
        key, window = (
            (rate_key(calls_scope()), ALL_SECONDS) if group is None else (rate_key(calls_scope(group)), GROUP_SECONDS)
        )
        try:
            async with asyncio.timeout(PATIENCE):
                await run_lua(self._redis, _BLOCK, [key], str(int(seconds * 1000)), str(int(window * 1000)))
        except (redis.RedisError, TimeoutError) as error:
            log.debug("429 not shared, Redis unavailable (%s): only this bot pauses", type(error).__name__)

    async def reserve(self, key: str, calls: int, seconds: float) -> float:
        """Reserve the next of `calls` per `seconds` under a rate limit; return the seconds until it is due."""
        try:
            async with asyncio.timeout(PATIENCE):
                return float(await run_lua(self._redis, _RESERVE, [key], str(calls), str(int(seconds * 1000)))) / 1000
        except (redis.RedisError, TimeoutError) as error:
            log.debug("rate limit not shared, Redis unavailable (%s): this bot calls now", type(error).__name__)
            return 0.0


def group_of(chat_id: object) -> int | None:
    """Return the id of a group or channel, which has a rate limit of its own; None for any other chat."""
    return chat_id if isinstance(chat_id, int) and chat_id < 0 else None


class GroupBlockedError(Exception):
    """Telegram blocks one group for a while; at a RetryAfter python-telegram-bot's limiter would block all chats."""

    def __init__(self, error: RetryAfter) -> None:
        super().__init__()
        self.error = error


class RateLimiter(AIORateLimiter):
    """Keeps Telegram's limits, and lets the bot start on a server without deleteWebhook.

    python-telegram-bot treats every 404 as a wrong token, and would not begin to poll. A token that is really wrong has
    failed in getMe before.
    """

    def __init__(self, shared: SharedRateLimit) -> None:
        super().__init__(overall_max_rate=shared.calls_per_second, max_retries=RETRIES)
        self._shared = shared
        self._replies = asyncio.Semaphore(REPLIES_AT_ONCE)
        self._blocked: dict[int, float] = {}  # group → until when this process makes no calls to it, monotonic seconds

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, _Answer]],
        args: tuple[object, ...],
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Any,  # noqa: ANN401  # the base class takes a number of retries, which we do not use
    ) -> _Answer:
        """Make a call as soon as all limits allow it; `rate_limit_args` is None or a ReplyCall."""
        group = group_of(data.get("chat_id"))
        if endpoint == "sendChatAction" and data.get("chat_id"):
            data = data | {"chat_id": PRIVATE_CHAT}  # a group's limit is for messages: chat actions must not use it up

        async def call(*own: object, **named: object) -> _Answer:
            try:
                async with self._in_flight(rate_limit_args):
                    return await callback(*own, **named)
            except RetryAfter as error:
                await self._block(seconds_of(error), group)
                if group is None:  # the base limiter pauses all calls of this process, and tries again
                    raise
                raise GroupBlockedError(error) from error

        async def wait_and_call() -> _Answer:
            await self._wait(data.get("chat_id"), group)
            return await super(RateLimiter, self).process_request(call, args, kwargs, endpoint, data, None)

        try:
            return await _repeat_while_blocked(wait_and_call)
        except InvalidToken:
            if endpoint != "deleteWebhook":
                raise
            log.warning("this Bot API server has no deleteWebhook; polling begins without it")
            return True

    @asynccontextmanager
    async def _in_flight(self, reply: ReplyCall | None) -> AsyncIterator[None]:
        if reply is None:
            yield
            return
        async with self._replies:
            with reply.in_flight():
                yield

    async def _block(self, seconds: float, group: int | None) -> None:
        if group is not None:
            self._blocked[group] = max(self._blocked.get(group, 0.0), time.monotonic() + seconds)
        await self._shared.block(seconds, group)

    async def _wait(self, chat_id: object, group: int | None) -> None:
        if chat_id is None:
            return
        await self._shared.wait(chat_id)
        while group is not None and group in self._blocked:  # perhaps only since this call was reserved
            if (left := self._blocked[group] - time.monotonic()) > 0:
                await asyncio.sleep(left)
                await self._shared.wait(chat_id)
            else:
                self._blocked.pop(group, None)


async def _repeat_while_blocked(call: Callable[[], Coroutine[Any, Any, _Answer]]) -> _Answer:
    """Make a call, with up to `RETRIES` retries while Telegram blocks its group; then raise RetryAfter."""
    for _ in range(RETRIES):
        with suppress(GroupBlockedError):
            return await call()
    try:
        return await call()
    except GroupBlockedError as blocked:
        raise blocked.error from None
