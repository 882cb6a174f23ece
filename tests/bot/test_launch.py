"""Everything in one go: the order, the one line, and that nothing is left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot import launch
from bot.sandbox.identity import SANDBOX_TOKEN
from tests.bot.conftest import until

ROOT = Path(__file__).parent.parent.parent
Run = Callable[..., Awaitable[asyncio.subprocess.Process]]
DRIVER = """
import asyncio, logging, pathlib, sys
from bot import launch
from bot.processes import Program
logging.basicConfig(level="INFO")
launch.STILL_SECONDS = 0.05
here = {"PYTHONPATH": str(pathlib.Path.cwd())}
sys.exit(asyncio.run(launch.run([Program(name, f"child_{name}", here) for name in sys.argv[1:]])))
"""
BEGIN = """
import os, pathlib, signal, sys, time
name = __spec__.name.removeprefix("child_")
pathlib.Path(f"{name}.pid").write_text(str(os.getpid()))
def end(*_):
    with open("ended", "a") as file: print(name, file=file)
    sys.exit(0)
signal.signal(15, end)
"""
CHILDREN = {
    "page": "print('ready: http://page', flush=True)\ntime.sleep(60)",
    "bot": "print('ready: https://t.me/bot', flush=True)\ntime.sleep(60)",
    "stillborn": "sys.exit(3)",
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


def test_without_a_token_the_page_stands_in_for_telegram() -> None:
    page, worker, bot = launch.programs("redis://r", Path("data"), "8090")

    assert (page.module, worker.module, bot.module) == ("bot.sandbox", "worker", "bot")
    assert page.environment["PORT"] == "8090"
    assert bot.environment["TELEGRAM_API_URL"] == "http://127.0.0.1:8090"
    assert bot.environment["TELEGRAM_BOT_TOKEN"] == page.environment["TELEGRAM_BOT_TOKEN"] == SANDBOX_TOKEN
    assert bot.environment["REDIS_URL"] == worker.environment["REDIS_URL"] == "redis://r"


def test_with_a_token_there_is_no_page() -> None:
    worker, bot = launch.programs("redis://r", Path("data"), None)

    assert (worker.module, bot.module) == ("worker", "bot")
    assert "TELEGRAM_BOT_TOKEN" not in bot.environment


def test_a_wrong_setting_ends_with_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "hush")

    assert launch.main() == 2
    err = capsys.readouterr().err
    assert "TELEGRAM_BOT_TOKEN" in err
    assert "hush" not in err


def test_a_redis_that_cannot_be_started_ends_with_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")
    monkeypatch.setenv("EMOSTYLE_DATA_DIR", str(tmp_path / "file" / "below"))

    assert launch.main() == 1
    assert "Redis" in capsys.readouterr().err
