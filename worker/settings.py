"""The worker's settings, from the environment or a file `.env`."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from worker.shared.settings import SharedSettings

DEVICE = re.compile(r"auto|cpu|mps|cuda(:\d+)?")


def check_device(name: str) -> str:
    """Return a device name that torch may know; raise ValueError for any other."""
    if not DEVICE.fullmatch(name):
        raise ValueError("must be auto, cpu, cuda, cuda:N or mps")
    return name


class WorkerSettings(SharedSettings):
    """Settings of `python -m worker`."""

    device: Annotated[str, AfterValidator(check_device)] = Field(
        "auto", description="`auto`, `cpu`, `cuda`, `cuda:1` or `mps`"
    )
    threads: int = Field(0, ge=0, le=256, description="CPU threads of one worker; 0: as many as there are cores")
    painting_ttl: int = Field(86_400, ge=60, description="seconds that a painting waits for a bot that is away")
    heartbeat_ttl: int = Field(
        15, ge=4, le=600, description="seconds of silence after which another worker takes over a job"
    )
