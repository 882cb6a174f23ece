"""The webhook of the bot: brings updates to it, each until it was taken, those of one chat one after the other."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

import aiohttp

from bot.sandbox.chats.updates import UpdateQueue
from bot.sandbox.errors import Json

HEADER = "X-Telegram-Bot-Api-Secret-Token"
CONNECTIONS = 40  # at once, unless the bot asks for another number
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0  # seconds before an update that was not taken is brought again
ANSWER_SECONDS = 60.0  # for the bot to answer


@dataclass(frozen=True, slots=True)
class Hook:
    """Where the bot wants its updates, and how."""

    url: str
    secret: str = ""
    connections: int = CONNECTIONS


class Courier:
    """Brings updates to the webhook, if there is one."""

    def __init__(self, updates: UpdateQueue) -> None:
        self._updates = updates
        self._running: asyncio.Task[None] | None = None
        self._busy: dict[asyncio.Task[None], tuple[int, object]] = {}  # which update of which chat each brings
        self.hook: Hook | None = None
        self.last_error: tuple[int, str] | None = None  # Unix time and what was wrong

    def set(self, hook: Hook | None) -> None:
        """Bring updates there from now on; None: nowhere."""
        self.close()
        self.hook, self.last_error = hook, None
        if hook is not None:
            self._running = asyncio.create_task(self._run(hook))

    def close(self) -> None:
        """Bring nothing any more; what was not taken waits."""
        if self._running is not None:
            self._running.cancel()
            self._running = None

    async def _run(self, hook: Hook) -> None:
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            try:
                while True:
                    self._updates.changed.clear()
                    for update in self._next(hook.connections):
                        task = asyncio.create_task(self._bring(hook, session, update))
                        self._busy[task] = (update["update_id"], chat_of(update))
                        task.add_done_callback(self._done)
                    await self._updates.changed.wait()
            finally:
                tasks = list(self._busy)
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    def _next(self, connections: int) -> list[Json]:
        """Return the updates that may be brought now."""
        chats = {chat for _, chat in self._busy.values()}
        found: list[Json] = []
        for update in self._updates.waiting:
            if len(self._busy) + len(found) >= connections:
                break
            if (chat := chat_of(update)) not in chats:
                chats.add(chat)
                found.append(update)
        return found

    def _done(self, task: asyncio.Task[None]) -> None:
        del self._busy[task]
        self._updates.changed.set()

    async def _bring(self, hook: Hook, session: aiohttp.ClientSession, update: Json) -> None:
        """Bring one update until it is taken or forgotten."""
        pause = FIRST_PAUSE
        while update in self._updates.waiting:
            problem = await _post(hook, session, update)
            if problem is None:
                self._updates.confirm(update["update_id"])
                return
            self.last_error = (int(time.time()), problem)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


async def _post(hook: Hook, session: aiohttp.ClientSession, update: Json) -> str | None:
    """Return what is wrong with the answer, None when the update was taken."""
    headers = {HEADER: hook.secret} if hook.secret else {}
    try:
        async with session.post(hook.url, json=update, headers=headers, allow_redirects=False) as answer:
            await answer.read()
            return None if answer.ok and answer.status < 300 else f"Wrong response from the webhook: {answer.status}"
    except TimeoutError:
        return "Read timeout expired"
    except aiohttp.ClientError:
        return "Connection refused"


def chat_of(update: Json) -> object:
    """Return what tells the updates of a chat from others; those without a chat are all alike."""
    body: Json = next((value for value in update.values() if isinstance(value, dict)), {})
    return (body.get("message") or body).get("chat", {}).get("id")
