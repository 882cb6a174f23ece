"""Runs a sandbox on this machine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import ip_address

from aiohttp import web

from bot.sandbox.app import build_app
from bot.sandbox.chats.faults import Faults
from bot.sandbox.chats.people import SANDBOX_TOKEN, User
from bot.sandbox.chats.state import RecordedCall, SandboxState
from bot.sandbox.person import Person

LOOPBACK = "127.0.0.1"
_SHUTDOWN_SECONDS = 2.0  # for answers under way when the sandbox ends
_YOU = User(id=700_000_001, first_name="You", username="you", language_code="en")


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A running sandbox: where it is and who is in it."""

    url: str  # root without a slash: the value of TELEGRAM_API_URL, and the chat page
    token: str
    state: SandboxState
    person: Person  # the person in the private chat that the page shows

    @property
    def faults(self) -> Faults:
        """Where faults are ordered."""
        return self.state.faults

    def calls_of(self, method: str) -> list[RecordedCall]:
        """Return the bot's calls of this method so far, oldest first."""
        return [call for call in self.state.calls if call.method == method.lower()]

    def new_person(self, first_name: str, language_code: str = "en") -> Person:
        """Return another person in a private chat of their own."""
        user_id = _YOU.id + len(self.state.conversations)
        return Person(self.state, User(user_id, first_name, language_code=language_code))


@asynccontextmanager
async def running_sandbox(
    port: int = 0,
    token: str = SANDBOX_TOKEN,
    host: str = LOOPBACK,
) -> AsyncIterator[Sandbox]:
    """Serve a new sandbox until the block ends; port 0 takes a free one.

    Raises ValueError for a host that other machines could reach, OSError for a port that is in use.
    """
    if not ip_address(host).is_loopback:
        raise ValueError(f"The sandbox has no passwords: it binds to a loopback address only, not to {host}.")
    state = SandboxState(token)
    person = Person(state, _YOU)
    runner = web.AppRunner(build_app(state, person), access_log=None, shutdown_timeout=_SHUTDOWN_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield Sandbox(f"http://{host}:{runner.addresses[0][1]}", token, state, person)
    finally:
        await runner.cleanup()
