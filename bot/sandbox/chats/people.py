"""People and chats; who the bot is in the sandbox, and which tokens are tokens."""

from __future__ import annotations

import re
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


TOKEN_FORM = re.compile(r"[1-9]\d{0,15}:[A-Za-z0-9_-]{35}")
# Not a secret: it opens nothing but a sandbox on this machine.
SANDBOX_TOKEN = ":".join(("2025000001", "sandbox-token-opens-nothing-at-all_"))


def is_token(token: str) -> bool:
    """Return whether `token` has the form of Telegram's bot tokens."""
    return TOKEN_FORM.fullmatch(token) is not None


def bot_of(token: str) -> User:
    """Return the bot that owns `token`; its id is the number in front of the colon."""
    return User(id=int(token.partition(":")[0]), first_name="emostyle", username="emostyle_sandbox_bot", is_bot=True)
