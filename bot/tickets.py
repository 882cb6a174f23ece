"""Whom a result is for: the bot's own note, which travels with the request and comes back with the result."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.languages import Language
from bot.photos import FoundPhoto
from bot.wishes import Wish


class AlbumPlace(BaseModel):
    """Which of the photos that are answered together this one is."""

    model_config = ConfigDict(frozen=True)

    album: str  # one name for all of them
    place: int  # from 0
    total: int


class Ticket(BaseModel):
    """One message that waits for its painting."""

    model_config = ConfigDict(frozen=True)

    chat_id: int
    thread_id: int | None = None  # topic of a forum group
    message_id: int  # the message that the painting replies to
    person_id: int = 0  # who asked for it
    status_id: int | None = None  # our message that says that we are painting
    as_file: bool = False
    file_stem: str = "photo"  # name of the answer's file, without its suffix
    language: Language = Language.ENGLISH  # of the answer
    photo: FoundPhoto | None = None  # kept, so that buttons need it not again
    wish: Wish = Wish()
    edit_id: int | None = None  # our message that the painting goes into
    token: str | None = None  # of the buttons under that message
    album: AlbumPlace | None = None


def read_ticket(text: str) -> Ticket | None:
    """Return the ticket that a result carries, or None for one that this version cannot read."""
    try:
        return Ticket.model_validate_json(text)
    except ValidationError:
        return None
