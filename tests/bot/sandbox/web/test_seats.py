"""Several people at one page: who writes, where, and in which language."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.web.seats import GROUP_ID, Seats


@pytest.fixture
def seats(sandbox: Sandbox) -> Seats:
    return Seats(sandbox.state, sandbox.person)


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sandbox.url) as session:
        yield session


async def whole_chat(http: aiohttp.ClientSession, seat: str) -> Any:
    async with http.get("/chat/events", params={"seat": seat}) as response:
        line = await response.content.readline()
    return json.loads(line.removeprefix(b"data: "))


def test_everybody_of_a_group_is_in_the_same_chat(seats: Seats) -> None:
    ada, bo = seats.find("group-ada").person, seats.find("group-bo").person

    assert ada.conversation is bo.conversation
    assert [each["name"] for each in seats.labels] == ["you", "group-you", "group-ada", "group-bo"]


def test_there_is_no_group_until_somebody_sits_down_in_it(sandbox: Sandbox, seats: Seats) -> None:
    assert seats.find("nobody").person is sandbox.person
    assert GROUP_ID not in sandbox.state.conversations

    seats.find("group-you")

    assert GROUP_ID in sandbox.state.conversations


def test_a_person_has_one_language_everywhere(sandbox: Sandbox, seats: Seats) -> None:
    seats.set_language(seats.find("group-you"), "ru")

    assert sandbox.person.user.language_code == "ru"
    assert seats.find("group-ada").person.user.language_code == "de"


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


@pytest.mark.parametrize(("code", "status"), [("de", 200), ("pt-br", 200), ("", 400), ("German!", 400)])
async def test_a_language_is_changed_or_refused(
    http: aiohttp.ClientSession, sandbox: Sandbox, code: str, status: int
) -> None:
    async with http.post("/chat/language", data={"seat": "you", "code": code}) as response:
        assert response.status == status

    assert sandbox.person.user.language_code == (code if status == 200 else "en")
