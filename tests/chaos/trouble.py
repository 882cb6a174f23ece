"""What goes wrong, in turn: processes are killed and come back, and Telegram fails in each of its ways."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import redis

from bot.sandbox.server import Sandbox
from tests.chaos.crew import Member, Recoveries, kill_redis, revive_redis
from worker.shared.local_redis import RedisHandle

AWAY_SECONDS = (0.2, 2.0)  # between the death of a process and its next start
HANG_SECONDS = 8.0  # longer than a bot waits for most answers
REFUSALS = 7  # in a row: more than the bot's own calls are repeated without telling their caller
BUSY_SECONDS = 10.0  # to wait for a worker to have a photo in hand before it is killed
SENDING = ("sendphoto", "sendmediagroup", "senddocument")
WORKER, BOT, REDIS = "worker killed", "bot killed", "Redis killed"
FLOOD, GATEWAY, HANG, CUT = "429", "502", "timeout", "connection cut"
ALL_KINDS = (WORKER, FLOOD, BOT, GATEWAY, WORKER, REDIS, HANG, BOT, CUT)
Step = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class Trouble:
    """Makes one thing after the other go wrong."""

    sandbox: Sandbox
    handle: RedisHandle
    folder: Path  # of the local Redis server
    bots: Sequence[Member]
    workers: Sequence[Member]
    recoveries: Recoveries
    choice: random.Random
    flooded: Sequence[str]  # methods of which one is answered with 429
    counts: Counter[str] = field(default_factory=Counter)

    async def make(self, kinds: Sequence[str], pause: float) -> None:
        """Make these go wrong one after the other, with about `pause` seconds between two."""
        bots, workers = cycle(self.bots), cycle(self.workers)
        steps: dict[str, Step] = {
            WORKER: lambda: self._kill_worker(next(workers)),
            BOT: lambda: self._kill(next(bots)),
            REDIS: self._kill_redis,
            FLOOD: self._too_many_requests,
            GATEWAY: self._bad_gateway,
            HANG: self._time_out,
            CUT: self._cut,
        }
        for kind in kinds:
            await asyncio.sleep(self.choice.uniform(0.5, 1.5) * pause)
            self.counts[kind] += 1
            await steps[kind]()

    async def make_endlessly(self, kinds: Sequence[str], pause: float) -> None:
        """Go on like this until it is cancelled."""
        while True:
            await self.make(kinds, pause)

    async def _kill(self, member: Member) -> None:
        await member.kill()
        await self._away()
        await member.start()

    async def _kill_worker(self, member: Member) -> None:
        try:
            await self.recoveries.until_busy(member.pid, BUSY_SECONDS)
            self.recoveries.note(member.pid)
        except redis.RedisError:
            self.counts["worker killed unseen"] += 1  # Redis was away, so nobody knows what it had in hand
        await self._kill(member)

    async def _kill_redis(self) -> None:
        kill_redis(self.folder)
        await self._away()
        await revive_redis(self.handle)

    async def _too_many_requests(self) -> None:
        self.sandbox.faults.too_many_requests(self.choice.choice(self.flooded), times=REFUSALS)

    async def _bad_gateway(self) -> None:
        for method in ("*", self.choice.choice(SENDING), "getfile"):
            self.sandbox.faults.bad_gateway(method, times=3)

    async def _time_out(self) -> None:
        fault = self.sandbox.faults.hang("*", times=2)
        await asyncio.sleep(HANG_SECONDS)
        fault.release()

    async def _cut(self) -> None:
        self.sandbox.faults.drop_after_acting(self.choice.choice(SENDING[:2]))

    async def _away(self) -> None:
        await asyncio.sleep(self.choice.uniform(*AWAY_SECONDS))
