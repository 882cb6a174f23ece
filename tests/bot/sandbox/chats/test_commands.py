"""Command lists by scope and language, and which of them a person sees."""

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
