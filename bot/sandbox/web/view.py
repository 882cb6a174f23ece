"""What the page shows of a chat from one seat."""

from __future__ import annotations

import time
from dataclasses import dataclass

from bot.sandbox.chats.callbacks import CallbackQuery
from bot.sandbox.chats.messages import Message
from bot.sandbox.chats.state import SandboxState
from bot.sandbox.errors import Json
from bot.sandbox.web.seats import Seat, Seats


@dataclass(frozen=True, slots=True)
class View:
    """The chat as one person sees it."""

    state: SandboxState
    seats: Seats
    seat: Seat

    def whole_chat(self) -> Json:
        """Return everything that the page needs to begin."""
        person = self.seat.person
        return {
            "type": "chat",
            "bot": self.state.bot.as_json(),
            "chat": person.conversation.chat.as_json(),
            "me": person.user.as_json(),
            "seat": self.seat.name,
            "seats": self.seats.labels,
            "messages": [self._message(message) for message in person.conversation.visible],
            "commands": self._commands(),
            "action": person.conversation.action(time.time()),
        }

    def shown(self, event: Json) -> Json | None:
        """Return the event as the page reads it, or None when it is about another chat or another person's press."""
        subject = event.get("message") or event.get("query")
        chat_id = event.get("chat_id", self._chat_id)
        if isinstance(subject, Message):
            chat_id, event = subject.chat.id, event | {"message": self._message(subject)}
        elif isinstance(subject, CallbackQuery):
            if subject.sender.id != self.seat.person.user.id:
                return None
            chat_id, event = subject.message.chat.id, event | {"query": _query(subject)}
        if event["type"] == "commands":
            event = event | {"commands": self._commands()}
        return event if chat_id == self._chat_id else None

    @property
    def _chat_id(self) -> int:
        return self.seat.person.conversation.chat.id

    def _message(self, message: Message) -> Json:
        own = message.sender.id == self.seat.person.user.id
        return message.as_json() | {"own": own, "reactions": message.reactions}

    def _commands(self) -> list[Json]:
        return self.state.commands.shown_to(self.seat.person.user, self.seat.person.conversation.chat)


def _query(query: CallbackQuery) -> Json:
    answer = query.answer
    told = {"text": answer.text, "alert": answer.show_alert, "url": answer.url} if answer else {}
    return {"id": query.id, "message_id": query.message.message_id, "data": query.data, **told}
