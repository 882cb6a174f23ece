"""One child process of the launcher: its start, its line `ready: …`, its end, and its start again."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds before a child that died is started again
READY = "ready: "
_PR_SET_PDEATHSIG = 1
log = logging.getLogger(__name__)


class ChildDiedError(Exception):
    """A child ended before it was ready."""


@dataclass(frozen=True, slots=True)
class Program:
    """What to run: a Python module in a process of its own."""

    name: str
    module: str
    environment: Mapping[str, str] = field(default_factory=dict)  # beside the launcher's own
    arguments: Sequence[str] = ()

    def command(self) -> list[str]:
        """Return the command line."""
        return [sys.executable, "-m", self.module, *self.arguments]


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
            code = await process.wait()
            raise ChildDiedError(f"The {self.program.name} ended with code {code} before it was ready.")
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
        pause = FIRST_PAUSE
        while True:
            await asyncio.gather(process.wait(), _drain(process))
            if self._stopping:
                return
            log.warning("the %s died; starting it again in %.0f s", self.program.name, pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
            process = await self._launch()
            if await _ready_line(process) is not None:
                log.info("the %s is back", self.program.name)
                pause = FIRST_PAUSE


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
