"""A call and its fields, however they were sent."""

from __future__ import annotations

import io
from collections.abc import Callable, Coroutine
from typing import Any

import aiohttp
import pytest

from bot.sandbox.chats.files import UPLOAD_LIMIT
from bot.sandbox.server import Sandbox

Call = Callable[..., Coroutine[Any, Any, Any]]


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


async def test_a_form_that_is_too_large_is_refused(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    body, headers = io.BytesIO(b"text=" + b"x" * (2 << 20)), {"Content-Type": "application/x-www-form-urlencoded"}
    async with http.post(f"{sandbox.url}/bot{sandbox.token}/sendMessage", data=body, headers=headers) as response:
        assert await response.json() == {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}


async def test_an_upload_above_fifty_megabytes_is_refused(call: Call, sandbox: Sandbox) -> None:
    answer = await call("sendDocument", chat_id=sandbox.person.user.id, document=bytes(UPLOAD_LIMIT + 1))
    assert answer == {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}
