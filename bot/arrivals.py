"""Parts of albums that are on their way to us, noted when they arrive: an album is not whole before all are handled."""

from __future__ import annotations

from typing import Any, NamedTuple


class AlbumPart(NamedTuple):
    """One message of an album."""

    chat_id: int
    album: str  # Telegram's name for it
    message_id: int


def part_of(update: dict[str, Any]) -> AlbumPart | None:
    """Return the part of an album that an update in Telegram's own form brings."""
    message = update.get("message")
    if not isinstance(message, dict) or "media_group_id" not in message:
        return None
    chat = message.get("chat")
    chat_id, message_id = chat.get("id") if isinstance(chat, dict) else None, message.get("message_id")
    if not isinstance(chat_id, int) or not isinstance(message_id, int):
        return None
    return AlbumPart(chat_id, str(message["media_group_id"]), message_id)
