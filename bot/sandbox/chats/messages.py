"""Messages and what is in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.sandbox.chats.files import StoredFile
from bot.sandbox.chats.people import ANONYMOUS_ADMIN, Chat, User
from bot.sandbox.errors import Json

MediaKind = Literal["photo", "document", "video", "animation", "audio", "voice", "sticker"]
_SIZED = ("photo", "video", "animation", "sticker")  # kinds with width and height
_TIMED = ("video", "animation", "audio", "voice")  # kinds with a duration
_NAMED = ("document", "video", "animation", "audio")  # kinds with a file name


@dataclass(frozen=True, slots=True)
class Media:
    """A file as it stands in a message."""

    kind: MediaKind
    file: StoredFile
    width: int = 0  # pixels, as is the height; 0 where the kind has no size
    height: int = 0

    def as_json(self) -> Json | list[Json]:
        """Return the Bot API's PhotoSize list, Document and so on."""
        body: Json = {
            "file_id": self.file.file_id,
            "file_unique_id": self.file.unique_id,
            "file_size": len(self.file.data),
        }
        if self.kind in _SIZED:
            body |= {"width": self.width, "height": self.height}
        if self.kind == "photo":
            return [body]
        return body | self._details()

    def _details(self) -> Json:
        details: Json = {"mime_type": self.file.media_type} if self.kind != "sticker" else {"type": "regular"}
        if self.kind in _TIMED:
            details["duration"] = 1
        if self.kind in _NAMED:
            details["file_name"] = self.file.name
        if self.kind == "sticker":
            details |= {"is_animated": self.file.name.endswith(".tgs"), "is_video": self.file.name.endswith(".webm")}
        return details


@dataclass(frozen=True, slots=True)
class Content:
    """What an edit can change: the words, the file, the buttons."""

    text: str = ""  # the caption when there is a file
    entities: tuple[Json, ...] = ()
    media: Media | None = None
    keyboard: Json | None = None  # InlineKeyboardMarkup

    def as_json(self) -> Json:
        """Return the part of the Bot API's Message that speaks of the content."""
        words, marks = ("caption", "caption_entities") if self.media else ("text", "entities")
        body: Json = {}
        if self.media:
            body[self.media.kind] = self.media.as_json()
            if self.media.kind == "animation":  # Telegram sets both, for old clients
                body["document"] = self.media.as_json()
        if self.text:
            body[words] = self.text
        if self.entities:
            body[marks] = list(self.entities)
        if self.keyboard:
            body["reply_markup"] = self.keyboard
        return body


@dataclass(eq=False, slots=True)
class Message:
    """One message of a chat; edits replace its content in place."""

    chat: Chat
    message_id: int
    sender: User
    date: int  # Unix time in seconds
    content: Content
    reply_to: Message | None = None
    album: str | None = None
    edited: int | None = None  # Unix time of the last edit
    reactions: tuple[str, ...] = ()  # emoji that the bot put under it
    deleted: bool = False
    origin: User | None = None  # who wrote a forwarded message first

    @property
    def text(self) -> str | None:
        """The text, or None for a message with a file."""
        return None if self.content.media else self.content.text

    @property
    def caption(self) -> str | None:
        """The caption, or None for a message without a file."""
        return self.content.text if self.content.media else None

    @property
    def kind(self) -> str:
        """What the message is: "text", "photo", "document" and so on."""
        return self.content.media.kind if self.content.media else "text"

    @property
    def data(self) -> bytes | None:
        """The bytes of the file, if there is one."""
        return self.content.media.file.data if self.content.media else None

    @property
    def buttons(self) -> list[Json]:
        """The inline buttons, row after row."""
        rows = self.content.keyboard["inline_keyboard"] if self.content.keyboard else []
        return [button for row in rows for button in row]

    def as_json(self, with_reply: bool = True) -> Json:
        """Return the Bot API's Message; a quoted message does not quote again."""
        body: Json = {
            "message_id": self.message_id,
            "from": self.sender.as_json(),
            "chat": self.chat.as_json(),
            "date": self.date,
        }
        if self.sender == ANONYMOUS_ADMIN:
            body["sender_chat"] = self.chat.as_json()
        if self.edited is not None:
            body["edit_date"] = self.edited
        if self.origin is not None:
            body["forward_origin"] = {"type": "user", "sender_user": self.origin.as_json(), "date": self.date}
        if self.album is not None:
            body["media_group_id"] = self.album
        if with_reply and self.reply_to is not None:
            body["reply_to_message"] = self.reply_to.as_json(with_reply=False)
        return body | self.content.as_json()
