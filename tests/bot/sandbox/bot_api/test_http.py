"""The Bot API over HTTP: tokens, downloads, mistakes of its own, faults."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import aiohttp
import pytest

from bot.sandbox.chats.files import DOWNLOAD_LIMIT
from bot.sandbox.server import Sandbox

Call = Callable[..., Coroutine[Any, Any, Any]]


async def test_a_wrong_token_is_unauthorized(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    for path in ("/bot1:wrong/getMe", "/file/bot1:wrong/photos/file_0.jpg"):
        async with http.get(sandbox.url + path) as response:
            assert response.status == 401
            assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_a_mistake_in_the_sandbox_is_logged_and_told_as_json(
    call: Call, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.sandbox.bot_api.http.find_method", lambda _: fail)
    assert await call("getMe") == {"ok": False, "error_code": 500, "description": "Internal Server Error"}
    [line] = [line for line in caplog.records if line.name == "bot.sandbox.bot_api.http"]
    assert line.exc_info is not None
    assert line.exc_info[0] is ZeroDivisionError
    assert sandbox.token not in line.getMessage()
    [record] = sandbox.calls_of("getMe")
    assert record.error is not None
    assert record.error.code == 500


async def test_a_file_is_downloaded_as_it_was_sent(
    call: Call, sandbox: Sandbox, http: aiohttp.ClientSession, picture: Callable[..., bytes]
) -> None:
    sent = await sandbox.person.send_photo(picture())
    file_id = sent.as_json()["photo"][-1]["file_id"]
    path = (await call("getFile", file_id=file_id))["result"]["file_path"]
    async with http.get(f"{sandbox.url}/file/bot{sandbox.token}/{path}") as response:
        assert await response.read() == picture()


async def test_a_large_or_unknown_file_cannot_be_downloaded(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    large = await sandbox.person.send_document(bytes(DOWNLOAD_LIMIT + 1))
    assert large.content.media is not None
    for path in (large.content.media.file.path, "photos/none.jpg"):
        async with http.get(f"{sandbox.url}/file/bot{sandbox.token}/{path}") as response:
            assert response.status == 404


async def test_a_call_that_hangs_goes_on_when_released(call: Call, sandbox: Sandbox) -> None:
    fault = sandbox.faults.hang("sendMessage")
    hanging = asyncio.create_task(call("sendMessage", chat_id=sandbox.person.user.id, text="late"))
    assert (await call("getMe"))["ok"] is True
    assert not sandbox.person.received
    fault.release()
    assert (await hanging)["ok"] is True
    assert sandbox.person.received[0].text == "late"


async def test_a_dropped_connection_has_acted_all_the_same(call: Call, sandbox: Sandbox) -> None:
    sandbox.faults.drop_after_acting("sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await call("sendMessage", chat_id=sandbox.person.user.id, text="once")
    assert [message.text for message in sandbox.person.received] == ["once"]
