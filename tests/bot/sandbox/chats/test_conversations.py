"""What one chat holds and shows."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from bot.sandbox.server import Sandbox

Call = Callable[..., Coroutine[Any, Any, Any]]


async def test_an_action_shows_for_five_seconds_or_until_a_message(act: Call, sandbox: Sandbox) -> None:
    conversation = sandbox.person.conversation
    assert await act("sendChatAction", action="upload_photo") is True
    [shown] = conversation.actions
    assert conversation.action(shown.date + 4.9) == "upload_photo"
    assert conversation.action(shown.date + 5.1) is None
    await act("sendMessage", text="done")
    assert conversation.action(shown.date) is None


async def test_a_deleted_message_is_neither_found_nor_seen(sandbox: Sandbox) -> None:
    conversation = sandbox.person.conversation
    gone, stays = await sandbox.person.send_text("gone"), await sandbox.person.send_text("stays")

    sandbox.state.delete(gone)

    assert conversation.visible == [stays]
    assert conversation.find(gone.message_id) is None
    assert conversation.find(stays.message_id) is stays
