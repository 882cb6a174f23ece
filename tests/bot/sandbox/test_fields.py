"""Fields of objects: what Telegram takes for a text, a number or a yes, and how it refuses the rest."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.sandbox.errors import ApiError
from bot.sandbox.fields import Fields, read_object, to_integer


@pytest.mark.parametrize(
    ("value", "number"),
    [(5, 5), ("5", 5), ("-5", -5), ("x", None), ("", None), (True, None), (1.5, None), (None, None)],
)
def test_a_number_may_be_written_as_text(value: object, number: int | None) -> None:
    assert to_integer(value) == number


def test_texts_numbers_and_flags_are_read_leniently() -> None:
    fields = Fields({"name": 5, "count": "7", "on": True})

    assert fields.text("name") == "5"
    assert fields.integer("count") == 7
    assert fields.flag("on") is True


def test_what_is_missing_has_its_default() -> None:
    fields = Fields({})

    assert fields.text("caption", "none") == "none"
    assert fields.flag("on") is False


@pytest.mark.parametrize(
    ("read", "reason"),
    [
        (lambda fields: fields.text("gone"), 'Can\'t find field "gone"'),
        (lambda fields: fields.integer("gone"), 'Can\'t find field "gone"'),
        (lambda fields: fields.text("list"), 'Field "list" must be of type String'),
        (lambda fields: fields.text("list", "default"), 'Field "list" must be of type String'),
        (lambda fields: fields.text("yes"), 'Field "yes" must be of type String'),
        (lambda fields: fields.integer("yes"), 'Field "yes" must be a Number'),
        (lambda fields: fields.integer("half"), 'Field "half" must be a valid Number'),
        (lambda fields: fields.integer("word"), 'Field "word" must be a valid Number'),
        (lambda fields: fields.flag("word"), 'Field "word" must be of type Boolean'),
    ],
)
def test_a_wrong_field_is_refused_with_the_name_of_its_object(read: Callable[[Fields], object], reason: str) -> None:
    values = {"list": [1], "yes": True, "half": 1.5, "word": "x"}

    with pytest.raises(ApiError) as named:
        read(Fields(values, "InputMedia"))
    with pytest.raises(ApiError) as nameless:
        read(Fields(values))

    assert named.value.description == f"Bad Request: can't parse InputMedia: {reason}"
    assert nameless.value.description == f"Bad Request: {reason[0].lower()}{reason[1:]}"


def test_what_is_no_object_has_no_fields() -> None:
    assert read_object({"a": "b"}, "InputMedia").text("a") == "b"
    with pytest.raises(ApiError, match="can't parse InputMedia: expected an Object"):
        read_object([1], "InputMedia")
