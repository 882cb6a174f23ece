"""What an entry of the results' stream says: a result and whom it is for, also when another version wrote it."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.tickets import Ticket, read_address, read_ticket
from worker.shared.contract import ContractError, Failed, Reason, StyleResult, parse_envelope, parse_result

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """A result with its ticket."""

    result: StyleResult
    ticket: Ticket
    is_newer: bool = False  # a newer bot would understand more than that there is no answer


def read_letter(text: bytes) -> Letter | None:
    """Read an entry; what is not understood becomes a failure, or None when it does not say whom to tell of it."""
    try:
        result = parse_result(text)
        ticket = read_ticket(result.ticket)
        if ticket is not None:
            return Letter(result, ticket)
    except ContractError as error:
        log.warning("result not understood: %s", error)
    return _sorry(text)


def _sorry(text: bytes) -> Letter | None:
    envelope = parse_envelope(text)
    if envelope is None:
        log.warning("result dropped: it does not say for whom it is")
        return None
    address, ticket = read_address(envelope.ticket), read_ticket(envelope.ticket)
    if address is None:
        log.error("result %s dropped: its ticket cannot be read", envelope.request_id)
        return None
    failed = Failed(request_id=envelope.request_id, ticket=envelope.ticket, reason=Reason.FAILED)
    return Letter(failed, ticket or address.ticket, envelope.is_newer or address.is_newer)
