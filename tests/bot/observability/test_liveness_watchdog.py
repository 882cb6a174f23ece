"""A process whose loops hang ends, so that it is started anew."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.observability import liveness as module
from bot.observability.liveness import HUNG, LATE_SECONDS, Liveness, watchdog
from tests.bot.conftest import until

ROOT = Path(__file__).parents[3]
# Its event loop is blocked for good, as by a library that waits for an answer without asyncio.
BLOCKED = """
import asyncio, time
from bot.observability import liveness
liveness.LOOK_SECONDS, liveness.LATE_SECONDS = 0.05, 0.1

async def main():
    own = liveness.Liveness()
    own.beat("Delivery")
    with liveness.watchdog(own):
        time.sleep(60)

asyncio.run(main())
"""


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.01)


async def test_a_loop_that_hangs_ends_the_process(caplog: pytest.LogCaptureFixture) -> None:
    now, ended = [0.0], list[int]()
    liveness = Liveness(lambda: now[0])
    liveness.beat("Delivery")
    with watchdog(liveness, ended.append):
        await asyncio.sleep(0.1)
        assert not ended

        now[0] = LATE_SECONDS + 1
        await until(lambda: ended)

    assert ended == [HUNG]
    assert "Delivery hangs" in caplog.text


async def test_a_process_that_was_stopped_for_a_while_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    now, ended = [LATE_SECONDS + 1], list[int]()
    monkeypatch.setattr(module, "LOOKS", 10**6)  # before they are over, the loop has turned
    liveness = Liveness(lambda: now[0])
    liveness.beat("Delivery")
    now[0] += LATE_SECONDS + 1
    with watchdog(liveness, ended.append):
        await asyncio.sleep(0.1)
        liveness.beat("Delivery")
        monkeypatch.setattr(module, "LOOKS", 2)
        await asyncio.sleep(0.1)

    assert not ended


def test_an_event_loop_that_is_blocked_ends_the_process() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED], cwd=ROOT, check=False, timeout=180, capture_output=True, text=True
    )

    assert (done.returncode, done.stderr.splitlines()[0]) == (HUNG, done.stderr.strip())
    assert "Delivery hangs" in done.stderr
