"""A person in a chat with the bot, for tests and for the chat page: writes, sends, presses, waits."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from bot.sandbox.chats.callbacks import CallbackQuery
from bot.sandbox.chats.conversations import Conversation
from bot.sandbox.chats.entities import find_entities
from bot.sandbox.chats.messages import Content, Media, MediaKind, Message
from bot.sandbox.chats.people import User
from bot.sandbox.chats.pictures import media_type_of, size_of
from bot.sandbox.chats.state import SandboxState

PATIENCE = 60.0  # seconds for what usually takes milliseconds: a machine may be busy

Test = Callable[[Message], object]  # a message that makes it true is the one waited for
_T = TypeVar("_T")


def _any(message: Message) -> bool:
    return True


class Person:
    """Acts as one user in one chat."""

    def __init__(self, state: SandboxState, user: User, conversation: Conversation | None = None) -> None:
        self._state = state
        self.user = user
        self.conversation = conversation or state.open_private_chat(user)
        self._taken: set[int] = set()  # messages that `next_message` has returned

    async def send_text(self, text: str, reply_to: Message | None = None) -> Message:
        """Write a text or a command."""
        return self._post(Content(text, find_entities(text)), reply_to)

    async def send_photo(
        self,
        data: bytes,
        caption: str = "",
        reply_to: Message | None = None,
        media_group: str | None = None,
    ) -> Message:
        """Send a picture as a photo; raise ValueError when the bytes are none that an app would send so."""
        size = size_of(data)
        if size is None:
            raise ValueError("Telegram's apps send these bytes as a file, not as a photo: use send_document.")
        stored = self._state.files.add(data, "photo", "photo.jpg", media_type_of(data))
        return self._send(Media("photo", stored, *size), caption, reply_to, media_group)

    async def send_album(self, photos: Sequence[bytes], caption: str = "") -> list[Message]:
        """Send photos that belong together; the first one carries the caption."""
        group = str(secrets.randbits(53))
        captions = [caption, *[""] * (len(photos) - 1)]
        pairs = zip(photos, captions, strict=True)
        return [await self.send_photo(data, words, media_group=group) for data, words in pairs]

    async def send_document(
        self,
        data: bytes,
        filename: str = "photo.jpg",
        media_type: str | None = None,
        caption: str = "",
        reply_to: Message | None = None,
        media_group: str | None = None,
    ) -> Message:
        """Send bytes as a file; the media type is guessed from the name when None."""
        stored = self._state.files.add(data, "document", filename, media_type)
        return self._send(Media("document", stored), caption, reply_to, media_group)

    async def send_media(
        self, kind: MediaKind, data: bytes, filename: str, caption: str = "", reply_to: Message | None = None
    ) -> Message:
        """Send a video, a voice message, a sticker: whatever the bot has to have an answer for."""
        stored = self._state.files.add(data, kind, filename)
        return self._send(Media(kind, stored, 320, 240), caption, reply_to, None)

    async def forward(self, message: Message) -> Message:
        """Send a message of another chat on."""
        origin = message.origin or message.sender
        return self._state.post(self.conversation, self.user, message.content, origin=origin)

    async def press(self, button: str, message: Message | None = None) -> CallbackQuery:
        """Press the button with this label or callback data, under `message` or the newest message that has it."""
        where = [message] if message else reversed(self.conversation.visible)
        for candidate in where:
            for shown in candidate.buttons:
                if button in (shown["text"], shown.get("callback_data")) and "callback_data" in shown:
                    return self._state.press(candidate, shown["callback_data"], self.user)
        raise LookupError(f"There is no button {button!r} to press. {self._told()}")

    async def edit_text(self, message: Message, text: str) -> None:
        """Change the text of an own message."""
        self._edit(message, text)

    async def edit_caption(self, message: Message, caption: str) -> None:
        """Change the caption of an own message."""
        self._edit(message, caption)

    async def show_profile_photo(self, data: bytes) -> None:
        """Set the profile photo that bots can see."""
        stored = self._state.files.add(data, "photo", "profile.jpg", media_type_of(data))
        self._state.profile_photos[self.user.id] = Media("photo", stored, *(size_of(data) or (0, 0)))

    async def block_bot(self, blocked: bool = True) -> None:
        """Block the bot, or let it write again."""
        self._state.set_blocked(self.conversation, blocked)

    @property
    def received(self) -> list[Message]:
        """The bot's messages in this chat that were not deleted, oldest first."""
        return [message for message in self.conversation.visible if message.sender == self._state.bot]

    def next_message(self, test: Test = _any, timeout: float = PATIENCE) -> Coroutine[Any, Any, Message]:
        """Wait for a message of the bot's that this method has not returned yet; raise TimeoutError."""
        return self._until(lambda: self._take(test), timeout)

    def wait_for(self, test: Test, timeout: float = PATIENCE) -> Coroutine[Any, Any, Message]:
        """Wait until a message of the bot's, old, new or edited, makes `test` true; raise TimeoutError."""
        return self._until(lambda: next(filter(test, reversed(self.received)), None), timeout)

    async def _until(self, find: Callable[[], _T | None], seconds: float) -> _T:
        with self._state.events.listen() as events:
            try:
                async with asyncio.timeout(seconds):
                    while (found := find()) is None:
                        await events.get()
            except TimeoutError:
                raise TimeoutError(f"No such message within {seconds} s. {self._told()}") from None
            return found

    def _take(self, test: Test) -> Message | None:
        for message in self.received:
            if message.message_id not in self._taken and test(message):
                self._taken.add(message.message_id)
                return message
        return None

    def _send(self, media: Media, caption: str, reply_to: Message | None, album: str | None) -> Message:
        return self._post(Content(caption, find_entities(caption), media), reply_to, album)

    def _post(self, content: Content, reply_to: Message | None, album: str | None = None) -> Message:
        return self._state.post(self.conversation, self.user, content, reply_to, album)

    def _edit(self, message: Message, text: str) -> None:
        self._state.edit(message, replace(message.content, text=text, entities=find_entities(text)))

    def _told(self) -> str:
        lines = [f"  {message.message_id}: {message.kind} {message.content.text!r}" for message in self.received]
        return "The bot has said:\n" + "\n".join(lines) if lines else "The bot has said nothing."
