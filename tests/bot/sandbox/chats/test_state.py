"""Chats with the bot, and what it sees of them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox

Call = Callable[..., Coroutine[Any, Any, Any]]
Picture = Callable[..., bytes]


async def _messages(call: Call) -> list[Any]:
    return [update["message"] for update in (await call("getUpdates"))["result"]]


async def test_persons_have_chats_of_their_own_and_share_the_count_of_messages(call: Call, sandbox: Sandbox) -> None:
    ann, ben = sandbox.new_person("Ann"), sandbox.new_person("Ben", language_code="de")
    ids = [(await person.send_text("hi")).message_id for person in (ann, ben)]
    messages = await _messages(call)
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
    assert [message["text"] for message in await _messages(call)] == ["/help", "thanks"]
