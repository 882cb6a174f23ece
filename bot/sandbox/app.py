"""Puts the sandbox together: the Bot API for the bot, the chat page for the person."""

from __future__ import annotations

from aiohttp import web

from bot.sandbox.api import BotApi
from bot.sandbox.chat_page import ChatPage
from bot.sandbox.guard import only_from_here
from bot.sandbox.person import Person
from bot.sandbox.state import SandboxState


def build_app(state: SandboxState, person: Person) -> web.Application:
    """Return the web application that serves `state` to its bot and to `person`."""
    app = web.Application(middlewares=[only_from_here])
    app.add_routes(BotApi(state).routes())
    app.add_routes(ChatPage(state, person).routes())

    async def end_waiting(_: web.Application) -> None:
        state.close()

    app.on_shutdown.append(end_waiting)
    return app
