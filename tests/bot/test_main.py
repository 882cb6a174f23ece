"""The start and the end of `python -m bot`."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
from pathlib import Path

import pytest
from telegram.error import InvalidToken

from bot import __main__ as program
from bot import runtime
from bot.app import build_application
from bot.sandbox.chats.messages import Content
from bot.sandbox.errors import ApiError
from bot.sandbox.server import running_sandbox
from bot.telegram_api import retry
from tests.bot.conftest import BotHouse, is_painting, says, until
from tests.bot.stand_in_worker import picture

ROOT = Path(__file__).parent.parent.parent
TOKEN = "123456789:" + "x" * 35


async def start(**environment: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def outcome(process: asyncio.subprocess.Process) -> tuple[int | None, str, str]:
    out, err = await asyncio.wait_for(process.communicate(), 30)
    return process.returncode, out.decode(), err.decode()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


async def test_a_folder_of_styles_that_is_none_ends_the_start_in_one_line(house: BotHouse) -> None:
    process = await start(
        TELEGRAM_BOT_TOKEN=house.sandbox.token, TELEGRAM_API_URL=house.sandbox.url, REDIS_URL=house.redis_url,
        EMOSTYLE_STYLES_DIR="nowhere",
    )  # fmt: skip

    code, _, err = await outcome(process)

    assert code == 1
    assert err.splitlines()[-1] == (
        "emostyle bot: EMOSTYLE_STYLES_DIR names nowhere, which is no folder. Make it, or leave the setting out."
    )


async def test_the_bot_says_when_it_is_ready_and_ends_well_on_sigterm(house: BotHouse) -> None:
    process = await start(
        TELEGRAM_BOT_TOKEN=house.sandbox.token, TELEGRAM_API_URL=house.sandbox.url, REDIS_URL=house.redis_url
    )
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), 30)
    await house.person.send_text("/help")
    await house.person.next_message(says("Send a photo"))

    process.send_signal(signal.SIGTERM)

    code, out, err = await outcome(process)
    assert line == b"ready: https://t.me/emostyle_sandbox_bot\n"
    assert (code, out) == (0, "")
    assert house.sandbox.token not in err
    assert "Traceback" not in err


async def test_a_token_that_telegram_does_not_know_ends_with_one_line(house: BotHouse) -> None:
    process = await start(TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=house.sandbox.url, REDIS_URL=house.redis_url)

    code, out, err = await outcome(process)

    assert (code, out) == (2, "")
    assert "TELEGRAM_BOT_TOKEN" in err.splitlines()[-1]
    assert "Traceback" not in err
    assert TOKEN not in err


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({}, "TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_BOT_TOKEN": "hush"}, "TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "REDIS_URL": "http://:hush@host"}, "REDIS_URL"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "EMOSTYLE_PHOTO_TTL": "hush"}, "EMOSTYLE_PHOTO_TTL"),
    ],
)
def test_a_wrong_setting_ends_with_one_line_that_names_it(
    environment: dict[str, str], named: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    code = program.main()

    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert named in err
    assert "hush" not in err
    assert TOKEN not in err


def test_a_redis_that_cannot_be_started_ends_with_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("EMOSTYLE_DATA_DIR", str(tmp_path / "file" / "below"))

    code = program.main()

    assert code == 1
    assert "Redis" in capsys.readouterr().err


async def test_a_bot_waits_for_a_telegram_that_does_not_answer_yet(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(retry, "FIRST_PAUSE", 0.05)
    port = free_port()
    settings = house.settings.model_copy(update={"api_url": f"http://127.0.0.1:{port}"})
    stop = asyncio.Event()
    running = asyncio.create_task(runtime.run(build_application(settings, house.redis_url), stop))
    await until(lambda: "Telegram does not answer" in caplog.text)

    async with running_sandbox(port) as sandbox:
        await sandbox.person.send_text("/help")
        await sandbox.person.next_message(says("Send a photo"))
        stop.set()
        await running


async def test_a_bot_that_waits_for_telegram_can_be_stopped(
    house: BotHouse, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = house.settings.model_copy(update={"api_url": f"http://127.0.0.1:{free_port()}"})
    stop = asyncio.Event()
    running = asyncio.create_task(runtime.run(build_application(settings, house.redis_url), stop))
    await until(lambda: "Telegram does not answer" in caplog.text)

    stop.set()

    await asyncio.wait_for(running, 60)
    assert "ready" not in capsys.readouterr().out


async def test_a_bot_that_may_not_poll_yet_can_be_stopped(house: BotHouse, capsys: pytest.CaptureFixture[str]) -> None:
    house.sandbox.faults.bad_gateway("deleteWebhook", times=1000)
    stop = asyncio.Event()
    running = asyncio.create_task(runtime.run(build_application(house.settings, house.redis_url), stop))
    await until(lambda: house.sandbox.calls_of("deleteWebhook"))

    stop.set()

    await asyncio.wait_for(running, 60)
    assert "ready" not in capsys.readouterr().out


async def test_a_server_that_knows_half_of_the_api_and_marks_no_commands_is_enough(house: BotHouse) -> None:
    for method in ("deleteWebhook", "setMyCommands", "sendChatAction", "setMessageReaction", "deleteMessage"):
        house.sandbox.faults.refuse(method, ApiError(404, "Not Found"), times=1000)
    person, state = house.person, house.sandbox.state
    async with house.bot():
        state.post(person.conversation, person.user, Content("/style happy"))
        await person.next_message(says("Composition VII"))
        await person.send_photo(picture())
        await house.worker.paint()
        await person.next_message(is_painting)


async def test_a_wrong_token_is_not_taken_for_a_missing_method(house: BotHouse) -> None:
    house.sandbox.faults.refuse("getMe", ApiError(404, "Not Found"), times=1000)

    with pytest.raises(InvalidToken):
        async with house.bot():
            pass


def test_logging_keeps_addresses_and_so_the_token_out() -> None:
    program.configure_logging("DEBUG")

    assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
    assert not logging.getLogger("httpcore.connection").isEnabledFor(logging.DEBUG)


async def test_a_bot_that_is_stopped_as_soon_as_it_starts_ends(house: BotHouse) -> None:
    for turns in range(0, 60, 3):  # at whatever it is waiting for
        stop = asyncio.Event()
        running = asyncio.create_task(runtime.run(build_application(house.settings, house.redis_url), stop))
        for _ in range(turns):
            await asyncio.sleep(0)

        stop.set()

        await asyncio.wait_for(running, 60)
