"""From a result to a reply: a pure function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from bot.painted import painted_of
from bot.texts import caption, why
from bot.tickets import Ticket
from bot.voices import voice_of
from worker.contract import Failed, Styled, StyleResult

SUFFIXES = {"image/jpeg": "jpg", "image/png": "png"}
# What Telegram takes as a photo; anything beyond goes as a file.
MAX_PHOTO_BYTES, MAX_PHOTO_SIDES, MAX_PHOTO_RATIO = 10_000_000, 10_000, 20


@dataclass(frozen=True, slots=True)
class PictureReply:
    """A painting to send."""

    caption: str
    filename: str
    as_file: bool


@dataclass(frozen=True, slots=True)
class TextReply:
    """A sentence to send."""

    text: str


Reply = PictureReply | TextReply


def compose(result: StyleResult, ticket: Ticket, size: int) -> Reply:
    """Return what a person gets for a result whose painting has `size` bytes."""
    voice = voice_of(ticket.language)
    match result:
        case Styled():
            words = caption(voice, painted_of(result, ticket.wish.mix))
            name = f"{ticket.file_stem}-{result.emotion}.{SUFFIXES[result.media_type]}"
            return PictureReply(words, name, ticket.as_file or not fits_a_photo(result.width, result.height, size))
        case Failed():
            return TextReply(why(voice, result.reason))
        case _:
            assert_never(result)


def fits_a_photo(width: int, height: int, size: int) -> bool:
    """Tell whether Telegram takes a picture of these pixels and bytes as a photo."""
    shape = width + height <= MAX_PHOTO_SIDES and max(width, height) <= MAX_PHOTO_RATIO * min(width, height)
    return shape and size <= MAX_PHOTO_BYTES
