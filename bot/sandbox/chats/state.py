"""All that a sandbox knows: chats, files, updates, and what happens to them."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bot.sandbox.chats.callbacks import Answer, CallbackQuery
from bot.sandbox.chats.commands import CommandLists
from bot.sandbox.chats.conversations import ChatAction, Conversation
from bot.sandbox.chats.events import Events
from bot.sandbox.chats.faults import Faults
from bot.sandbox.chats.files import FileStore
from bot.sandbox.chats.messages import Content, Media, Message
from bot.sandbox.chats.people import SANDBOX_TOKEN, Chat, User, bot_of
from bot.sandbox.chats.updates import UpdateQueue
from bot.sandbox.chats.webhook import Courier
from bot.sandbox.errors import ApiError, Json

ANSWER_SECONDS = 60.0  # after a press, in which the bot can answer it
_CALLS_KEPT = 10_000


@dataclass(slots=True)
class RecordedCall:
    """One call that the bot made."""

    method: str  # lower case
    fields: dict[str, Any]
    uploads: dict[str, int] = field(default_factory=dict)  # bytes by name
    error: ApiError | None = None  # the refusal, if it was refused


class SandboxState:
    """The world of one bot; everything happens through these methods and is told to `events`."""

    def __init__(self, token: str = SANDBOX_TOKEN) -> None:
        self.token = token
        self.bot = bot_of(token)
        self.files = FileStore()
        self.updates = UpdateQueue()
        self.courier = Courier(self.updates)
        self.events = Events()
        self.faults = Faults()
        self.commands = CommandLists()
        self.about: dict[tuple[str, str], str] = {}  # (name, description ...; language) -> text
        self.profile_photos: dict[int, Media] = {}  # by user
        self.calls: deque[RecordedCall] = deque(maxlen=_CALLS_KEPT)
        self.conversations: dict[int, Conversation] = {}
        self.callbacks: dict[str, CallbackQuery] = {}
        self.answer_seconds = ANSWER_SECONDS
        self._shared_ids = count(1)

    def open_private_chat(self, user: User) -> Conversation:
        """Return the chat of the bot with `user`; it has the user's id, as on Telegram."""
        chat = Chat(user.id, "private", user.first_name, user.username)
        return self.conversations.setdefault(chat.id, Conversation(chat, [user], self._shared_ids))

    def open_group(self, chat_id: int, title: str, members: list[User]) -> Conversation:
        """Add a group; an id below -1000000000000 makes it a supergroup that counts its messages itself."""
        large = chat_id < -1_000_000_000_000
        chat = Chat(chat_id, "supergroup" if large else "group", title)
        self.conversations[chat_id] = Conversation(chat, members, count(1) if large else self._shared_ids)
        return self.conversations[chat_id]

    def post(
        self,
        conversation: Conversation,
        sender: User,
        content: Content,
        reply_to: Message | None = None,
        album: str | None = None,
        origin: User | None = None,
    ) -> Message:
        """Put a message into a chat; a person's message goes to the bot as an update."""
        message_id = next(conversation.ids)
        message = Message(conversation.chat, message_id, sender, int(time.time()), content, reply_to, album)
        message.origin = origin
        conversation.messages[message_id] = message
        if sender == self.bot:
            conversation.acting = False  # a message ends what the chat showed
        self._tell("message", message)
        return message

    def edit(self, message: Message, content: Content) -> None:
        """Replace the content of a message."""
        message.content = content
        message.edited = int(time.time())
        self._tell("edited_message", message)

    def delete(self, message: Message) -> None:
        """Remove a message from its chat."""
        message.deleted = True
        self.events.publish("deleted", message=message)

    def react(self, message: Message, emoji: tuple[str, ...]) -> None:
        """Replace the bot's reactions under a message."""
        message.reactions = emoji
        self.events.publish("reaction", message=message)

    def show_action(self, conversation: Conversation, action: str) -> None:
        """Show for five seconds what the bot is doing."""
        conversation.actions.append(ChatAction(action, time.time()))
        conversation.acting = True
        self.events.publish("action", chat_id=conversation.chat.id, action=action)

    def press(self, message: Message, data: str, sender: User) -> CallbackQuery:
        """Press the button with this callback data; the bot gets a callback query."""
        query = CallbackQuery(sender, message, data, time.time())
        self.callbacks[query.id] = query
        self.updates.add("callback_query", query.as_json())
        self.events.publish("pressed", query=query)
        return query

    def answer(self, query: CallbackQuery, answer: Answer) -> None:
        """Give the bot's answer to whoever pressed."""
        del self.callbacks[query.id]
        query.give(answer)
        self.events.publish("answer", query=query)

    def set_blocked(self, conversation: Conversation, blocked: bool) -> None:
        """Let the person block or unblock the bot; the bot is told by `my_chat_member`."""
        conversation.blocked = blocked
        self.updates.add("my_chat_member", self._membership(conversation, was=not blocked, now=blocked))

    def close(self) -> None:
        """End all that waits."""
        self.faults.clear()
        self.courier.close()
        self.updates.close()
        self.events.close()

    def _tell(self, kind: str, message: Message) -> None:
        if message.sender != self.bot and self._bot_sees(message):
            self.updates.add(kind, message.as_json())
        self.events.publish(kind, message=message)

    def _bot_sees(self, message: Message) -> bool:
        """In groups a bot sees replies to it and commands for it: privacy mode is on by default."""
        if message.chat.type == "private" or (message.reply_to and message.reply_to.sender == self.bot):
            return True
        first = (message.text or " ").split()[:1]
        name, _, addressee = first[0].partition("@") if first else ("", "", "")
        return name.startswith("/") and addressee in ("", self.bot.username)

    def _membership(self, conversation: Conversation, was: bool, now: bool) -> Json:
        states = [{"user": self.bot.as_json(), "status": _status(blocked)} for blocked in (was, now)]
        return {
            "chat": conversation.chat.as_json(),
            "from": conversation.members[0].as_json(),
            "date": int(time.time()),
            "old_chat_member": states[0],
            "new_chat_member": states[1],
        }


def _status(blocked: bool) -> str:
    return "kicked" if blocked else "member"
