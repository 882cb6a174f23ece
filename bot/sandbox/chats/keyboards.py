"""Inline keyboards that bots put under messages, checked as Telegram checks them."""

from __future__ import annotations

from bot.sandbox.errors import Json, bad_request
from bot.sandbox.fields import Fields

DATA_LIMIT = 64  # bytes of callback_data
_ACTIONS = frozenset({"callback_data", "url", "copy_text"})  # what the chat page can do for a press
_KIND = "inline keyboard button"


def parse_keyboard(markup: object) -> Json | None:
    """Return the InlineKeyboardMarkup that a call brings, or None when it brings none; raise ApiError for a bad one."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        _only_removes(markup)
        return None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    checked = [[_button(button) for button in row] for row in rows if row]
    return {"inline_keyboard": checked} if checked else None


def _only_removes(markup: Json) -> None:
    # Said aloud: a bot that relies on other keyboards would look right here and be untested.
    if "keyboard" in markup or "force_reply" in markup:
        raise bad_request("the sandbox shows inline keyboards only")


def _button(button: object) -> Json:
    if not isinstance(button, dict):
        raise bad_request(f"can't parse {_KIND}: InlineKeyboardButton must be an Object")
    fields = Fields(button, _KIND)
    if not fields.text("text", ""):
        raise fields.refusal('Field "text" must be non-empty')
    if not _ACTIONS & button.keys():
        raise fields.refusal("Text buttons are unallowed in the inline keyboard")
    if not isinstance(button.get("copy_text", {}), dict):
        raise fields.refusal('Field "copy_text" must be of type Object')
    texts = {name: fields.text(name) for name in ("text", "callback_data", "url") if name in button}
    if not 1 <= len(texts.get("callback_data", "-").encode()) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    return button | texts
