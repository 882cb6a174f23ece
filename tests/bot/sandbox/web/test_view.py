"""What each person at the page sees of a chat."""

from __future__ import annotations

import json
from typing import Any

import aiohttp


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
