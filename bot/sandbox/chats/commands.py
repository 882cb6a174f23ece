"""The bot's command lists, by scope and language, found as Telegram finds them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from bot.sandbox.chats.people import Chat, User
from bot.sandbox.errors import Json, bad_request
from bot.sandbox.fields import Fields, read_object, to_integer

_NAME = re.compile(r"[a-z0-9_]{1,32}")
_DEFAULT: Json = {"type": "default"}
_MOST = 100  # commands in one list
_WIDE = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
_OF_A_CHAT = frozenset({"chat", "chat_administrators", "chat_member"})


class CommandLists:
    """Keeps one list for each scope and language."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, str], list[Json]] = {}

    def set(self, scope: Json | None, language: str, commands: object) -> None:
        """Replace a list; raise ApiError when Telegram would refuse one of its commands."""
        if not isinstance(commands, list):
            raise bad_request("expected an Array of BotCommand")
        if len(commands) > _MOST:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        checked = [_checked(read_object(command, "BotCommand")) for command in commands]
        self._lists[_key(scope, language)] = checked

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


def read_scope(asked: object) -> Json | None:
    """Return the BotCommandScope that a call brings, None when it brings none; raise ApiError for a bad one."""
    if asked is None:
        return None
    if not isinstance(asked, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    fields = Fields(asked, "BotCommandScope")
    kind = fields.text("type")
    if kind in _WIDE:
        return {"type": kind}
    if kind not in _OF_A_CHAT:
        raise fields.refusal("Unsupported type specified")
    return {"type": kind, "chat_id": _chat_of(fields)} | (
        {"user_id": _user_of(fields)} if kind == "chat_member" else {}
    )


def _chat_of(scope: Fields) -> int | str:
    chat = scope.text("chat_id")
    if not chat:
        raise scope.refusal("Empty chat_id specified")
    number = to_integer(chat)
    return chat if number is None else number  # a name, as "@channel"


def _user_of(scope: Fields) -> int:
    user = scope.integer("user_id")
    if user <= 0:
        raise scope.refusal("Invalid user_id specified")
    return user


def _scopes(user: User, chat: Chat) -> Iterator[Json]:
    private = chat.type == "private"
    if not private:
        yield {"type": "chat_member", "chat_id": chat.id, "user_id": user.id}
    yield {"type": "chat", "chat_id": chat.id}
    yield {"type": "all_private_chats" if private else "all_group_chats"}
    yield _DEFAULT


def _key(scope: Json | None, language: str) -> tuple[str, str]:
    return json.dumps(scope or _DEFAULT, sort_keys=True), language


def _checked(command: Fields) -> Json:
    name, description = command.text("command").removeprefix("/"), command.text("description")
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
