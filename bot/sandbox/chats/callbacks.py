"""Presses of inline buttons and the bot's answers to them."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field

from bot.sandbox.chats.messages import Message
from bot.sandbox.chats.people import User
from bot.sandbox.errors import Json


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot answered to a press."""

    text: str = ""
    show_alert: bool = False
    url: str = ""


@dataclass(eq=False, slots=True)
class CallbackQuery:
    """One press; the button spins until it is answered."""

    sender: User
    message: Message
    data: str
    date: float  # Unix time in seconds
    id: str = field(default_factory=lambda: str(secrets.randbits(62)))
    answer: Answer | None = None
    _answered: asyncio.Event = field(default_factory=asyncio.Event)

    def give(self, answer: Answer) -> None:
        """Take the bot's answer."""
        self.answer = answer
        self._answered.set()

    async def answered(self) -> Answer:
        """Wait for the bot's answer; bound it with `asyncio.timeout`."""
        await self._answered.wait()
        return self.answer or Answer()

    def as_json(self) -> Json:
        """Return the Bot API's CallbackQuery."""
        return {
            "id": self.id,
            "from": self.sender.as_json(),
            "message": self.message.as_json(),
            "chat_instance": str(self.message.chat.id),
            "data": self.data,
        }
