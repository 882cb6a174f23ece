"""The Bot API over HTTP: addresses, forms of bodies, downloads, faults."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest

from bot.sandbox.chats.files import DOWNLOAD_LIMIT, UPLOAD_LIMIT
from bot.sandbox.errors import forbidden
from bot.sandbox.server import Sandbox

Call = Callable[..., Coroutine[Any, Any, Any]]


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.mark.parametrize("name", ["getMe", "getme", "GETME"])
async def test_capitals_in_a_method_do_not_matter(call: Call, name: str) -> None:
    assert (await call(name))["result"]["is_bot"] is True


async def test_an_unknown_method_is_not_found(call: Call) -> None:
    assert await call("sendTelepathy") == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_a_wrong_token_is_unauthorized(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    for path in ("/bot1:wrong/getMe", "/file/bot1:wrong/photos/file_0.jpg"):
        async with http.get(sandbox.url + path) as response:
            assert response.status == 401
            assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


@pytest.mark.parametrize("form", ["params", "data", "json"])
async def test_fields_come_in_the_address_in_a_form_or_as_json(
    sandbox: Sandbox, http: aiohttp.ClientSession, form: str
) -> None:
    sent: dict[str, Any] = {form: {"chat_id": sandbox.person.user.id, "text": "hi"}}
    async with http.post(f"{sandbox.url}/bot{sandbox.token}/sendMessage", **sent) as response:
        assert (await response.json())["result"]["text"] == "hi"
    assert sandbox.calls_of("sendMessage")[0].fields["text"] == "hi"


@pytest.mark.parametrize(("body", "reason"), [("{", "can't parse JSON object"), ("[]", "object expected")])
async def test_bad_json_is_refused(sandbox: Sandbox, http: aiohttp.ClientSession, body: str, reason: str) -> None:
    headers = {"Content-Type": "application/json"}
    async with http.post(f"{sandbox.url}/bot{sandbox.token}/getMe", data=body, headers=headers) as response:
        assert (await response.json())["description"] == f"Bad Request: {reason}"


async def test_bad_json_in_a_field_is_refused(call: Call, sandbox: Sandbox) -> None:
    answer = await call("sendMessage", chat_id=sandbox.person.user.id, text="x", reply_markup="{")
    assert answer["description"] == "Bad Request: can't parse reply markup JSON object"


@pytest.mark.parametrize(
    ("content_type", "body", "reason"),
    [
        ("application/json", b'{"text": "\\ud800"}', "can't parse JSON object"),
        ("application/json", b"[" * 100_000, "can't parse JSON object"),
        ("application/json", b'"\xff"', "can't parse JSON object"),
        ("application/x-www-form-urlencoded", b"text=\xff", "strings must be encoded in UTF-8"),
        ("application/x-www-form-urlencoded; charset=zzz", b"text=x", "strings must be encoded in UTF-8"),
        ("multipart/form-data", b"x", "can't parse multipart/form-data"),
        ("multipart/form-data; boundary=a", b"x", "can't parse multipart/form-data"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused(
    sandbox: Sandbox, http: aiohttp.ClientSession, content_type: str, body: bytes, reason: str
) -> None:
    headers = {"Content-Type": content_type}
    async with http.post(f"{sandbox.url}/bot{sandbox.token}/getMe", data=body, headers=headers) as response:
        assert await response.json() == {"ok": False, "error_code": 400, "description": f"Bad Request: {reason}"}


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


async def test_a_form_that_is_too_large_is_refused(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    body, headers = io.BytesIO(b"text=" + b"x" * (2 << 20)), {"Content-Type": "application/x-www-form-urlencoded"}
    async with http.post(f"{sandbox.url}/bot{sandbox.token}/sendMessage", data=body, headers=headers) as response:
        assert await response.json() == {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}


async def test_an_upload_above_fifty_megabytes_is_refused(call: Call, sandbox: Sandbox) -> None:
    answer = await call("sendDocument", chat_id=sandbox.person.user.id, document=bytes(UPLOAD_LIMIT + 1))
    assert answer == {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}


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


async def test_a_429_tells_how_long_to_wait_and_ends(call: Call, sandbox: Sandbox) -> None:
    sandbox.faults.too_many_requests("sendMessage", times=2, retry_after=7)
    answers = [await call("sendMessage", chat_id=sandbox.person.user.id, text="hi") for _ in range(3)]
    assert answers[0] == answers[1]
    assert answers[0]["description"] == "Too Many Requests: retry after 7"
    assert answers[0]["parameters"] == {"retry_after": 7}
    assert answers[2]["ok"] is True
    assert [record.error is None for record in sandbox.calls_of("sendMessage")] == [False, False, True]
    assert len(sandbox.person.received) == 1


async def test_other_errors_come_on_order(call: Call, sandbox: Sandbox) -> None:
    sandbox.faults.bad_gateway("*")
    sandbox.faults.refuse("getMe", forbidden("bot was blocked by the user"))
    assert (await call("getMe"))["error_code"] == 502
    assert (await call("getMe"))["error_code"] == 403


async def test_a_call_that_hangs_goes_on_when_released(call: Call, sandbox: Sandbox) -> None:
    fault = sandbox.faults.hang("sendMessage")
    hanging = asyncio.create_task(call("sendMessage", chat_id=sandbox.person.user.id, text="late"))
    assert (await call("getMe"))["ok"] is True
    assert not sandbox.person.received
    fault.release()
    assert (await hanging)["ok"] is True
    assert sandbox.person.received[0].text == "late"


async def test_clearing_releases_what_hangs(call: Call, sandbox: Sandbox) -> None:
    sandbox.faults.hang("getMe", times=5)
    hanging = asyncio.create_task(call("getMe"))
    assert (await call("getMyCommands"))["ok"] is True
    sandbox.faults.clear()
    assert (await hanging)["ok"] is True
    assert (await call("getMe"))["ok"] is True


async def test_a_dropped_connection_has_acted_all_the_same(call: Call, sandbox: Sandbox) -> None:
    sandbox.faults.drop_after_acting("sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await call("sendMessage", chat_id=sandbox.person.user.id, text="once")
    assert [message.text for message in sandbox.person.received] == ["once"]
