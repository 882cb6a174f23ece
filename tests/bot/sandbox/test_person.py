"""What a person in a test can do and wait for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.sandbox.person import Person
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


@pytest.mark.parametrize("kind", ["video", "animation", "voice", "sticker", "audio"])
async def test_other_media_reach_the_bot_as_what_they_are(call: Call, sandbox: Sandbox, kind: Any) -> None:
    await sandbox.person.send_media(kind, b"data", "thing.mp4", caption="look")
    [message] = await _updates(call)
    assert message[kind]["file_size"] == 4
    assert ("document" in message) is (kind == "animation")


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


async def test_persons_have_chats_of_their_own_and_share_the_count_of_messages(call: Call, sandbox: Sandbox) -> None:
    ann, ben = sandbox.new_person("Ann"), sandbox.new_person("Ben", language_code="de")
    ids = [(await person.send_text("hi")).message_id for person in (ann, ben)]
    messages = await _updates(call)
    assert ids == [1, 2]
    assert [message["chat"]["id"] for message in messages] == [ann.user.id, ben.user.id]
    assert messages[1]["from"]["language_code"] == "de"


async def test_a_bot_in_a_group_sees_commands_and_replies_only(call: Call, sandbox: Sandbox, picture: Picture) -> None:
    user = sandbox.person.user
    group = sandbox.state.open_group(-1_000_000_000_005, "Friends", [user])
    person = Person(sandbox.state, user, group)
    sent = (await call("sendMessage", chat_id=group.chat.id, text="hello all"))["result"]
    said = await person.next_message()
    assert (sent["message_id"], sent["chat"]["type"]) == (1, "supergroup")
    await person.send_text("chatter")
    await person.send_photo(picture())
    await person.send_text("/help@another_bot")
    await person.send_text("/help")
    await person.send_text("thanks", reply_to=said)
    assert [message["text"] for message in await _updates(call)] == ["/help", "thanks"]
