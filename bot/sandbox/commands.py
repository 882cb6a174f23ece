"""The bot's command lists, by scope and language, found as Telegram finds them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from bot.sandbox.errors import Json, bad_request
from bot.sandbox.people import Chat, User

_NAME = re.compile(r"[a-z0-9_]{1,32}")
_DEFAULT: Json = {"type": "default"}
_MOST = 100  # commands in one list


class CommandLists:
    """Keeps one list for each scope and language."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, str], list[Json]] = {}

    def set(self, scope: Json | None, language: str, commands: object) -> None:
        """Replace a list; raise ApiError when Telegram would refuse one of its commands."""
        if not isinstance(commands, list) or not all(isinstance(command, dict) for command in commands):
            raise bad_request("expected an Array of BotCommand")
        if len(commands) > _MOST:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self._lists[_key(scope, language)] = [_checked(command) for command in commands]

    def get(self, scope: Json | None, language: str) -> list[Json]:
        """Return exactly the list of this scope and language."""
        return self._lists.get(_key(scope, language), [])

    def delete(self, scope: Json | None, language: str) -> None:
        """Forget the list of this scope and language."""
        self._lists.pop(_key(scope, language), None)

    def shown_to(self, user: User, chat: Chat) -> list[Json]:
        """Return the list that `user` sees in `chat`: the narrowest scope wins, there the user's language."""
        for scope in _scopes(user, chat):
            for language in (user.language_code or "", ""):
                if found := self.get(scope, language):
                    return found
        return []


def _scopes(user: User, chat: Chat) -> Iterator[Json]:
    private = chat.type == "private"
    if not private:
        yield {"type": "chat_member", "chat_id": chat.id, "user_id": user.id}
    yield {"type": "chat", "chat_id": chat.id}
    yield {"type": "all_private_chats" if private else "all_group_chats"}
    yield _DEFAULT


def _key(scope: Json | None, language: str) -> tuple[str, str]:
    return json.dumps(scope or _DEFAULT, sort_keys=True), language


def _checked(command: Json) -> Json:
    name, description = str(command.get("command", "")).removeprefix("/"), str(command.get("description", ""))
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
