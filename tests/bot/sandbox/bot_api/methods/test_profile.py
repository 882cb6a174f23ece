"""The bot's profile, its commands, and chats."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.sandbox.server import Sandbox

Call = Callable[..., Coroutine[Any, Any, Any]]
START = {"command": "start", "description": "Begin"}


def _named(name: str) -> list[dict[str, str]]:
    return [{"command": name, "description": "x"}]


async def test_a_chat_is_described(call: Call, sandbox: Sandbox) -> None:
    chat = (await call("getChat", chat_id=sandbox.person.user.id))["result"]
    assert (chat["type"], chat["first_name"]) == ("private", "You")


async def test_who_owns_a_group_is_told(call: Call, sandbox: Sandbox) -> None:
    owner, other = sandbox.person.user, sandbox.new_person("Bo").user
    sandbox.state.open_group(-1_000_000_000_321, "Friends", [owner, other])
    for user, chat_id, status in (
        (owner, -1_000_000_000_321, "creator"),
        (other, -1_000_000_000_321, "member"),
        (owner, owner.id, "member"),
    ):
        member = (await call("getChatMember", chat_id=chat_id, user_id=user.id))["result"]
        assert (member["status"], member["user"]["id"]) == (status, user.id)
    assert (await call("getChatMember", chat_id=owner.id, user_id=5))["description"] == "Bad Request: user not found"


async def test_a_profile_photo_is_told_when_there_is_one(
    call: Call, sandbox: Sandbox, picture: Callable[..., bytes]
) -> None:
    user_id = sandbox.person.user.id
    assert (await call("getUserProfilePhotos", user_id=user_id))["result"] == {"total_count": 0, "photos": []}

    await sandbox.person.show_profile_photo(picture(20, 30))

    [[size]] = (await call("getUserProfilePhotos", user_id=user_id))["result"]["photos"]
    assert (size["width"], size["height"]) == (20, 30)


async def test_commands_are_kept_by_scope_and_language(call: Call) -> None:
    private = {"type": "all_private_chats"}
    assert (await call("setMyCommands", commands=[START]))["result"] is True
    await call("setMyCommands", commands=_named("los"), scope=private, language_code="de")
    assert (await call("getMyCommands"))["result"] == [START]
    assert (await call("getMyCommands", scope=private))["result"] == []
    assert (await call("getMyCommands", scope=private, language_code="de"))["result"] == _named("los")
    await call("deleteMyCommands")
    assert (await call("getMyCommands"))["result"] == []


@pytest.mark.parametrize(
    ("method", "field"),
    [("Name", "name"), ("Description", "description"), ("ShortDescription", "short_description")],
)
async def test_what_is_said_about_the_bot_is_kept_by_language(call: Call, method: str, field: str) -> None:
    await call(f"setMy{method}", **{field: "hello"})
    await call(f"setMy{method}", **{field: "hallo", "language_code": "de"})
    assert (await call(f"getMy{method}"))["result"] == {field: "hello"}
    assert (await call(f"getMy{method}", language_code="de"))["result"] == {field: "hallo"}
    assert (await call(f"getMy{method}", language_code="fr"))["result"] == {field: "hello"}


async def test_a_long_description_is_refused(call: Call) -> None:
    answer = await call("setMyShortDescription", short_description="x" * 121)
    assert answer["description"] == "Bad Request: bot short description is too long"
