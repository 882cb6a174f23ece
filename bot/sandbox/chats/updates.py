"""The updates that wait for the bot, handed out by getUpdates as Telegram does it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence

from bot.sandbox.errors import Json, conflict

LONGEST_POLL = 50  # seconds
BATCH = 100  # updates in one answer
_NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class UpdateQueue:
    """Keeps updates until a getUpdates with a higher offset confirms them."""

    def __init__(self) -> None:
        self._waiting: deque[Json] = deque()
        self._next_id = 100_000_001
        self._poll: asyncio.Future[None] | None = None
        self.changed = asyncio.Event()  # something waits, or no longer does; who waits for it clears it
        self._allowed: frozenset[str] | None = None  # None: all but the rare kinds

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def waiting(self) -> tuple[Json, ...]:
        """What is not confirmed, oldest first."""
        return tuple(self._waiting)

    def confirm(self, update_id: int) -> None:
        """Forget one update: a webhook took it."""
        self._waiting = deque(update for update in self._waiting if update["update_id"] != update_id)

    @property
    def allowed(self) -> list[str]:
        """The kinds of updates that the bot asked for; empty means Telegram's default."""
        return sorted(self._allowed or ())

    def allow(self, kinds: Sequence[str]) -> None:
        """Take up only these kinds from now on; none given means Telegram's default."""
        self._allowed = frozenset(kinds) or None

    def add(self, kind: str, payload: Json) -> None:
        """Queue an update of this kind, if the bot wants that kind."""
        wanted = kind not in _NOT_BY_DEFAULT if self._allowed is None else kind in self._allowed
        if not wanted:
            return
        self._waiting.append({"update_id": self._next_id, kind: payload})
        self._next_id += 1
        self.changed.set()
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def clear(self) -> None:
        """Forget all that waits."""
        self._waiting.clear()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """Confirm what is below `offset` and return up to `limit` updates, waiting `seconds` for the first one.

        A poll that is under way elsewhere ends with 409; there is only one receiver.
        """
        self.end_poll("terminated by other getUpdates request; make sure that only one bot instance is running")
        self._confirm(offset)
        if not self._waiting and seconds > 0:
            await self._wait(seconds)
        return [self._waiting[i] for i in range(min(limit, len(self._waiting)))]

    def end_poll(self, reason: str) -> None:
        """End a poll that is under way with 409."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(conflict(reason))

    def close(self) -> None:
        """End a poll that is under way, with nothing."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    async def _wait(self, seconds: float) -> None:
        self._poll = poll = asyncio.get_running_loop().create_future()
        done, _ = await asyncio.wait({poll}, timeout=seconds)
        if done:
            poll.result()
        else:
            poll.cancel()

    def _confirm(self, offset: int) -> None:
        if offset < 0:  # the last -offset updates; everything before them is forgotten
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        while self._waiting and self._waiting[0]["update_id"] < offset:
            self._waiting.popleft()
