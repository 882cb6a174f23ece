"""The bot's profile, its commands, and chats."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.sandbox.chats.people import Chat, User
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


async def test_the_narrowest_scope_is_shown_and_there_the_own_language(call: Call, sandbox: Sandbox) -> None:
    lists = sandbox.state.commands
    german, private = User(1, "Eva", language_code="de"), Chat(1, "private", "Eva")
    group = Chat(-5, "group", "Friends")
    assert lists.shown_to(german, private) == []
    lists.set(None, "", _named("all"))
    lists.set(None, "de", _named("alle"))
    assert lists.shown_to(german, private) == _named("alle")
    lists.set({"type": "all_private_chats"}, "", _named("hides"))
    assert lists.shown_to(german, private) == _named("hides")
    assert lists.shown_to(german, group) == _named("alle")
    lists.set({"type": "chat_member", "chat_id": -5, "user_id": 1}, "", _named("own"))
    assert lists.shown_to(german, group) == _named("own")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"commands": "{}"}, "expected an Array of BotCommand"),
        ({"commands": _named("a") * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": _named("No Way")}, "BOT_COMMAND_INVALID"),
        ({"commands": [5]}, "can't parse BotCommand: expected an Object"),
        ({"commands": [{"command": "a"}]}, "can't parse BotCommand: Can't find field \"description\""),
        (
            {"commands": [{"command": "a", "description": ["b"]}]},
            'can\'t parse BotCommand: Field "description" must be of type String',
        ),
        ({"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        (
            {"commands": [START], "scope": "[]"},
            "can't parse BotCommandScope: BotCommandScope must be an Object",
        ),
    ],
)
async def test_bad_commands_are_refused(call: Call, fields: dict[str, Any], reason: str) -> None:
    assert (await call("setMyCommands", **fields))["description"] == f"Bad Request: {reason}"


@pytest.mark.parametrize("method", ["setMyCommands", "getMyCommands", "deleteMyCommands"])
@pytest.mark.parametrize(
    ("scope", "reason"),
    [
        ({}, 'Can\'t find field "type"'),
        ({"type": ["default"]}, 'Field "type" must be of type String'),
        ({"type": "zzz"}, "Unsupported type specified"),
        ({"type": "chat"}, 'Can\'t find field "chat_id"'),
        ({"type": "chat", "chat_id": ""}, "Empty chat_id specified"),
        ({"type": "chat_member", "chat_id": 1}, 'Can\'t find field "user_id"'),
        ({"type": "chat_member", "chat_id": 1, "user_id": "x"}, 'Field "user_id" must be a valid Number'),
        ({"type": "chat_member", "chat_id": 1, "user_id": 0}, "Invalid user_id specified"),
    ],
)
async def test_bad_scopes_are_refused(call: Call, method: str, scope: object, reason: str) -> None:
    answer = await call(method, commands=[START], scope=scope)
    assert answer["description"] == f"Bad Request: can't parse BotCommandScope: {reason}"


async def test_a_scope_is_the_same_however_its_numbers_are_written(call: Call) -> None:
    await call("setMyCommands", commands=[START], scope={"type": "chat", "chat_id": "7"})
    assert (await call("getMyCommands", scope={"type": "chat", "chat_id": 7}))["result"] == [START]
    await call("setMyCommands", commands=_named("b"), scope={"type": "chat_administrators", "chat_id": "@channel"})
    found = await call("getMyCommands", scope={"chat_id": "@channel", "type": "chat_administrators"})
    assert found["result"] == _named("b")


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
