"""Several people at one page: who writes, where, and in which language."""

from __future__ import annotations

import aiohttp
import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.web.seats import GROUP_ID, Seats


@pytest.fixture
def seats(sandbox: Sandbox) -> Seats:
    return Seats(sandbox.state, sandbox.person)


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


@pytest.mark.parametrize(("code", "status"), [("de", 200), ("pt-br", 200), ("", 400), ("German!", 400)])
async def test_a_language_is_changed_or_refused(
    http: aiohttp.ClientSession, sandbox: Sandbox, code: str, status: int
) -> None:
    async with http.post("/chat/language", data={"seat": "you", "code": code}) as response:
        assert response.status == status

    assert sandbox.person.user.language_code == (code if status == 200 else "en")
