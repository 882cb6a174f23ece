"""Loops that run beside the handlers, and reliable cancellation of tasks.

Before Python 3.12 `asyncio.wait_for`, which redis-py uses to wait for an answer, loses a cancellation that arrives
together with the answer. The task goes on, and a stopping bot would run for ever. So loops also have a flag that ends
them, and tasks are cancelled until they have ended.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import Any, Protocol

import redis

from bot.observability.liveness import Liveness
from worker.shared.backoff import backoff

AWAY = (redis.ConnectionError, redis.TimeoutError, redis.ReadOnlyError)  # Redis is unavailable for a while
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0  # seconds between two steps without Redis
FAILED_SECONDS = 2.0  # before a loop continues after an unexpected error
STEP_SECONDS = 240.0  # a step that takes longer hangs: it is cancelled and begun again
AGAIN_SECONDS = 5.0  # that a cancelled task has for its clean-up, before it is cancelled again
log = logging.getLogger(__name__)

Report = Callable[[Exception], Awaitable[None]]


class Steps(Protocol):
    """An object whose step a loop repeats."""

    async def step(self) -> float:
        """Run one step; return the seconds until the next one."""
        ...


class Loop:
    """Runs a step again and again until it is ended.

    A step is short: longer work runs in a task that later steps check. A step that hangs is cancelled and begun again.
    While Redis is unavailable, the pauses grow. Any other error is reported, and the loop goes on.
    """

    def __init__(
        self,
        name: str,
        steps: Steps,
        liveness: Liveness,
        report: Report,
        final: tuple[type[Exception], ...] = (),
    ) -> None:
        self.name = name
        self._steps, self._liveness, self._report, self._final = steps, liveness, report, final
        self._ending = asyncio.Event()

    async def run(self) -> None:
        """Run until `end`; raises errors that are `final`."""
        pauses = backoff(FIRST_PAUSE, LONGEST_PAUSE)
        while not self._ending.is_set():
            self._liveness.beat(self.name)
            (ended,) = await asyncio.gather(self._step(), return_exceptions=True)
            if isinstance(ended, float | int):
                pause, pauses = ended, backoff(FIRST_PAUSE, LONGEST_PAUSE)
            elif isinstance(ended, redis.RedisError):
                pause = next(pauses)
                log.warning("%s: Redis unavailable (%s); next try in %.1f s", self.name, type(ended).__name__, pause)
            elif not isinstance(ended, Exception) or isinstance(ended, self._final):
                raise ended
            else:
                pause = FAILED_SECONDS
                await self._report(ended)
            self._liveness.beat(self.name, pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), pause)

    def end(self) -> None:
        """Make `run` return after the current step."""
        self._ending.set()

    async def _step(self) -> float:
        async with asyncio.timeout(STEP_SECONDS):
            return await self._steps.step()


async def end(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancel tasks, and wait until all of them have ended; their errors are not raised."""
    late = set(tasks)
    while late:
        for task in late:
            task.cancel()
        _, late = await asyncio.wait(late, timeout=AGAIN_SECONDS)
