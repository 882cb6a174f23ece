"""Fields of the objects inside a call, read as leniently and refused in the same words as by Telegram."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.errors import ApiError, Json, bad_request


def to_integer(value: object) -> int | None:
    """Return a number, or a text that holds one, as an integer; None for all else."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    try:
        return int(value)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one object; `kind`, as "InputMedia", words the refusals."""

    values: Json
    kind: str = ""  # empty for an object that Telegram does not name when it refuses

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; raise ApiError when it is none, or is missing and has no default."""
        if name not in self.values and default is not None:
            return default
        value = self._required(name)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self.refusal(f'Field "{name}" must be of type String')
        return str(value)

    def integer(self, name: str) -> int:
        """Return a number; raise ApiError when it is none or missing."""
        value = self._required(name)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self.refusal(f'Field "{name}" must be a Number')
        number = to_integer(value)
        if number is None:
            raise self.refusal(f'Field "{name}" must be a valid Number')
        return number

    def flag(self, name: str) -> bool:
        """Return a yes or no, no when it is missing; raise ApiError when it is neither."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            raise self.refusal(f'Field "{name}" must be of type Boolean')
        return value

    def refusal(self, reason: str) -> ApiError:
        """Return the refusal of the object for this reason."""
        if self.kind:
            return bad_request(f"can't parse {self.kind}: {reason}")
        return bad_request(reason[:1].lower() + reason[1:])

    def _required(self, name: str) -> object:
        if name not in self.values:
            raise self.refusal(f'Can\'t find field "{name}"')
        return self.values[name]


def read_object(value: object, kind: str) -> Fields:
    """Return the fields of an object of this kind; raise ApiError when it is no object."""
    if not isinstance(value, dict):
        raise bad_request(f"can't parse {kind}: expected an Object")
    return Fields(value, kind)
