"""Updates that are brought to the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from aiohttp import web

from bot.sandbox.chats.webhook import HEADER
from bot.sandbox.server import Sandbox

Call = Callable[..., Coroutine[Any, Any, Any]]


async def test_updates_are_brought_again_until_the_webhook_takes_them(call: Call, sandbox: Sandbox) -> None:
    came: list[tuple[str, str]] = []

    async def take(request: web.Request) -> web.Response:
        text = (await request.json())["message"]["text"]
        came.append((text, request.headers[HEADER]))
        return web.Response(status=503 if len(came) == 1 else 200)

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        assert (await call("setWebhook", url=url, secret_token="s3", max_connections=2))["result"] is True
        assert (await call("getUpdates"))["error_code"] == 409
        for text in ("first", "second"):
            await sandbox.person.send_text(text)
        for _ in range(3000):
            if not len(sandbox.state.updates):
                break
            await asyncio.sleep(0.01)
    finally:
        info = (await call("getWebhookInfo"))["result"]
        await call("deleteWebhook")
        await runner.cleanup()

    assert came == [("first", "s3"), ("first", "s3"), ("second", "s3")]  # one chat: in order
    assert (info["url"], info["max_connections"], info["pending_update_count"]) == (url, 2, 0)
    assert info["last_error_message"] == "Wrong response from the webhook: 503"
