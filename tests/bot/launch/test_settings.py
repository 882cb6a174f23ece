"""What the launcher starts, and the one line that it says of a wrong setting."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from bot.launch import __main__ as launch
from bot.sandbox.chats.people import SANDBOX_TOKEN

ROOT = Path(__file__).parents[3]


def test_without_a_token_the_page_stands_in_for_telegram() -> None:
    page, worker, bot = launch.programs("redis://r", Path("data"), 8090)

    assert (page.module, worker.module, bot.module) == ("bot.sandbox", "worker", "bot")
    assert page.environment["PORT"] == "8090"
    assert bot.addresses == {"TELEGRAM_API_URL": "page"}
    assert bot.environment["TELEGRAM_BOT_TOKEN"] == page.environment["TELEGRAM_BOT_TOKEN"] == SANDBOX_TOKEN
    assert bot.environment["REDIS_URL"] == worker.environment["REDIS_URL"] == "redis://r"


def test_with_a_token_there_is_no_page() -> None:
    worker, bot = launch.programs("redis://r", Path("data"), None)

    assert (worker.module, bot.module) == ("worker", "bot")
    assert "TELEGRAM_BOT_TOKEN" not in bot.environment


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "hush"),
        ("TELEGRAM_BOT_TOKEN", "   "),
        ("TELEGRAM_BOT_TOKEN", "123456789:hush hush hush hush hush hush hush"),
        ("TELEGRAM_BOT_TOKEN", "123456789:" + "x" * 35 + "\n"),
        ("PORT", "abc"),
        ("PORT", "99999"),
        ("EMOSTYLE_PHOTO_TTL", "hush"),
    ],
)
def test_a_wrong_setting_ends_with_one_line(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)

    assert launch.main() == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert name in err
    assert "hush" not in err


async def main_in(folder: Path, **environment: str) -> tuple[int | None, str, str]:
    """Run the launcher as a program: it changes what its process does with signals."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.launch",
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


async def test_a_redis_that_cannot_be_started_ends_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    code, out, err = await main_in(tmp_path, TELEGRAM_BOT_TOKEN="", EMOSTYLE_DATA_DIR=str(tmp_path / "file" / "below"))

    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "Redis" in err


async def test_an_empty_token_leaves_the_word_to_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TELEGRAM_BOT_TOKEN=hush\n")

    code, out, err = await main_in(tmp_path, TELEGRAM_BOT_TOKEN="")

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "TELEGRAM_BOT_TOKEN" in err
