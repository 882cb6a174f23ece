"""Faults on order, as the bot meets them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from bot.sandbox.errors import forbidden
from bot.sandbox.server import Sandbox

Call = Callable[..., Coroutine[Any, Any, Any]]


async def test_a_429_tells_how_long_to_wait_and_ends(call: Call, sandbox: Sandbox) -> None:
    sandbox.faults.too_many_requests("sendMessage", times=2, retry_after=7)
    answers = [await call("sendMessage", chat_id=sandbox.person.user.id, text="hi") for _ in range(3)]
    assert answers[0] == answers[1]
    assert answers[0]["description"] == "Too Many Requests: retry after 7"
    assert answers[0]["parameters"] == {"retry_after": 7}
    assert answers[2]["ok"] is True
    assert [record.error is None for record in sandbox.calls_of("sendMessage")] == [False, False, True]
    assert len(sandbox.person.received) == 1


async def test_other_errors_come_on_order(call: Call, sandbox: Sandbox) -> None:
    sandbox.faults.bad_gateway("*")
    sandbox.faults.refuse("getMe", forbidden("bot was blocked by the user"))
    assert (await call("getMe"))["error_code"] == 502
    assert (await call("getMe"))["error_code"] == 403


async def test_clearing_releases_what_hangs(call: Call, sandbox: Sandbox) -> None:
    sandbox.faults.hang("getMe", times=5)
    hanging = asyncio.create_task(call("getMe"))
    assert (await call("getMyCommands"))["ok"] is True
    sandbox.faults.clear()
    assert (await hanging)["ok"] is True
    assert (await call("getMe"))["ok"] is True
