"""Whom a result is for: the bot's own note, which travels with the request and comes back with the result."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.languages import Language


class Ticket(BaseModel):
    """One message that waits for its painting."""

    model_config = ConfigDict(frozen=True)

    chat_id: int
    thread_id: int | None = None  # topic of a forum group
    message_id: int  # the message that the painting replies to
    status_id: int | None = None  # our message that says that we are painting
    as_file: bool = False
    file_stem: str = "photo"  # name of the answer's file, without its suffix
    asked: bool = False  # the emotion was chosen by the person, not read
    language: Language = Language.ENGLISH  # of the answer


def read_ticket(text: str) -> Ticket | None:
    """Return the ticket that a result carries, or None for one that this version cannot read."""
    try:
        return Ticket.model_validate_json(text)
    except ValidationError:
        return None
