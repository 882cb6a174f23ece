"""Texts of status messages: what is said while photos wait and are painted."""

from __future__ import annotations

from bot.i18n.message_ids import MessageId
from bot.i18n.translator import Translator, translator_for
from bot.jobs.tickets import Ticket, album_of
from bot.messages.texts import duration
from worker.shared.contract import Stage

STAGES = {Stage.READING: MessageId.STAGE_READING, Stage.PAINTING: MessageId.STAGE_PAINTING}


def place_texts(translator: Translator, ahead: int, seconds: int | None) -> list[str]:
    """Return how many are before the next photo, and how long they take, if that was measured."""
    eta = [] if seconds is None else [translator.text(MessageId.STATUS_ETA, eta=duration(translator, seconds))]
    return [translator.text(MessageId.STATUS_NEXT, ahead=ahead), *eta]


def album_text(ticket: Ticket, ready: int) -> str:
    """Return what is said while an album is painted, with its number of `ready` paintings."""
    place = album_of(ticket)
    key = MessageId.PAINTING_SEVEN if place.is_one_photo else MessageId.PAINTING_ALBUM
    return translator_for(ticket.language).text(key, total=place.total, ready=ready)


def waiting_text(translator: Translator, ahead: int, seconds: int | None) -> str:
    """Return what is said while a photo waits; with the `seconds` until it is painted, if they were measured."""
    if ahead == 0 and seconds is None:
        return translator.text(MessageId.PAINTING)
    if seconds is None:
        return translator.text(MessageId.WAITING, ahead=ahead)
    return translator.text(MessageId.WAITING_ETA, ahead=ahead, eta=duration(translator, seconds))


def stage_text(translator: Translator, stage: str) -> str | None:
    """Return what is said while a worker has a photo; None for a stage that this version does not know."""
    return translator.text(STAGES[Stage(stage)]) if stage in set(STAGES) else None
