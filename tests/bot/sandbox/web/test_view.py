"""What each person at the page sees of a chat."""

from __future__ import annotations

import json
from typing import Any

import aiohttp

from bot.sandbox.chats.callbacks import Answer
from bot.sandbox.chats.messages import Content
from bot.sandbox.server import Sandbox
from bot.sandbox.web.seats import Seats
from bot.sandbox.web.view import View


async def whole_chat(http: aiohttp.ClientSession, seat: str) -> Any:
    async with http.get("/chat/events", params={"seat": seat}) as response:
        line = await response.content.readline()
    return json.loads(line.removeprefix(b"data: "))


async def test_a_page_sees_the_chat_of_its_seat(http: aiohttp.ClientSession) -> None:
    alone, group = await whole_chat(http, "you"), await whole_chat(http, "group-ada")

    assert (alone["chat"]["type"], group["chat"]["type"]) == ("private", "supergroup")
    assert (group["me"]["first_name"], group["seat"]) == ("Ada", "group-ada")


async def test_what_one_person_writes_the_others_see_as_theirs(http: aiohttp.ClientSession) -> None:
    async with http.post("/chat/send", data={"seat": "group-ada", "text": "hello"}) as response:
        assert response.status == 200

    [mine] = (await whole_chat(http, "group-ada"))["messages"]
    [theirs] = (await whole_chat(http, "group-bo"))["messages"]
    assert (mine["own"], theirs["own"], theirs["from"]["first_name"]) == (True, False, "Ada")
    assert (await whole_chat(http, "you"))["messages"] == []


def test_a_press_and_its_answer_show_only_where_it_was_pressed(sandbox: Sandbox) -> None:
    seats = Seats(sandbox.state, sandbox.person)
    ada, bo = seats.find("group-ada"), seats.find("group-bo")
    asked = sandbox.state.post(ada.person.conversation, sandbox.state.bot, Content("Which one?"))
    query = sandbox.state.press(asked, "again:1", ada.person.user)
    query.give(Answer("On it", show_alert=True))
    event = {"type": "answer", "query": query}

    hers, his = View(sandbox.state, seats, ada).shown(event), View(sandbox.state, seats, bo).shown(event)

    assert hers is not None
    assert hers["query"] == {
        "id": query.id,
        "message_id": asked.message_id,
        "data": "again:1",
        "text": "On it",
        "alert": True,
        "url": "",
    }
    assert his is None


async def test_what_happens_in_another_chat_is_not_shown(sandbox: Sandbox) -> None:
    seats = Seats(sandbox.state, sandbox.person)
    sent = await sandbox.person.send_text("hello")
    event = {"type": "message", "message": sent}

    alone, group = (View(sandbox.state, seats, seats.find(name)).shown(event) for name in ("you", "group-you"))

    assert alone is not None
    assert alone["message"]["text"] == "hello"
    assert group is None


def test_commands_are_those_of_the_seat(sandbox: Sandbox) -> None:
    seats = Seats(sandbox.state, sandbox.person)
    sandbox.state.commands.set({"type": "all_group_chats"}, "", [{"command": "status", "description": "x"}])

    alone, group = (View(sandbox.state, seats, seats.find(name)) for name in ("you", "group-you"))

    assert alone.shown({"type": "commands"}) == {"type": "commands", "commands": []}
    assert group.shown({"type": "commands"}) == {"type": "commands", "commands": group.whole_chat()["commands"]}
    assert [each["command"] for each in group.whole_chat()["commands"]] == ["status"]
