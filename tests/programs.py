"""Programs in processes of their own, as people start them, without the settings of this machine."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[1]
SETTINGS = {"TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "REDIS_URL", "PORT"}  # of this machine, kept out
READY_SECONDS = 90.0


async def begin(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], stderr: IO[bytes] | int | None = None
) -> asyncio.subprocess.Process:
    """Start a command in a folder without a `.env`."""
    inherited = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env={**inherited, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=stderr,
        start_new_session=True,  # as in a terminal of its own
    )


async def ready_line(process: asyncio.subprocess.Process) -> str:
    """Wait for the line `ready: …` of a process; raise RuntimeError when it ends before."""
    if process.stdout is not None:
        async with asyncio.timeout(READY_SECONDS):
            async for line in process.stdout:
                if line.startswith(b"ready: "):
                    return line.decode().strip()
    raise RuntimeError("the process ended before it was ready")
