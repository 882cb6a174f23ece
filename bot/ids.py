"""Ids of requests: the same for the same message, and without a trace of its person."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from telegram import Message


def request_id_for(message: Message, bot_id: int) -> str:
    """Return one id for one message, so that an update that comes twice makes one job.

    The time is part of it: a Bot API server that starts anew, as the stand-in does, counts messages from 1 again.
    """
    return hidden_id(bot_id, message.chat_id, message.message_id, f"{message.date.timestamp():.0f}")


def request_id_of_press(query_id: str, bot_id: int) -> str:
    """Return one id for one press, so that an update that comes twice makes one job."""
    return hidden_id("press", bot_id, query_id)


def hidden_id(*parts: object) -> str:
    """Return an id that is the same for the same parts and does not reveal them."""
    return hashlib.sha256(":".join(map(str, parts)).encode()).hexdigest()[:32]
