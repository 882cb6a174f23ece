"""Messages as the bot reads them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.sandbox.server import Sandbox

Call = Callable[..., Coroutine[Any, Any, Any]]


@pytest.mark.parametrize("kind", ["video", "animation", "voice", "sticker", "audio"])
async def test_other_media_reach_the_bot_as_what_they_are(call: Call, sandbox: Sandbox, kind: Any) -> None:
    await sandbox.person.send_media(kind, b"data", "thing.mp4", caption="look")
    [update] = (await call("getUpdates"))["result"]
    message = update["message"]
    assert message[kind]["file_size"] == 4
    assert ("document" in message) is (kind == "animation")
