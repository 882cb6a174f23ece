"""Users and chats, as the Bot API shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.sandbox.errors import Json

ChatType = Literal["private", "group", "supergroup"]


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    is_bot: bool = False
    username: str | None = None
    language_code: str | None = None  # IETF tag of the app's language, as "en"

    def as_json(self) -> Json:
        """Return the Bot API's User."""
        optional = {"username": self.username, "language_code": self.language_code}
        known = {name: value for name, value in optional.items() if value is not None}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name, **known}


ANONYMOUS_ADMIN = User(1_087_968_824, "Group", is_bot=True, username="GroupAnonymousBot")  # as Telegram shows one


@dataclass(frozen=True, slots=True)
class Chat:
    """A private chat or a group; groups have negative ids, as on Telegram."""

    id: int
    type: ChatType
    name: str  # title of a group, first name of a person
    username: str | None = None

    def as_json(self) -> Json:
        """Return the Bot API's Chat."""
        named = {"first_name" if self.type == "private" else "title": self.name}
        username = {"username": self.username} if self.username else {}
        return {"id": self.id, "type": self.type, **named, **username}
