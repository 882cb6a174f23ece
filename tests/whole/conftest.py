"""What the tests of the whole way share: real processes, a real Redis, and a browser."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest
from redis import Redis

from bot.sandbox.server import Sandbox, running_sandbox
from tests.bot.sandbox.conftest import browser as browser
from tests.programs import begin, ready_line
from worker.shared.local_redis import open_redis

if TYPE_CHECKING:
    from tests.whole.run_with_users import Run  # which needs what stands here


@asynccontextmanager
async def process(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], stderr: IO[bytes] | int | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a command in a folder without a `.env`; end it with SIGTERM when the block ends, if it still runs."""
    running = await begin(command, folder, environment, stderr)
    try:
        yield running
    finally:
        if running.returncode is None:
            running.terminate()
        await asyncio.wait_for(running.wait(), 40)


class System:
    """A sandbox, a Redis server, and whatever programs a test starts on them."""

    def __init__(self, sandbox: Sandbox, redis_url: str, folder: Path, stack: AsyncExitStack) -> None:
        self.sandbox, self.person = sandbox, sandbox.person
        self.redis = Redis.from_url(redis_url, decode_responses=True)
        stack.callback(self.redis.close)
        self._folder, self._stack = folder, stack
        self.environment = {
            "REDIS_URL": redis_url,
            "TELEGRAM_BOT_TOKEN": sandbox.token,
            "TELEGRAM_API_URL": sandbox.url,
            "EMOSTYLE_HEARTBEAT_TTL": "4",
        }

    async def start(self, module: str, **settings: str) -> asyncio.subprocess.Process:
        """Start `worker` or `bot` and wait until it is ready."""
        command, environment = (sys.executable, "-m", module), {**self.environment, **settings}
        running = await self._stack.enter_async_context(process(command, self._folder, environment))
        await ready_line(running)
        return running

    async def run(self, module: str, **settings: str) -> None:
        """Run a program that ends by itself; it has to end well."""
        command, environment = (sys.executable, "-m", module), {**self.environment, **settings}
        async with process(command, self._folder, environment) as running:
            told, _ = await asyncio.wait_for(running.communicate(), 60)
            assert running.returncode == 0, told

    def states(self) -> list[str]:
        """Return how far the jobs in Redis are, in RQ's words: queued, started, finished, …"""
        return [str(self.redis.hget(key, "status")) for key in self.redis.scan_iter("rq:job:*")]


async def until(condition: Callable[[], object], seconds: float = 30) -> None:
    """Wait until a condition holds; raise TimeoutError when it does not come true."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("it did not happen in time")
        await asyncio.sleep(0.005)


@pytest.fixture
async def system(tmp_path: Path) -> AsyncIterator[System]:
    with open_redis(None, tmp_path / "redis") as handle:
        async with running_sandbox() as sandbox, AsyncExitStack() as stack:
            yield System(sandbox, handle.url, tmp_path, stack)


@pytest.fixture(scope="session")
def whole_run(tmp_path_factory: pytest.TempPathFactory, face_photo: bytes) -> Run:
    """All that bot and worker do, once for all tests: what Redis denied them, and what they wrote."""
    from tests.whole.run_with_users import run

    return run(tmp_path_factory.mktemp("run"), face_photo)
