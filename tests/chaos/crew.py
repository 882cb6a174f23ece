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
from rq.executions import WORKER_EXECUTIONS_KEY_TEMPLATE

from tests.programs import begin, ready_line
from worker.shared.contract import PUBLISHED, job_key
from worker.shared.local_redis import RedisHandle

STOP_SECONDS = 40.0
LOOK_SECONDS = 0.05


class Member:
    """One process of the system."""

    def __init__(self, name: str, module: str, folder: Path, environment: Mapping[str, str]) -> None:
        self.name = name
        self._module, self._folder = module, folder
        self._environment = environment
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
            command = (sys.executable, "-m", self._module)
            self._process = await begin(command, self._folder, self._environment, log)
        try:
            await ready_line(self._process)
        except RuntimeError as error:
            raise RuntimeError(f"{self.name}: {error}; see {self.log}") from None

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

    def in_hand(self, pid: int) -> str | None:
        """Return the request that the worker with this process number paints now; raises redis.RedisError."""
        for key in self.store.smembers("rq:workers"):
            worker = self.store.hgetall(key)
            if int(worker.get(b"pid", b"0")) == pid:
                name = as_text(key).removeprefix("rq:worker:")
                for execution in self.store.smembers(WORKER_EXECUTIONS_KEY_TEMPLATE.format(name)):
                    request = as_text(execution).partition(":")[0]
                    return None if self.store.hexists(job_key(request), PUBLISHED) else request
        return None

    async def until_busy(self, pid: int, seconds: float) -> None:
        """Wait until a worker has a photo in hand that no other died of, for `seconds` at most."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            request = self.in_hand(pid)
            if request is not None and request not in self._waiting:
                return
            await asyncio.sleep(LOOK_SECONDS)

    def note(self, pid: int) -> None:
        """Remember what the worker with this process number has in hand, just before it is killed."""
        request = self.in_hand(pid)
        if request is not None:
            self._waiting.setdefault(request, time.monotonic())

    async def watch(self) -> None:
        """Look again and again until it is cancelled."""
        while True:
            with contextlib.suppress(redis.RedisError):
                self.look()
            await asyncio.sleep(LOOK_SECONDS)

    def look(self) -> None:
        """Note which of the photos have their result now."""
        for request_id, killed_at in list(self._waiting.items()):
            if self.store.hexists(job_key(request_id), PUBLISHED):
                self.seconds.append(time.monotonic() - killed_at)
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
