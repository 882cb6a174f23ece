"""Everything in one go: the order, the one line, and that nothing is left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from tests.bot.conftest import until

ROOT = Path(__file__).parents[3]
Run = Callable[..., Awaitable[asyncio.subprocess.Process]]
DRIVER = """
import asyncio, logging, pathlib, sys
from bot.launch import __main__ as launch
from bot.launch.processes import Program
logging.basicConfig(level="INFO")
launch.STILL_SECONDS = 0.05
here = {"PYTHONPATH": str(pathlib.Path.cwd())}
launch.REVIVE_SECONDS = 0.05
what = [
    Program(name, f"child_{name}", here, addresses={"TELEGRAM_API_URL": "page"} if "page" in sys.argv[1:i] else {})
    for i, name in enumerate(sys.argv[1:], 1)
]
sys.exit(asyncio.run(launch.run(what, lambda: pathlib.Path("looked").touch())))
"""
BEGIN = """
import os, pathlib, signal, sys, time
name = __spec__.name.removeprefix("child_")
pathlib.Path(f"{name}.pid").write_text(str(os.getpid()))
pathlib.Path(f"{name}.telegram").write_text(os.environ.get("TELEGRAM_API_URL", "none"))
def end(*_):
    with open("ended", "a") as file: print(name, file=file)
    sys.exit(0)
signal.signal(15, end)
"""
CHILDREN = {
    "page": "print('ready: http://page', flush=True)\ntime.sleep(60)",
    "bot": "print('ready: https://t.me/bot', flush=True)\ntime.sleep(60)",
    "stillborn": "sys.exit(3)",
    "choosy": "print('PORT is wrong', file=sys.stderr)\nsys.exit(2)",
    "slow": "time.sleep(60)",
    "stubborn": "signal.signal(15, signal.SIG_IGN)\nprint('ready: x', flush=True)\ntime.sleep(60)",
}


@pytest.fixture
async def run(tmp_path: Path) -> AsyncIterator[Run]:
    """Launch these children in a process of its own."""
    (tmp_path / "driver.py").write_text(DRIVER)
    for name, lines in CHILDREN.items():
        (tmp_path / f"child_{name}.py").write_text(BEGIN + lines)
    running: list[asyncio.subprocess.Process] = []

    async def start(*names: str) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "driver.py",
            *names,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def outcome(process: asyncio.subprocess.Process) -> tuple[int | None, str, str]:
    out, err = await asyncio.wait_for(process.communicate(), 30)
    return process.returncode, out.decode(), err.decode()


async def first_line(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    return (await asyncio.wait_for(process.stdout.readline(), 30)).decode()


def pid_of(folder: Path, name: str) -> int:
    return int((folder / f"{name}.pid").read_text())


def runs(folder: Path, name: str) -> bool:
    return Path(f"/proc/{pid_of(folder, name)}/cmdline").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_everything_in_order(run: Run, tmp_path: Path, number: signal.Signals) -> None:
    process = await run("page", "bot")
    assert await first_line(process) == "ready: http://page\n"

    process.send_signal(number)

    code, out, _ = await outcome(process)
    assert (code, out) == (0, "")
    assert (tmp_path / "ended").read_text().split() == ["bot", "page"]
    assert not runs(tmp_path, "page")
    assert not runs(tmp_path, "bot")


async def test_without_a_page_the_address_is_the_bots(run: Run) -> None:
    process = await run("bot")

    assert await first_line(process) == "ready: https://t.me/bot\n"


async def test_the_bot_asks_where_the_page_says_that_it_is(run: Run, tmp_path: Path) -> None:
    await first_line(await run("page", "bot"))

    assert (tmp_path / "bot.telegram").read_text() == "http://page"
    assert (tmp_path / "page.telegram").read_text() == "none"


async def test_redis_is_looked_after_while_everything_runs(run: Run, tmp_path: Path) -> None:
    await first_line(await run("bot"))

    await until((tmp_path / "looked").exists)


async def test_a_child_that_says_what_is_wrong_has_the_last_word(run: Run, tmp_path: Path) -> None:
    code, out, err = await outcome(await run("page", "choosy"))

    assert (code, out) == (2, "")
    said = [line for line in err.splitlines() if "still starting" not in line]
    assert said[-1] == "PORT is wrong"
    assert not runs(tmp_path, "page")


async def test_a_child_that_dies_at_the_start_ends_the_others(run: Run, tmp_path: Path) -> None:
    code, out, err = await outcome(await run("page", "stillborn"))

    assert (code, out) == (1, "")
    assert "The stillborn ended with code 3 before it was ready." in err
    assert "Traceback" not in err
    assert not runs(tmp_path, "page")


async def test_a_start_that_takes_long_says_so_and_can_be_ended(run: Run, tmp_path: Path) -> None:
    process = await run("page", "slow")
    assert process.stderr is not None
    async for line in process.stderr:
        if b"still starting the slow" in line and (tmp_path / "slow.pid").exists():
            break

    process.send_signal(signal.SIGTERM)

    code, out, _ = await outcome(process)
    assert (code, out) == (0, "")
    assert not runs(tmp_path, "slow")
    assert not runs(tmp_path, "page")


async def test_a_second_signal_kills_what_does_not_end(run: Run, tmp_path: Path) -> None:
    process = await run("page", "stubborn")
    assert await first_line(process) == "ready: http://page\n"
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    async for line in process.stderr:
        if b"stopping" in line:
            break

    process.send_signal(signal.SIGINT)

    code, _, _ = await outcome(process)
    assert code == 0
    assert not runs(tmp_path, "stubborn")
    assert not runs(tmp_path, "page")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
async def test_a_launcher_that_is_killed_takes_its_children_along(run: Run, tmp_path: Path) -> None:
    process = await run("page", "bot")
    await first_line(process)

    process.kill()

    await until(lambda: not runs(tmp_path, "page") and not runs(tmp_path, "bot"))
