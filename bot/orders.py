"""What a worker is asked for."""

from __future__ import annotations

import time
from dataclasses import dataclass

from bot.tickets import Ticket
from worker.shared.contract import StyleRequest


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
