"""Fixtures of the sandbox: re-export them from another conftest to use them there.

- `sandbox`: a running `Sandbox` (url, token, state, person, faults) of its own for each test.
- `call`: calls the Bot API, as `await call("sendMessage", chat_id=1, text="hi")`, and returns the answer's body.
- `act`: the same for the person's chat, unless told another; returns the result, or the words of a refusal.
- `picture`: makes the bytes of a picture, as `picture(64, 48, "PNG")`.
- `browser`: headless Chromium. Skips without one, unless the environment variable CI is set: then it fails.
- `page`: the chat page of `sandbox`, connected, in a window of 1000 × 800 pixels.
"""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest
from PIL import Image
from playwright.async_api import Browser, Page, async_playwright, expect

from bot.sandbox.server import Sandbox, running_sandbox

_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with running_sandbox() as running:
        yield running


@pytest.fixture
async def call(sandbox: Sandbox) -> AsyncIterator[Callable[..., Coroutine[Any, Any, Any]]]:
    async with aiohttp.ClientSession() as session:

        async def make(method: str, **fields: Any) -> Any:
            form = aiohttp.FormData()
            for name, value in fields.items():
                if isinstance(value, bytes):
                    form.add_field(name, io.BytesIO(value), filename="photo.jpg", content_type="image/jpeg")
                else:
                    form.add_field(name, value if isinstance(value, str) else json.dumps(value))
            async with session.post(f"{sandbox.url}/bot{sandbox.token}/{method}", data=form) as response:
                body = await response.json()
                assert response.status == body.get("error_code", 200)
                return body

        yield make


@pytest.fixture
def act(sandbox: Sandbox, call: Callable[..., Coroutine[Any, Any, Any]]) -> Callable[..., Coroutine[Any, Any, Any]]:
    async def make(method: str, **fields: Any) -> Any:
        answer = await call(method, **{"chat_id": sandbox.person.user.id, **fields})
        return answer["result"] if answer["ok"] else answer["description"]

    return make


@pytest.fixture
def picture() -> Callable[..., bytes]:
    def make(width: int = 64, height: int = 48, form: str = "JPEG", **options: Any) -> bytes:
        stream = io.BytesIO()
        Image.linear_gradient("L").resize((width, height)).convert("RGB").save(stream, form, **options)
        return stream.getvalue()

    return make


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    path = shutil.which(os.environ.get("CHROMIUM") or "chromium") or shutil.which("/usr/bin/chromium")
    if path is None:
        reason = "There is no Chromium: install Debian's package chromium, or set CHROMIUM to the path of one."
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield running
        await running.close()


@pytest.fixture
async def page(browser: Browser, sandbox: Sandbox) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1000, "height": 800})
    opened = await context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    # Chromium reports every refusal (400) as an error; the page tells it to the person itself.
    opened.on(
        "console",
        lambda line: problems.append(line.text) if line.type == "error" and " 400 " not in line.text else None,
    )
    await opened.goto(sandbox.url)
    await expect(opened.get_by_role("status").first).to_have_text("online")
    yield opened
    await context.close()
    assert not problems, problems
