"""One chat with its members, its messages and what the bot is doing in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from bot.sandbox.chats.messages import Message
from bot.sandbox.chats.people import Chat, User

ACTION_SECONDS = 5  # that a chat action is shown


@dataclass(frozen=True, slots=True)
class ChatAction:
    """What the bot said it was doing, as "upload_photo", and when."""

    action: str
    date: float  # Unix time in seconds

    def shows(self, now: float) -> bool:
        """Return whether people still see it."""
        return now < self.date + ACTION_SECONDS


@dataclass(eq=False, slots=True)
class Conversation:
    """All that belongs to one chat."""

    chat: Chat
    members: list[User]
    ids: count[int]  # private chats and groups of one bot share theirs, a supergroup has its own
    messages: dict[int, Message] = field(default_factory=dict)
    actions: list[ChatAction] = field(default_factory=list)  # all so far, for tests
    acting: bool = False  # whether nothing came after the last action
    blocked: bool = False  # the person blocked the bot, or the bot is no longer in the group

    def find(self, message_id: int) -> Message | None:
        """Return the message with this id unless it was deleted."""
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message

    @property
    def visible(self) -> list[Message]:
        """The messages that were not deleted, oldest first."""
        return [message for message in self.messages.values() if not message.deleted]

    def action(self, now: float) -> str | None:
        """Return what the bot is doing just now, if it said so."""
        last = self.actions[-1] if self.acting else None
        return last.action if last and last.shows(now) else None
