"""One child process of the launcher: its start, its line `ready: …`, its end, and its start again."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from worker.shared.backoff import backoff

USAGE = 2  # exit code of a program that has said which of its settings is wrong
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds before a child that died is started again
READY = "ready: "
_PR_SET_PDEATHSIG = 1
log = logging.getLogger(__name__)


class ChildDiedError(Exception):
    """A child ended before it was ready."""

    def __init__(self, name: str, code: int) -> None:
        super().__init__(f"The {name} ended with code {code} before it was ready.")
        self.code = code


@dataclass(frozen=True, slots=True)
class Program:
    """What to run: a Python module in a process of its own."""

    name: str
    module: str
    environment: Mapping[str, str] = field(default_factory=dict)  # beside the launcher's own
    addresses: Mapping[str, str] = field(default_factory=dict)  # variable → program whose address it gets

    def knowing(self, addresses: Mapping[str, str]) -> Program:
        """Return the same program with the addresses of the programs that were started before it."""
        known = {variable: addresses[name] for variable, name in self.addresses.items()}
        return replace(self, environment={**self.environment, **known})

    def pinned(self, address: str) -> Program:
        """Return the same program on the port that it has taken, so that it comes back where others know it."""
        if "PORT" not in self.environment:
            return self
        return replace(self, environment={**self.environment, "PORT": str(urlsplit(address).port)})

    def command(self) -> list[str]:
        """Return the command line."""
        return [sys.executable, "-m", self.module]


class Child:
    """Keeps one program running until it is stopped."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._stopping = False

    async def start(self) -> str:
        """Start the program and return what follows `ready: ` on its first such line; raise ChildDiedError."""
        process = await self._launch()
        said = await _ready_line(process)
        if said is None:
            raise ChildDiedError(self.program.name, await process.wait())
        self.program = self.program.pinned(said)
        self._keeper = asyncio.create_task(self._keep(process))
        return said

    async def stop(self, grace: float) -> None:
        """Send SIGTERM, and SIGKILL after `grace` seconds."""
        self._stopping = True
        if self._keeper:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        process = self._process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), grace)
        except TimeoutError:
            log.warning("the %s did not end in %.0f s and is killed", self.program.name, grace)
            self.kill()
            await process.wait()

    def kill(self) -> None:
        """End the program at once and for good."""
        self._stopping = True
        if self._process and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def _launch(self) -> asyncio.subprocess.Process:
        self._process = await asyncio.create_subprocess_exec(
            *self.program.command(),
            env={**os.environ, **self.program.environment},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,  # Ctrl-C in the terminal reaches the launcher only, which ends us in order
            preexec_fn=die_with_parent(),
        )
        return self._process

    async def _keep(self, process: asyncio.subprocess.Process) -> None:
        pauses = backoff(FIRST_PAUSE, LONGEST_PAUSE)
        while True:
            await asyncio.gather(process.wait(), _drain(process))
            if self._stopping:
                return
            pause = next(pauses)
            log.warning("the %s died; starting it again in %.0f s", self.program.name, pause)
            await asyncio.sleep(pause)
            try:
                process = await self._launch()
            except OSError as error:  # the machine is out of memory or processes; that may pass
                log.warning("the %s cannot be started: %s", self.program.name, error.strerror)
                continue
            if await _ready_line(process) is not None:
                log.info("the %s is back", self.program.name)
                pauses = backoff(FIRST_PAUSE, LONGEST_PAUSE)


def die_with_parent() -> Callable[[], None] | None:
    """Return what a child runs so that the kernel ends it when the launcher is killed; None outside Linux."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)

    return ask


async def _ready_line(process: asyncio.subprocess.Process) -> str | None:
    if process.stdout is None:
        raise RuntimeError("children are started with a pipe")
    async for line in process.stdout:
        text = line.decode(errors="replace").rstrip("\n")
        if text.startswith(READY):
            return text.removeprefix(READY)
    return None


async def _drain(process: asyncio.subprocess.Process) -> None:
    if process.stdout is None:
        raise RuntimeError("children are started with a pipe")
    async for _ in process.stdout:
        continue
