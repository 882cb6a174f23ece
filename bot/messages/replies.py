"""From results to replies: pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from telegram import InlineKeyboardMarkup

from bot.i18n.message_ids import MessageId
from bot.i18n.translator import translator_for
from bot.jobs.album_results import AlbumResult
from bot.jobs.painting_records import PaintingSummary, summary_of
from bot.jobs.tickets import Ticket
from bot.messages.texts import album_caption, caption, why
from worker.shared.contract import Failed, Reason, Styled, StyleResult

SUFFIXES = {"image/jpeg": "jpg", "image/png": "png"}
# What Telegram takes as a photo; anything beyond goes as a file.
MAX_PHOTO_BYTES, MAX_PHOTO_SIDES, MAX_PHOTO_RATIO = 10_000_000, 10_000, 20


@dataclass(frozen=True, slots=True)
class PictureReply:
    """A painting to send, or to put into the message that the ticket names."""

    caption: str
    filename: str
    as_file: bool
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class AlbumReply:
    """Paintings to send together."""

    caption: str
    filenames: tuple[str, ...]
    as_files: bool


@dataclass(frozen=True, slots=True)
class TextReply:
    """A sentence to send."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None


Reply = PictureReply | AlbumReply | TextReply


def compose(result: StyleResult, ticket: Ticket, size: int, keyboard: InlineKeyboardMarkup | None = None) -> Reply:
    """Return what a person gets for a result whose painting has `size` bytes."""
    translator = translator_for(ticket.language)
    match result:
        case Styled():
            words = caption(translator, summary_of(result, ticket.wish.mix, ticket.wish.by_face))
            return PictureReply(words, filename_of(result, ticket), goes_as_file(result, ticket, size), keyboard)
        case Failed():
            return TextReply(why(translator, result.reason))
        case _:
            assert_never(result)


def compose_album(
    parts: Sequence[AlbumResult], ticket: Ticket, sizes: Sequence[int], keyboard: InlineKeyboardMarkup | None = None
) -> Reply:
    """Return what a person gets for the parts of an album, in their order; `sizes` are the bytes of its paintings.

    The keyboard is for a painting that is left alone; Telegram knows no buttons under albums.
    """
    translator = translator_for(ticket.language)
    words = album_caption(translator, parts, ticket.wish)
    styled = [part.result for part in parts if isinstance(part.result, Styled)]
    if not styled:
        return TextReply(words)
    as_files = any(goes_as_file(result, ticket, size) for result, size in zip(styled, sizes, strict=True))
    if len(styled) == 1:  # Telegram takes no album of one
        return PictureReply(words, filename_of(styled[0], ticket), as_files, keyboard)
    names = tuple(f"{place}-{filename_of(result, ticket)}" for place, result in enumerate(styled, 1))
    return AlbumReply(words, names, as_files)


def filename_of(result: Styled, ticket: Ticket) -> str:
    """Return the name of a painting's file."""
    return f"{ticket.file_stem}-{result.emotion}.{SUFFIXES[result.media_type]}"


def goes_as_file(result: Styled, ticket: Ticket, size: int) -> bool:
    """Return whether a painting is sent as a file, because the person chose so or Telegram refuses it as a photo."""
    return ticket.as_file or not fits_a_photo(result.width, result.height, size)


def fits_a_photo(width: int, height: int, size: int) -> bool:
    """Return whether Telegram takes a picture of these pixels and bytes as a photo."""
    shape = width + height <= MAX_PHOTO_SIDES and max(width, height) <= MAX_PHOTO_RATIO * min(width, height)
    return shape and size <= MAX_PHOTO_BYTES


def replied(result: StyleResult, ticket: Ticket, size: int, keyboard: InlineKeyboardMarkup | None) -> Reply:
    """Return the reply to a single photo: a photo without a face gets the emotions to choose from, once."""
    if isinstance(result, Failed) and result.reason is Reason.NO_FACE and ticket.token is None and keyboard is not None:
        return TextReply(translator_for(ticket.language).text(MessageId.NO_FACE_CHOOSE), keyboard)
    return compose(result, ticket, size, keyboard)


def painted_by(result: Styled, ticket: Ticket) -> PaintingSummary:
    """Return the reply to a result, in the language and form of its ticket."""
    return summary_of(result, ticket.wish.mix, ticket.wish.by_face)
