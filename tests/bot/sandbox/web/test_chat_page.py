"""What the chat page asks the server for, without a browser."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.i18n.translator import Language
from bot.sandbox.server import Sandbox
from bot.sandbox.web import chat_page

Call = Callable[..., Coroutine[Any, Any, Any]]
Picture = Callable[..., bytes]


async def _events(response: aiohttp.ClientResponse) -> AsyncIterator[Any]:
    async for line in response.content:
        if line.startswith(b"data: "):
            yield json.loads(line[6:])


async def _post(http: aiohttp.ClientSession, path: str, **fields: Any) -> tuple[int, str]:
    form = aiohttp.FormData()
    for name, value in fields.items():
        if isinstance(value, tuple):
            form.add_field(name, value[1], filename=value[0])
        else:
            form.add_field(name, str(value))
    async with http.post(path, data=form) as response:
        return response.status, await response.text()


async def test_the_stream_begins_with_the_whole_chat_and_follows_it(
    sandbox: Sandbox, call: Call, http: aiohttp.ClientSession
) -> None:
    sent = await sandbox.person.send_text("before")
    async with http.get("/chat/events") as response:
        events = _events(response)
        whole = await anext(events)
        assert [message["text"] for message in whole["messages"]] == ["before"]
        chat = {"chat_id": sandbox.person.user.id}
        await sandbox.new_person("Ann").send_text("not for this page")
        await call("sendChatAction", action="typing", **chat)
        await call("setMyCommands", commands=[{"command": "help", "description": "Help"}])
        await call(
            "setMessageReaction", message_id=sent.message_id, reaction=[{"type": "emoji", "emoji": "🔥"}], **chat
        )
        await call("deleteMessage", message_id=sent.message_id, **chat)
        kinds = [await anext(events) for _ in range(4)]
    assert [event["type"] for event in kinds] == ["action", "commands", "reaction", "deleted"]
    assert kinds[1]["commands"][0]["command"] == "help"
    assert kinds[2]["message"]["reactions"] == ["🔥"]


async def test_the_stream_says_now_and_then_that_it_lives(
    http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat_page, "_KEEP_ALIVE_SECONDS", 0.01)
    async with http.get("/chat/events") as response:
        lines = [line async for line in _first_lines(response, 3)]
    assert lines[2] == b": still here\n"


async def _first_lines(response: aiohttp.ClientResponse, count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield await response.content.readline()


async def test_text_is_sent_as_a_reply(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    first = await sandbox.person.send_text("one")
    assert (await _post(http, "/chat/send", text="two", reply_to=first.message_id))[0] == 200
    assert sandbox.person.conversation.visible[-1].reply_to is first


async def test_files_go_as_what_they_are(sandbox: Sandbox, http: aiohttp.ClientSession, picture: Picture) -> None:
    await _post(http, "/chat/send", photo0=("a.jpg", picture()), photo1=("b.jpg", b"no picture"), text="look")
    await _post(http, "/chat/send", file0=("c.pdf", b"%PDF"))
    await _post(http, "/chat/send", video0=("d.mp4", b"film"))
    messages = sandbox.person.conversation.visible
    assert [message.kind for message in messages] == ["photo", "document", "document", "video"]
    assert [message.caption for message in messages] == ["look", "", "", ""]
    assert messages[0].album is not None
    assert messages[0].album == messages[1].album


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": " "}, "There is nothing to send."),
        ({"text": "x" * 4097}, "at most 4096 characters"),
        ({"text": "x" * 1025, "file0": ("a", b"x")}, "at most 1024 characters"),
    ],
)
async def test_what_cannot_be_sent_is_explained(
    http: aiohttp.ClientSession, fields: dict[str, Any], sentence: str
) -> None:
    status, text = await _post(http, "/chat/send", **fields)
    assert status == 400
    assert sentence in text


async def test_a_huge_file_is_refused(http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat_page, "FILE_LIMIT", 10)
    assert (await _post(http, "/chat/send", file0=("a", b"x" * 11)))[0] == 400


async def test_a_button_that_is_gone_cannot_be_pressed(http: aiohttp.ClientSession) -> None:
    assert await _post(http, "/chat/press", message_id=1, data="x") == (400, "This button is no longer there.")


async def test_only_pictures_are_shown_and_everything_else_is_downloaded(
    sandbox: Sandbox, http: aiohttp.ClientSession, picture: Picture
) -> None:
    photo = (await sandbox.person.send_photo(picture())).as_json()["photo"][0]["file_id"]
    site = (await sandbox.person.send_document(b"<script>", "x.html")).as_json()["document"]["file_id"]
    kinds = []
    for path in (photo, f"{photo}?download", site):
        async with http.get(f"/chat/files/{path}") as response:
            kinds.append(response.content_type)
            assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert kinds == ["image/jpeg", "application/octet-stream", "application/octet-stream"]


@pytest.mark.parametrize("path", ["/chat/files/none", "/page/none.js", "/page/..%2fapp.py"])
async def test_there_is_nothing_else_to_get(http: aiohttp.ClientSession, path: str) -> None:
    async with http.get(path) as response:
        assert response.status == 404


def test_the_page_offers_every_language_of_the_bot() -> None:
    page = Path(chat_page.__file__).with_name("page") / "index.html"
    languages = page.read_text().partition('<select id="language"')[2].partition("</select>")[0]

    assert re.findall(r'<option value="(\w+)"', languages) == [each.value for each in Language]
