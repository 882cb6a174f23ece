"""Puts the sandbox together: the Bot API for the bot, the chat page for the person, on this machine only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from bot.sandbox.bot_api.http import BotApi
from bot.sandbox.chats.state import SandboxState
from bot.sandbox.person import Person
from bot.sandbox.web.chat_page import ChatPage

_HERE = frozenset({"127.0.0.1", "localhost", "::1"})
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def only_from_here(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Refuse requests under a foreign host name (DNS rebinding) or from a foreign page (forged requests)."""
    if urlsplit(f"//{request.host}").hostname not in _HERE:
        raise web.HTTPForbidden(text="This sandbox answers to 127.0.0.1 and localhost only.\n")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        raise web.HTTPForbidden(text="This sandbox takes requests from its own page only.\n")
    return await handler(request)


def build_app(state: SandboxState, person: Person) -> web.Application:
    """Return the web application that serves `state` to its bot and to `person`."""
    app = web.Application(middlewares=[only_from_here])
    app.add_routes(BotApi(state).routes())
    app.add_routes(ChatPage(state, person).routes())

    async def end_waiting(_: web.Application) -> None:
        state.close()

    app.on_shutdown.append(end_waiting)
    return app
