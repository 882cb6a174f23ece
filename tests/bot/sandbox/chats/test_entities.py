"""Telegram's HTML, and commands in plain text."""

from __future__ import annotations

import pytest

from bot.sandbox.chats.entities import check_entities, find_entities, parse_html, units
from bot.sandbox.errors import ApiError


def test_length_is_counted_in_utf16_units() -> None:
    assert units("a😀é") == 4


def test_html_becomes_text_and_entities() -> None:
    text, entities = parse_html('😀 <b>bold <i>both</i></b> &lt;&amp;&#33; <a href="https://x.org/?a=1&amp;b">link</a>')
    assert text == "😀 bold both <&! link"
    assert entities == (
        {"type": "bold", "offset": 3, "length": 9},
        {"type": "italic", "offset": 8, "length": 4},
        {"type": "text_link", "offset": 17, "length": 4, "url": "https://x.org/?a=1&b"},
    )


def test_names_that_telegram_does_not_know_stay_as_they_are() -> None:
    assert parse_html("a &nbsp; b")[0] == "a &nbsp; b"


def test_a_link_to_nowhere_is_plain_text() -> None:
    assert parse_html("<a>x</a>") == ("x", ())


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("é <blink>x</blink>", 'Unsupported start tag "blink" at byte offset 3'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ],
)
def test_bad_markup_is_refused_in_telegrams_words(markup: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(markup)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


def test_commands_and_addresses_are_found_in_plain_text() -> None:
    assert find_entities("/style happy 😀 /help@a_bot see https://x.org/a or 1/2") == (
        {"type": "bot_command", "offset": 0, "length": 6},
        {"type": "bot_command", "offset": 16, "length": 11},
        {"type": "url", "offset": 32, "length": 15},
    )


def test_entities_that_are_no_list_are_overlooked() -> None:
    assert check_entities(5) is None
    assert check_entities([]) == ()


def test_numbers_in_entities_may_be_text() -> None:
    given = [{"type": "text_link", "offset": "0", "length": 2, "url": 5}]
    assert check_entities(given) == ({"type": "text_link", "offset": 0, "length": 2, "url": "5"},)


@pytest.mark.parametrize(
    ("entity", "reason"),
    [
        (5, "can't parse MessageEntity: expected an Object"),
        ({"type": "bold"}, "can't parse MessageEntity: Can't find field \"offset\""),
        ({"type": "bold", "offset": 0}, "can't parse MessageEntity: Can't find field \"length\""),
        ({"offset": 0, "length": 1}, "can't parse MessageEntity: Can't find field \"type\""),
        (
            {"type": "bold", "offset": "a", "length": 1},
            'can\'t parse MessageEntity: Field "offset" must be a valid Number',
        ),
        ({"type": "zzz", "offset": 0, "length": 1}, "can't parse MessageEntity: Unsupported type specified"),
        ({"type": "text_link", "offset": 0, "length": 1}, "can't parse MessageEntity: Can't find field \"url\""),
        ({"type": "bold", "offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
        ({"type": "bold", "offset": 0, "length": -1}, "receive an entity with incorrect length -1"),
    ],
)
def test_bad_entities_are_refused_in_telegrams_words(entity: object, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        check_entities([entity])
    assert refusal.value.description == f"Bad Request: {reason}"
