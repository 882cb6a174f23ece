"""Tickets, which say which message a result is for and travel with the job; and the requests that workers get."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.i18n.translator import Language
from bot.jobs.pictures import FoundPhoto
from bot.redis_keys import hidden_id
from bot.styles.paint_options import StyleChoice
from worker.shared.contract import StyleRequest


class AlbumPlace(BaseModel):
    """The place of a photo in its album, whose photos get one reply."""

    model_config = ConfigDict(frozen=True)

    album: str  # id
    place: int  # from 0
    total: int
    is_one_photo: bool = False  # the album is one photo, painted in several ways


class Ticket(BaseModel):
    """One message that waits for its painting."""

    model_config = ConfigDict(frozen=True)

    version: Literal[1] = 1
    chat_id: int
    thread_id: int | None = None  # topic of a forum group
    message_id: int  # the message that the painting replies to
    person_id: int = 0  # the person who asked for it
    status_id: int | None = None  # of its status message
    as_file: bool = False
    file_stem: str = "photo"  # name of the painting's file, without its suffix
    language: Language = Language.ENGLISH  # of the reply
    photo: FoundPhoto | None = None  # so that buttons can repaint it
    wish: StyleChoice = StyleChoice()
    edit_id: int | None = None  # of the bot's message that the painting replaces
    token: str | None = None  # of the buttons under that message
    album: AlbumPlace | None = None

    @property
    def text(self) -> str:
        """The ticket as JSON, as it travels with the job."""
        return self.model_dump_json(exclude_defaults=True)


class Address(BaseModel):
    """The fields that tickets of every version have: enough to reply with a text."""

    model_config = ConfigDict(frozen=True)

    version: Any = 1
    chat_id: int
    message_id: int
    thread_id: int | None = None
    status_id: int | None = None
    language: Language = Language.ENGLISH

    @property
    def is_newer(self) -> bool:
        """Whether a newer version of the bot wrote it."""
        return isinstance(self.version, int) and self.version > 1

    @property
    def ticket(self) -> Ticket:
        """A ticket of this version for a reply with a text."""
        return Ticket.model_validate(self.model_dump(exclude={"version"}))


def read_address(text: str | bytes) -> Address | None:
    """Return the address in a ticket of any version, or None if it has none."""
    try:
        return Address.model_validate_json(text)
    except ValidationError:
        return None


def read_ticket(text: str | bytes) -> Ticket | None:
    """Return the ticket in a result, or None if this version cannot read it."""
    try:
        return Ticket.model_validate_json(text)
    except ValidationError:
        return None


def placed(tickets: Sequence[Ticket], album: str) -> list[Ticket]:
    """Return the tickets of an album with their places, all in reply to the first message."""
    first, names = tickets[0].message_id, {ticket.photo.unique_id for ticket in tickets if ticket.photo is not None}
    one = {"total": len(tickets), "is_one_photo": len(names) == 1}
    return [
        ticket.model_copy(
            update={"message_id": first, "album": AlbumPlace.model_validate({"album": album, "place": place, **one})}
        )
        for place, ticket in enumerate(tickets)
    ]


def request_of_part(ticket: Ticket) -> str:
    """Return the id of the request for one photo of an album."""
    place = album_of(ticket)
    return hidden_id(place.album, place.place)


def album_of(ticket: Ticket) -> AlbumPlace:
    """Return the place of a ticket in its album; raise ValueError if it has no album."""
    if ticket.album is None:
        raise ValueError("ticket.album is not set")
    return ticket.album


@dataclass(frozen=True, slots=True)
class Sizes:
    """The longest sides of paintings."""

    photo: int  # pixels, for paintings sent as photos
    file: int  # pixels, for paintings sent as files


def request_for(request_id: str, ticket: Ticket, sizes: Sizes) -> StyleRequest:
    """Return the request that a worker gets for a ticket."""
    return StyleRequest(
        request_id=request_id,
        ticket=ticket.text,
        submitted=time.time(),
        max_side=sizes.file if ticket.as_file else sizes.photo,
        lossless=ticket.as_file and ticket.photo is not None and ticket.photo.lossless,
        **ticket.wish.asked_for(),
    )
