"""Which updates python-telegram-bot can read: Telegram may be newer than it, and what others write may be anything."""

from __future__ import annotations

import json
import logging
from typing import Any

from telegram import Update

ID = "update_id"
# What it stumbles over in an update that is not as it expects: missing parts, other types, dates that are none, depths.
STUMBLES = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError, RuntimeError)
log = logging.getLogger(__name__)


def with_readable_updates(body: bytes) -> tuple[bytes, int]:
    """Return an answer in which each update that cannot be read is left its number only, and how many those are."""
    try:
        answer = json.loads(body)
        read = {update[ID]: update if is_readable(update) else {ID: update[ID]} for update in answer["result"]}
    except (ValueError, KeyError, TypeError, RecursionError):  # an error of Telegram's, or no answer of its kind
        return body, 0
    dropped = sum(update is not kept for update, kept in zip(answer["result"], read.values(), strict=False))
    return json.dumps({**answer, "result": list(read.values())}).encode() if dropped else body, dropped


def is_readable(update: dict[str, Any]) -> bool:
    """Tell whether python-telegram-bot understands an update in Telegram's own form."""
    try:
        Update.de_json(update, None).to_dict()
    except STUMBLES as error:  # whose text may hold the update
        log.warning("an update cannot be read and is dropped (%s)", type(error).__name__)
        return False
    return True
