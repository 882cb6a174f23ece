"""What `make run` starts: one command, a ready line, a photo sent through the page, and a clean end."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser, expect

from tests.programs import ROOT, ready_line
from tests.whole.conftest import process, until

END_SECONDS = 15.0  # for bot, worker, page and Redis together; 2 s on an idle machine
AGAIN_SECONDS = 40.0  # for a second start; 5 s on an idle machine
LAUNCH = (sys.executable, "-m", "bot.launch")
MAKE = ("make", "-f", str(ROOT / "Makefile"), "run", f"RUN={sys.prefix}", "-o", f"{sys.prefix}/.ready")


def running_on(data_dir: Path) -> list[str]:
    """Return the command lines of all processes that were started with this data folder."""
    found, mark = [], f"EMOSTYLE_DATA_DIR={data_dir}\0".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # Redis writes its title over its environment, but it lives in the folder.
            if mark in (folder / "environ").read_bytes() or (folder / "cwd").readlink() == data_dir:
                found.append((folder / "cmdline").read_bytes().decode().replace("\0", " ").strip())
        except OSError:
            continue
    return found


@asynccontextmanager
async def launched(
    tmp_path: Path, *command: str, **settings: str
) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """Launch everything, and tell the address of the page."""
    settings = {"PORT": "0", "EMOSTYLE_DATA_DIR": str(tmp_path / "data"), **settings}
    async with process(command or LAUNCH, tmp_path, settings) as launcher:
        line = await ready_line(launcher)
        assert line.startswith("ready: http://127.0.0.1:")
        yield launcher, line.removeprefix("ready: ")


async def ends(launcher: asyncio.subprocess.Process, number: signal.Signals, tmp_path: Path) -> None:
    """Send a signal, and check that everything ends well and in time."""
    assert len(running_on(tmp_path / "data")) == 5  # launcher, page, worker, bot, Redis
    launcher.send_signal(number)
    assert await asyncio.wait_for(launcher.wait(), END_SECONDS) == 0
    assert running_on(tmp_path / "data") == []
    assert not (tmp_path / "data" / "redis.pid").exists()


async def painted(address: str, photo: bytes) -> None:
    """Send a photo as the page does, and wait until the page is told of the painting."""
    form = aiohttp.FormData()
    form.add_field("photo0", photo, filename="me.jpg", content_type="image/jpeg")
    async with asyncio.timeout(60), aiohttp.ClientSession() as page:
        async with page.post(f"{address}/chat/send", data=form) as answer:
            assert answer.status == 200
        async with page.get(f"{address}/chat/events") as events:
            async for line in events.content:
                if b"Composition VII" in line:
                    return
    raise AssertionError("the page went away")


@pytest.mark.browser
async def test_a_photo_sent_through_the_page_comes_back_painted_and_nothing_is_left_behind(
    browser: Browser, tmp_path: Path, face_photo: bytes
) -> None:
    photo = tmp_path / "me.jpg"
    photo.write_bytes(face_photo)
    async with launched(tmp_path) as (launcher, address):
        page = await browser.new_page()
        await page.goto(address)
        await page.locator("#files").set_input_files(photo)
        await page.get_by_role("button", name="Send", exact=True).click()
        await expect(page.locator("#log")).to_contain_text("Composition VII", timeout=60_000)
        await ends(launcher, signal.SIGTERM, tmp_path)


async def test_it_ends_on_ctrl_c_and_a_second_start_is_quick_and_outlives_its_redis(
    tmp_path: Path, face_photo: bytes
) -> None:
    async with launched(tmp_path) as (launcher, _):
        await ends(launcher, signal.SIGINT, tmp_path)
    begin = time.monotonic()
    async with launched(tmp_path) as (launcher, address):
        assert time.monotonic() - begin < AGAIN_SECONDS
        server = int((tmp_path / "data" / "redis.pid").read_text())
        os.kill(server, signal.SIGKILL)
        await until(lambda: (tmp_path / "data" / "redis.pid").read_text().strip() not in ("", str(server)))
        await painted(address, face_photo)
        await ends(launcher, signal.SIGTERM, tmp_path)


@pytest.mark.skipif(not Path(sys.prefix, "bin", "python").exists(), reason="make runs the Python of an environment")
async def test_make_itself_starts_it_and_hands_ctrl_c_on(tmp_path: Path) -> None:
    async with launched(tmp_path, *MAKE) as (make, _):
        assert len(running_on(tmp_path / "data")) == 6  # make too
        os.killpg(make.pid, signal.SIGINT)  # a terminal sends it to make and to what make runs
        await asyncio.wait_for(make.wait(), END_SECONDS)
        await until(lambda: running_on(tmp_path / "data") == [], END_SECONDS)


async def refusal(tmp_path: Path, **settings: str) -> tuple[int | None, str]:
    """Launch with settings that it must refuse; return its exit code and what it wrote to standard error."""
    settings = {"EMOSTYLE_DATA_DIR": str(tmp_path / "data"), **settings}
    async with process(LAUNCH, tmp_path, settings, stderr=asyncio.subprocess.PIPE) as launcher:
        out, err = await asyncio.wait_for(launcher.communicate(), END_SECONDS)
        assert out == b""
    assert running_on(tmp_path / "data") == []
    return launcher.returncode, err.decode()


@pytest.mark.parametrize("port", ["abc", "99999", "-1", " "])
async def test_a_port_that_is_none_is_told_in_one_line(tmp_path: Path, port: str) -> None:
    code, said = await refusal(tmp_path, PORT=port)

    assert (code, said.count("\n"), said.count("PORT")) == (2, 1, 1)
    assert not (tmp_path / "data").exists()  # nothing was started


async def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = await refusal(tmp_path, PORT=str(port))

    assert code == 2
    assert [line for line in said.splitlines() if "[run] starting" not in line] == [
        line for line in said.splitlines() if line.startswith(f"PORT {port} cannot be used")
    ]
    assert "Traceback" not in said
