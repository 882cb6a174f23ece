"""Children of the launcher: their start, their end, and their start again."""

from __future__ import annotations

import logging
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from bot.launch import processes
from bot.launch.processes import Child, ChildDiedError, Program
from tests.bot.conftest import until

Make = Callable[[str], Child]
BEGIN = """
import os, pathlib, sys, time
print(os.getpid(), file=pathlib.Path("pids").open("a"), flush=True)
"""


def started(folder: Path) -> list[int]:
    """Return the process numbers of all children so far."""
    return [int(line) for line in (folder / "pids").read_text().split()]


@pytest.fixture
async def make(tmp_path: Path) -> AsyncIterator[Make]:
    """Make a child that runs these lines of Python, in the test's folder."""
    async with AsyncExitStack() as stack:

        def build(lines: str) -> Child:
            (tmp_path / "a_child.py").write_text(BEGIN + lines)
            child = Child(Program("child", "a_child", {"PYTHONPATH": str(tmp_path)}))
            stack.push_async_callback(child.stop, 5)
            return child

        yield build


async def test_a_child_says_where_it_is(make: Make) -> None:
    child = make("print('something else')\nprint('ready: http://here', flush=True)\ntime.sleep(60)")

    assert await child.start() == "http://here"


async def test_a_child_that_dies_before_it_is_ready_is_told(make: Make) -> None:
    child = make("sys.exit(7)")

    with pytest.raises(ChildDiedError, match="The child ended with code 7 before it was ready"):
        await child.start()


async def test_a_child_that_dies_later_comes_back(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(processes, "FIRST_PAUSE", 0.01)
    lines = """
lives = len(pathlib.Path('pids').read_text().split())
if lives == 2:
    sys.exit(1)
print('ready: x', flush=True)
print('and more', flush=True)
time.sleep(0 if lives == 1 else 60)
"""
    child = make(lines)

    await child.start()

    await until(lambda: "the child is back" in caplog.text)
    assert caplog.text.count("the child died") == 2
    await child.stop(5)
    assert len(started(tmp_path)) == 3
    assert gone(started(tmp_path))


async def test_a_page_that_took_a_free_port_comes_back_on_it(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "FIRST_PAUSE", 0.01)
    lines = """
print(os.environ['PORT'], file=pathlib.Path('ports').open('a'), flush=True)
print('ready: http://127.0.0.1:4711', flush=True)
time.sleep(0 if len(pathlib.Path('ports').read_text().split()) == 1 else 60)
"""
    child = make(lines)
    child.program = replace(child.program, environment={**child.program.environment, "PORT": "0"})

    await child.start()

    await until(lambda: (tmp_path / "ports").read_text().split() == ["0", "4711"])


async def test_a_child_that_cannot_be_started_again_yet_is_tried_again(
    make: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(processes, "FIRST_PAUSE", 0.05)
    python = sys.executable
    child = make("print('ready: x', flush=True)\ntime.sleep(0 if len(open('pids').readlines()) == 1 else 60)")
    await child.start()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    await until(lambda: "the child cannot be started" in caplog.text)

    monkeypatch.setattr(sys, "executable", python)

    await until(lambda: "the child is back" in caplog.text)


def test_a_program_learns_the_addresses_of_others() -> None:
    program = Program("bot", "bot", {"A": "1"}, addresses={"TELEGRAM_API_URL": "page"})

    known = program.knowing({"page": "http://127.0.0.1:4711", "worker": "cpu"})

    assert known.environment == {"A": "1", "TELEGRAM_API_URL": "http://127.0.0.1:4711"}


async def test_a_child_that_does_not_end_is_killed(
    make: Make, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    child = make("import signal\nsignal.signal(15, signal.SIG_IGN)\nprint('ready: x', flush=True)\ntime.sleep(60)")
    await child.start()

    await child.stop(0.1)

    assert "did not end in 0 s and is killed" in caplog.text
    assert gone(started(tmp_path))


async def test_a_child_that_was_killed_on_purpose_stays_away(make: Make, tmp_path: Path) -> None:
    child = make("print('ready: x', flush=True)\ntime.sleep(60)")
    await child.start()

    child.kill()

    await until(lambda: gone(started(tmp_path)))
    await child.stop(5)
    assert len(started(tmp_path)) == 1


async def test_a_child_that_never_started_can_be_stopped(make: Make) -> None:
    child = make("")

    child.kill()
    await child.stop(5)


def gone(numbers: list[int]) -> bool:
    """Tell whether none of these processes runs."""
    return not any(Path(f"/proc/{number}/cmdline").exists() for number in numbers)
