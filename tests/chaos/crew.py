"""The processes of the system, killed with -9 and started again; and what workers had in hand when they died."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import redis
from redis import Redis

from worker.contract import published_key
from worker.local_redis import RedisHandle

ROOT = Path(__file__).parent.parent.parent
READY_SECONDS = 90.0
STOP_SECONDS = 40.0
LOOK_SECONDS = 0.05


class Member:
    """One process of the system."""

    def __init__(self, name: str, module: str, folder: Path, environment: Mapping[str, str]) -> None:
        self.name = name
        self._module, self._folder = module, folder
        self._environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", **environment}
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """The number of its process; 0 before the first start."""
        return self._process.pid if self._process else 0

    @property
    def is_running(self) -> bool:
        """Whether its process runs."""
        return self._process is not None and self._process.returncode is None

    @property
    def log(self) -> Path:
        """The file that holds all that it said on standard error."""
        return self._folder / f"{self.name}.log"

    async def start(self) -> None:
        """Start the process and wait until it says that it is ready; raise RuntimeError when it ends before."""
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", self._module),
                cwd=self._folder,
                env=self._environment,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        async with asyncio.timeout(READY_SECONDS):
            if self._process.stdout is not None:
                async for line in self._process.stdout:
                    if line.startswith(b"ready: "):
                        return
        raise RuntimeError(f"{self.name} ended before it was ready: see {self.log}")

    async def kill(self) -> None:
        """End the process as a crash would."""
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()

    async def stop(self) -> int:
        """End the process as a deploy does; return its exit code."""
        if self._process is None:
            return 0
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()
        return await asyncio.wait_for(self._process.wait(), STOP_SECONDS)


@dataclass(slots=True)
class Recoveries:
    """How long photos of killed workers took until they had a result after all."""

    store: Redis
    seconds: list[float] = field(default_factory=list)
    _waiting: dict[str, float] = field(default_factory=dict)  # request -> when its worker was killed

    def note(self, pid: int) -> None:
        """Remember what the worker with this process number has in hand, just before it is killed."""
        for key in self.store.smembers("rq:workers"):
            worker = self.store.hgetall(key)
            job = worker.get(b"current_job")
            if int(worker.get(b"pid", b"0")) == pid and job is not None:
                self._waiting.setdefault(as_text(job), time.monotonic())

    async def watch(self) -> None:
        """Look again and again until it is cancelled."""
        while True:
            with contextlib.suppress(redis.RedisError):
                self.look()
            await asyncio.sleep(LOOK_SECONDS)

    def look(self) -> None:
        """Note which of the photos have their result now."""
        for request_id, begin in list(self._waiting.items()):
            if self.store.exists(published_key(request_id)):
                self.seconds.append(time.monotonic() - begin)
                del self._waiting[request_id]

    @property
    def open(self) -> int:
        """How many photos of killed workers still have no result."""
        return len(self._waiting)


def as_text(value: bytes | str) -> str:
    """Return what Redis answered as text."""
    return value.decode() if isinstance(value, bytes) else value


def kill_redis(folder: Path) -> None:
    """Kill the local Redis server of a folder as a crash would."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(int((folder / "redis.pid").read_text()), signal.SIGKILL)


async def revive_redis(handle: RedisHandle) -> None:
    """Start the local Redis server again, from its append-only file."""
    await asyncio.to_thread(handle.revive)
