"""Tickets come back as they were sent."""

from __future__ import annotations

import pytest

from bot.i18n.translator import Language
from bot.jobs.tickets import Ticket, read_address, read_ticket


def test_a_ticket_comes_back_as_it_was_sent() -> None:
    ticket = Ticket(chat_id=-100, thread_id=3, message_id=5, status_id=6, as_file=True, file_stem="ü", asked=True)

    assert read_ticket(ticket.model_dump_json()) == ticket


def test_a_ticket_of_the_longest_name_fits_the_contract() -> None:
    ticket = Ticket(chat_id=-(10**15), message_id=10**10, status_id=10**10, thread_id=10**10, file_stem="🎨" * 40)

    assert len(ticket.model_dump_json()) <= 4096


@pytest.mark.parametrize("text", ["", "{}", "no ticket", '{"chat_id": "x", "message_id": 1}'])
def test_what_is_no_ticket_is_none(text: str) -> None:
    assert read_ticket(text) is None


def test_a_newer_ticket_still_says_whom_to_tell() -> None:
    newer = '{"version": 2, "chat_id": 4, "message_id": 5, "status_id": 6, "language": "de", "wish": "sung"}'

    assert read_ticket(newer) is None
    address = read_address(newer)
    assert address is not None
    assert address.is_newer
    assert address.ticket == Ticket(chat_id=4, message_id=5, status_id=6, language=Language.GERMAN)


def test_the_version_is_written_from_the_second_on() -> None:
    assert "version" not in Ticket(chat_id=1, message_id=2).text
