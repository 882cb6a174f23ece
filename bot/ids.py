"""Ids of requests: the same for the same message, and telling nobody whose it is."""

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


def album_id(chat_id: int, media_group: str) -> str:
    """Return one id for the album that Telegram calls by this name in a chat."""
    return hidden_id(chat_id, media_group)


def hidden_id(*parts: object) -> str:
    """Return one id for the same parts, which does not tell them."""
    return hashlib.sha256(":".join(map(str, parts)).encode()).hexdigest()[:32]
