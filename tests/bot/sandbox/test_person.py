"""What a person in a test can do and wait for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.sandbox.server import Sandbox

Call = Callable[..., Coroutine[Any, Any, Any]]
Picture = Callable[..., bytes]


async def _updates(call: Call) -> list[Any]:
    return [
        next(value for key, value in update.items() if key != "update_id")
        for update in (await call("getUpdates"))["result"]
    ]


async def test_an_album_is_several_messages_with_one_id(call: Call, sandbox: Sandbox, picture: Picture) -> None:
    await sandbox.person.send_album([picture(), picture(80, 60)], caption="two")
    first, second = await _updates(call)
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], "caption" in second) == ("two", False)


async def test_bytes_that_are_no_picture_do_not_go_as_a_photo(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="use send_document"):
        await sandbox.person.send_photo(b"hello")


async def test_a_person_replies_and_edits(call: Call, sandbox: Sandbox) -> None:
    first = await sandbox.person.send_text("one")
    second = await sandbox.person.send_text("two", reply_to=first)
    await sandbox.person.edit_text(second, "three")
    messages = await _updates(call)
    assert messages[1]["reply_to_message"]["text"] == "one"
    assert messages[2]["text"] == "three"


async def test_next_message_returns_each_message_once(call: Call, sandbox: Sandbox) -> None:
    for text in ("a", "b"):
        await call("sendMessage", chat_id=sandbox.person.user.id, text=text)
    assert (await sandbox.person.next_message(lambda message: message.text == "b")).text == "b"
    assert (await sandbox.person.next_message()).text == "a"


async def test_wait_for_sees_an_edit(call: Call, sandbox: Sandbox) -> None:
    sent = await call("sendMessage", chat_id=sandbox.person.user.id, text="painting")
    waiting = asyncio.create_task(sandbox.person.wait_for(lambda message: message.text == "done"))
    await call("editMessageText", chat_id=sandbox.person.user.id, message_id=sent["result"]["message_id"], text="done")
    assert (await waiting).edited is not None


async def test_waiting_in_vain_tells_what_was_said_instead(call: Call, sandbox: Sandbox) -> None:
    with pytest.raises(TimeoutError, match="The bot has said nothing"):
        await sandbox.person.next_message(timeout=0.01)
    await call("sendMessage", chat_id=sandbox.person.user.id, text="something else")
    with pytest.raises(TimeoutError, match="something else"):
        await sandbox.person.wait_for(lambda message: message.text == "this", timeout=0.01)


async def test_a_button_that_is_not_there_cannot_be_pressed(sandbox: Sandbox) -> None:
    with pytest.raises(LookupError, match="no button 'Again'"):
        await sandbox.person.press("Again")
