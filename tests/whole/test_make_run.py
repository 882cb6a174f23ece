"""What `make run` starts: one command, a ready line, a photo sent through the page, and a clean end."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.whole.conftest import process, ready_line


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def processes_with(text: str) -> list[str]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            found.append((folder / "environ").read_bytes().decode(errors="replace"))
        except OSError:
            continue
    return [environment for environment in found if text in environment]


@pytest.mark.browser
async def test_a_photo_sent_through_the_page_comes_back_painted_and_nothing_is_left_behind(
    browser: Browser, tmp_path: Path, face_photo: bytes
) -> None:
    port, data_dir = free_port(), tmp_path / "data"
    photo = tmp_path / "me.jpg"
    photo.write_bytes(face_photo)
    settings = {"PORT": str(port), "EMOSTYLE_DATA_DIR": str(data_dir), "TELEGRAM_BOT_TOKEN": "", "REDIS_URL": ""}
    async with process("bot.launch", **settings) as launcher:
        assert await ready_line(launcher) == f"ready: http://127.0.0.1:{port}"
        page = await browser.new_page()
        await page.goto(f"http://127.0.0.1:{port}")
        await page.locator("#files").set_input_files(photo)
        await page.get_by_role("button", name="Send", exact=True).click()
        await expect(page.locator("#log")).to_contain_text("Composition VII", timeout=60_000)
        launcher.terminate()
        assert await launcher.wait() == 0
    await asyncio.sleep(0)
    assert processes_with(f"EMOSTYLE_DATA_DIR={data_dir}") == []
    assert not (data_dir / "redis.pid").exists()


async def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        settings = {"PORT": port, "EMOSTYLE_DATA_DIR": str(tmp_path / "data"), "TELEGRAM_BOT_TOKEN": ""}
        async with process("bot.launch", **settings) as launcher:
            assert await launcher.wait() == 1
