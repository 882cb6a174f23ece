"""Which messages a handler is for."""

from __future__ import annotations

from collections.abc import Collection

from telegram import Message
from telegram.ext import filters

from bot.handlers.message import author_of, read_command
from bot.jobs.photos import find_photo


class Command(filters.MessageFilter):
    """Messages whose text or caption is the command /name, for this bot; any command when no name is given.

    PTB's own filter looks at texts only, and wants the entities that some Bot API servers leave out.
    """

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=f"Command({name})")
        self._command = name

    def filter(self, message: Message) -> bool:
        """Return whether a message is this command."""
        command = read_command(message.text or message.caption, message.get_bot().username)
        return command is not None and self._command in (None, command.name)


class Picture(filters.MessageFilter):
    """Messages that hold a picture, as a photo or as a file."""

    def filter(self, message: Message) -> bool:
        """Return whether a message holds a picture."""
        return find_photo(message) is not None


class WrittenBy(filters.MessageFilter):
    """Messages of some people; to all others a command of admins does not exist."""

    def __init__(self, people: Collection[int]) -> None:
        super().__init__(name="WrittenBy")
        self._people = people

    def filter(self, message: Message) -> bool:
        """Return whether one of them wrote a message."""
        return author_of(message) in self._people
