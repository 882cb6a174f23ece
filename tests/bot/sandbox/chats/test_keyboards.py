"""Inline keyboards, and those that Telegram refuses."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

Call = Callable[..., Coroutine[Any, Any, Any]]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ({}, 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
        ([["x"]], "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        ([[{"callback_data": "x"}]], 'can\'t parse inline keyboard button: Field "text" must be non-empty'),
        (
            [[{"text": "x"}]],
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ([[{"text": [1], "url": "x"}]], 'can\'t parse inline keyboard button: Field "text" must be of type String'),
        (
            [[{"text": "x", "callback_data": [1]}]],
            'can\'t parse inline keyboard button: Field "callback_data" must be of type String',
        ),
        (
            [[{"text": "x", "copy_text": "y"}]],
            'can\'t parse inline keyboard button: Field "copy_text" must be of type Object',
        ),
        ([[{"text": "x", "callback_data": ""}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "x", "callback_data": "é" * 33}]], "BUTTON_DATA_INVALID"),
    ],
)
async def test_bad_keyboards_are_refused(act: Call, rows: object, reason: str) -> None:
    markup = {"inline_keyboard": rows}
    assert await act("sendMessage", text="x", reply_markup=markup) == f"Bad Request: {reason}"


async def test_taking_a_reply_keyboard_away_is_allowed(act: Call) -> None:
    assert "reply_markup" not in await act("sendMessage", text="x", reply_markup={"remove_keyboard": True})
