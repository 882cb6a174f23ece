"""The command `python -m bot.sandbox`."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest


def _start(**environment: str) -> subprocess.Popen[str]:
    inherited = {name: value for name, value in os.environ.items() if name not in ("PORT", "TELEGRAM_BOT_TOKEN")}
    return subprocess.Popen(
        [sys.executable, "-m", "bot.sandbox"],
        env=inherited | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_tells_its_address_and_ends_cleanly(number: signal.Signals) -> None:
    token = "42:" + "x" * 35
    with _start(PORT="0", TELEGRAM_BOT_TOKEN=token) as process:
        assert process.stdout is not None
        address = process.stdout.readline().removeprefix("ready: ").strip()
        with urllib.request.urlopen(f"{address}/bot{token}/getMe", timeout=10) as response:
            assert b'"id": 42' in response.read()
        process.send_signal(number)
        rest, complaints = process.communicate(timeout=20)
    assert (process.returncode, rest, complaints) == (0, "", "")


@pytest.mark.parametrize(
    ("environment", "name"), [({"PORT": "many"}, "PORT"), ({"TELEGRAM_BOT_TOKEN": "secret"}, "TELEGRAM_BOT_TOKEN")]
)
def test_a_wrong_setting_is_named_in_one_line(environment: dict[str, str], name: str) -> None:
    with _start(**environment) as process:
        out, complaints = process.communicate(timeout=20)
    assert (process.returncode, out) == (2, "")
    assert complaints.startswith(name)
    assert complaints.count("\n") == 1
    assert "secret" not in complaints


def test_a_port_in_use_is_named_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with _start(PORT=str(port)) as process:
            _, complaints = process.communicate(timeout=20)
    assert process.returncode == 2
    assert complaints.startswith(f"PORT {port} ")
    assert complaints.count("\n") == 1
