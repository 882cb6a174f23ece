"""What the tests of the whole way share: real processes, a real Redis, and a browser."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox, running_sandbox
from tests.bot.sandbox.conftest import browser as browser
from worker.local_redis import open_redis

ROOT = Path(__file__).parent.parent.parent
Start = Callable[..., Awaitable[asyncio.subprocess.Process]]


async def ready_line(process: asyncio.subprocess.Process, seconds: float = 90) -> str:
    """Wait for the line `ready: …` of a process."""
    assert process.stdout is not None
    async with asyncio.timeout(seconds):
        async for line in process.stdout:
            if line.startswith(b"ready: "):
                return line.decode().strip()
    raise AssertionError("the process ended before it was ready")


@asynccontextmanager
async def process(module: str, **environment: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a module as a program; end it with SIGTERM when the block ends, if it still runs."""
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1", **environment},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield running
    finally:
        if running.returncode is None:
            running.terminate()
        await asyncio.wait_for(running.wait(), 40)


class System:
    """A sandbox, a Redis server, and whatever programs a test starts on them."""

    def __init__(self, sandbox: Sandbox, redis_url: str, stack: AsyncExitStack) -> None:
        self.sandbox, self.person = sandbox, sandbox.person
        self._stack = stack
        self.environment = {
            "REDIS_URL": redis_url,
            "TELEGRAM_BOT_TOKEN": sandbox.token,
            "TELEGRAM_API_URL": sandbox.url,
            "EMOSTYLE_HEARTBEAT_TTL": "4",
        }

    async def start(self, module: str) -> asyncio.subprocess.Process:
        """Start `worker` or `bot` and wait until it is ready."""
        running = await self._stack.enter_async_context(process(module, **self.environment))
        await ready_line(running)
        return running


@pytest.fixture
async def system(tmp_path: Path) -> AsyncIterator[System]:
    with open_redis(None, tmp_path / "redis") as redis:
        async with running_sandbox() as sandbox, AsyncExitStack() as stack:
            yield System(sandbox, redis.url, stack)
