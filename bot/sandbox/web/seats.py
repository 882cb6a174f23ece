"""The seats at the chat page: who acts, and in which chat. One person alone, or one of several in a group."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.sandbox.chats.people import User
from bot.sandbox.chats.state import SandboxState
from bot.sandbox.errors import Json
from bot.sandbox.person import Person

ALONE = "you"  # the seat in the private chat
GROUP_ID, GROUP_TITLE = -1_000_700_000_001, "Friends"
OTHERS = (User(700_900_001, "Ada", language_code="de"), User(700_900_002, "Bo", language_code="es"))
_CODE = re.compile(r"[a-z]{2,3}(-[a-z]{2,4})?")  # as Telegram's apps tell their language


@dataclass(frozen=True, slots=True)
class Seat:
    """One of the seats."""

    name: str
    label: str  # as the page shows it
    person: Person


class Seats:
    """All seats; the group is founded when somebody first sits down in it."""

    def __init__(self, state: SandboxState, you: Person) -> None:
        self._state, self._alone = state, Seat(ALONE, "You, alone with the bot", you)
        self._in_group: dict[str, Seat] = {}

    @property
    def labels(self) -> list[Json]:
        """What there is to choose from."""
        users = (self._alone.person.user, *OTHERS)
        group = [{"name": _name_of(user), "label": _label_of(user)} for user in users]
        return [{"name": ALONE, "label": self._alone.label}, *group]

    def find(self, name: str) -> Seat:
        """Return the seat of this name; the private one when there is none."""
        if not self._in_group and name.startswith("group-"):
            self._found_group()
        return self._in_group.get(name, self._alone)

    def set_language(self, seat: Seat, code: str) -> None:
        """Change the language of a person's app; raise ValueError for what is no code of a language."""
        if not _CODE.fullmatch(code):
            raise ValueError(f"{code!r} is no code of a language")
        for each in (self._alone, *self._in_group.values()):
            if each.person.user.id == seat.person.user.id:
                each.person.user = replace(each.person.user, language_code=code)
        self._state.events.publish("commands")

    def _found_group(self) -> None:
        members = [self._alone.person.user, *OTHERS]
        group = self._state.open_group(GROUP_ID, GROUP_TITLE, members)
        for user in members:
            seat = Seat(_name_of(user), _label_of(user), Person(self._state, user, group))
            self._in_group[seat.name] = seat


def _name_of(user: User) -> str:
    return f"group-{user.first_name.lower()}"


def _label_of(user: User) -> str:
    return f"{user.first_name}, in the group {GROUP_TITLE}"
