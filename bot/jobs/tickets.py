"""Tickets: whom a result is for, the bot's own note that travels with the job; and the request that a worker gets."""

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
    """Which of the photos that are answered together this one is."""

    model_config = ConfigDict(frozen=True)

    album: str  # one name for all of them
    place: int  # from 0
    total: int
    is_one_photo: bool = False  # painted in several ways


class Ticket(BaseModel):
    """One message that waits for its painting."""

    model_config = ConfigDict(frozen=True)

    version: Literal[1] = 1
    chat_id: int
    thread_id: int | None = None  # topic of a forum group
    message_id: int  # the message that the painting replies to
    person_id: int = 0  # who asked for it
    status_id: int | None = None  # our message that says that we are painting
    as_file: bool = False
    file_stem: str = "photo"  # name of the answer's file, without its suffix
    language: Language = Language.ENGLISH  # of the answer
    photo: FoundPhoto | None = None  # kept, so that buttons need it not again
    wish: StyleChoice = StyleChoice()
    edit_id: int | None = None  # our message that the painting goes into
    token: str | None = None  # of the buttons under that message
    album: AlbumPlace | None = None

    @property
    def text(self) -> str:
        """The ticket as it travels."""
        return self.model_dump_json(exclude_defaults=True)


class Address(BaseModel):
    """What tickets of every version hold: enough to tell a person something."""

    model_config = ConfigDict(frozen=True)

    version: Any = 1
    chat_id: int
    message_id: int
    thread_id: int | None = None
    status_id: int | None = None
    language: Language = Language.ENGLISH

    @property
    def is_newer(self) -> bool:
        """Whether a version wrote it that comes after this one."""
        return isinstance(self.version, int) and self.version > 1

    @property
    def ticket(self) -> Ticket:
        """A ticket of this version for an answer in words."""
        return Ticket.model_validate(self.model_dump(exclude={"version"}))


def read_address(text: str | bytes) -> Address | None:
    """Return whom a ticket of any version is for, or None when it does not say that."""
    try:
        return Address.model_validate_json(text)
    except ValidationError:
        return None


def read_ticket(text: str | bytes) -> Ticket | None:
    """Return the ticket that a result carries, or None for one that this version cannot read."""
    try:
        return Ticket.model_validate_json(text)
    except ValidationError:
        return None


def placed(tickets: Sequence[Ticket], album: str) -> list[Ticket]:
    """Return tickets that are answered together, in reply to the first."""
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
    """Return the place of a ticket in its album; raise ValueError when it has none."""
    if ticket.album is None:
        raise ValueError("ticket.album is not set")
    return ticket.album


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large paintings are."""

    photo: int  # pixels, longest side of paintings sent as photos
    file: int  # pixels, of those sent as files


def request_for(request_id: str, ticket: Ticket, sizes: Sizes) -> StyleRequest:
    """Return what a worker is asked for."""
    return StyleRequest(
        request_id=request_id,
        ticket=ticket.text,
        submitted=time.time(),
        max_side=sizes.file if ticket.as_file else sizes.photo,
        lossless=ticket.as_file and ticket.photo is not None and ticket.photo.lossless,
        **ticket.wish.asked_for(),
    )
