"""Messages as the bot reads them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.sandbox.chats.files import FileStore
from bot.sandbox.chats.messages import Content, Media, Message
from bot.sandbox.chats.people import ANONYMOUS_ADMIN, Chat, User
from bot.sandbox.server import Sandbox

Call = Callable[..., Coroutine[Any, Any, Any]]
ADA, GROUP = User(7, "Ada"), Chat(-5, "group", "Friends")


def message(content: str | Content, sender: User = ADA, **fields: Any) -> Message:
    return Message(GROUP, 3, sender, 0, Content(content) if isinstance(content, str) else content, **fields)


@pytest.mark.parametrize("kind", ["video", "animation", "voice", "sticker", "audio"])
async def test_other_media_reach_the_bot_as_what_they_are(call: Call, sandbox: Sandbox, kind: Any) -> None:
    await sandbox.person.send_media(kind, b"data", "thing.mp4", caption="look")
    [update] = (await call("getUpdates"))["result"]
    message = update["message"]
    assert message[kind]["file_size"] == 4
    assert ("document" in message) is (kind == "animation")


def test_a_quoted_message_does_not_quote_again() -> None:
    first = message("one")
    second = message("two", reply_to=first)

    body = message("three", reply_to=second).as_json()

    assert body["reply_to_message"]["text"] == "two"
    assert "reply_to_message" not in body["reply_to_message"]


def test_an_admin_who_hides_writes_as_the_group() -> None:
    assert message("hi", ANONYMOUS_ADMIN).as_json()["sender_chat"] == GROUP.as_json()
    assert "sender_chat" not in message("hi").as_json()


def test_a_forwarded_message_names_who_wrote_it_first() -> None:
    forwarded = message("hi", origin=User(8, "Bo"))

    assert forwarded.as_json()["forward_origin"]["sender_user"]["first_name"] == "Bo"


def test_words_beside_a_file_are_its_caption() -> None:
    file = FileStore().add(b"data", "document", "a.txt")
    with_file, alone = message(Content("hi", media=Media("document", file))), message("hi")

    assert (with_file.kind, with_file.text, with_file.caption, with_file.data) == ("document", None, "hi", b"data")
    assert (alone.kind, alone.text, alone.caption, alone.data) == ("text", "hi", None, None)
    assert (with_file.as_json()["caption"], alone.as_json()["text"]) == ("hi", "hi")


def test_buttons_come_row_after_row() -> None:
    rows = [[{"text": "a"}, {"text": "b"}], [{"text": "c"}]]

    shown = message(Content("Which?", keyboard={"inline_keyboard": rows})).buttons

    assert [button["text"] for button in shown] == ["a", "b", "c"]
