"""One run of chaos: a crowd sends photos while things go wrong; then everything has to be answered."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import redis
from redis import Redis

from bot.sandbox.server import Sandbox, running_sandbox
from tests.chaos.crew import Member, Recoveries, revive_redis
from tests.chaos.crowd import Account, Crowd
from tests.chaos.trouble import ALL_KINDS, SENDING, Trouble
from worker.shared.contract import RESULTS_STREAM
from worker.shared.local_redis import RedisHandle, open_redis

QUIET_SECONDS = 3.0  # after the last painting, for one that comes twice
LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a run is."""

    photos: int = 200
    chats: int = 20
    bots: int = 2
    workers: int = 2
    seconds: float = 90.0  # in which the photos are sent
    pause: float = 2.0  # seconds between two troubles
    patience: float = 180.0  # seconds after the last trouble until every photo must have its answer
    painting: float = 0.8  # seconds that the stub paints, so that kills find workers busy
    heartbeat: int = 15  # seconds of a worker's silence after which another one takes over; 15 is the bot's usual
    kinds: tuple[str, ...] = ALL_KINDS  # what goes wrong, in turn
    flooded: tuple[str, ...] = SENDING[:2]  # methods of which one at a time is answered with 429
    is_endless: bool = True  # until the last photo is sent; otherwise each of `kinds` once
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """How a run ended."""

    account: Account
    again: int  # photos that their people sent again, when the bot said that it could not know
    troubles: dict[str, int]  # how often each went wrong
    recoveries: list[float]  # seconds from a worker's death to the result of its photo
    unrecovered: int  # photos of killed workers without a result
    seconds: float  # from the first photo to the last painting
    left: list[str]  # keys in Redis that should have gone with the last painting
    refused: int  # calls that Telegram answered with 429

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost, doubled or left."""
        account = self.account
        return not (account.lost or account.doubled or account.misplaced or self.unrecovered or self.left)


async def run(plan: Plan, folder: Path) -> Report:
    """Run a plan in an empty folder, which keeps the logs; raise RuntimeError when a process does not start."""
    choice = random.Random(plan.seed)
    with _store(folder / "redis") as (handle, store):
        async with running_sandbox() as sandbox, _members(plan, folder, sandbox, handle.url) as (bots, workers):
            crowd, recoveries = Crowd(sandbox, plan.photos, plan.chats), Recoveries(store)
            trouble = Trouble(sandbox, handle, folder / "redis", bots, workers, recoveries, choice, plan.flooded)
            begin = time.monotonic()
            async with _beside(recoveries.watch()):
                await _rage(plan, crowd, trouble, choice)
                sandbox.faults.clear()
                await _start_missing(handle, [*bots, *workers])
                again = await _settle(crowd, plan)
                seconds = time.monotonic() - begin
                await asyncio.sleep(QUIET_SECONDS)
                left = await _left_at_last(store, plan.patience)
                recoveries.look()
            return Report(
                account=crowd.account(),
                again=again,
                troubles=dict(trouble.counts),
                recoveries=recoveries.seconds,
                unrecovered=recoveries.open,
                seconds=seconds,
                left=left,
                refused=sum(call.error is not None and call.error.code == 429 for call in sandbox.state.calls),
            )


@contextmanager
def _store(folder: Path) -> Iterator[tuple[RedisHandle, Redis]]:
    with open_redis(None, folder) as handle, Redis.from_url(handle.url) as store:
        yield handle, store


@asynccontextmanager
async def _members(
    plan: Plan, folder: Path, sandbox: Sandbox, redis_url: str
) -> AsyncIterator[tuple[list[Member], list[Member]]]:
    environment = {
        "REDIS_URL": redis_url,
        "TELEGRAM_BOT_TOKEN": sandbox.token,
        "TELEGRAM_API_URL": sandbox.url,
        "EMOSTYLE_QUEUE_CAP": "1000",
        "EMOSTYLE_PER_MINUTE": "1000",
        "EMOSTYLE_HEARTBEAT_TTL": str(plan.heartbeat),
        "STUB_SECONDS": str(plan.painting),
    }
    bots = [Member(f"bot-{place}", "bot", folder, environment) for place in range(plan.bots)]
    workers = [Member(f"worker-{place}", "tests.chaos.stub", folder, environment) for place in range(plan.workers)]
    async with AsyncExitStack() as stack:
        for member in (*workers, *bots):
            stack.push_async_callback(member.kill)
        await asyncio.gather(*(member.start() for member in (*workers, *bots)))
        yield bots, workers
        await asyncio.gather(*(member.stop() for member in (*workers, *bots)))


async def _rage(plan: Plan, crowd: Crowd, trouble: Trouble, choice: random.Random) -> None:
    """Let the crowd send while things go wrong."""
    if plan.is_endless:
        async with _beside(trouble.make_endlessly(plan.kinds, plan.pause)):
            await crowd.send_all(plan.seconds, choice)
    else:
        await asyncio.gather(crowd.send_all(plan.seconds, choice), trouble.make(plan.kinds, plan.pause))


@asynccontextmanager
async def _beside(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Let something go on while the block runs; raise what it raised."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _start_missing(handle: RedisHandle, members: list[Member]) -> None:
    """Bring back what the end of the trouble left dead."""
    await revive_redis(handle)
    for member in members:
        if not member.is_running:
            await member.start()


async def _settle(crowd: Crowd, plan: Plan) -> int:
    """Wait until every photo has come back, or until patience ends; return how many were sent again."""
    again = 0
    with contextlib.suppress(TimeoutError), crowd.listen() as events:
        async with asyncio.timeout(plan.patience):
            while crowd.account().lost:
                again += await crowd.send_again()
                await events.get()
    return again


async def _left_at_last(store: Redis, patience: float) -> list[str]:
    """Return what is still in Redis after `patience` seconds: what a dead bot had begun takes another one a while."""
    for _ in range(int(patience / LOOK_SECONDS)):
        if not _left(store):
            break
        await asyncio.sleep(LOOK_SECONDS)
    return _left(store)


def _left(store: Redis) -> list[str]:
    """Return what is still in Redis though everything was answered: photos, paintings, entries of streams."""
    found = [key.decode() for kind in ("photo", "painting") for key in store.scan_iter(f"emostyle:{kind}:*")]
    albums = [(key, field) for key in store.scan_iter("emostyle:album:*") for field in store.hkeys(key)]
    found += [f"{key!r} {field!r}" for key, field in albums if str(field).startswith(("b'part:", "b'result:"))]
    found += [f"{request!r} is open" for request in store.zrange("emostyle:requests", 0, -1)]
    for stream in (RESULTS_STREAM, "emostyle:updates"):
        with contextlib.suppress(redis.ResponseError):
            if count := store.xlen(stream):
                found.append(f"{stream} ({count})")
    return found
