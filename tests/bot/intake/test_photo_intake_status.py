"""One status message for each request, also when its update is handled again."""

from __future__ import annotations

from typing import cast

import pytest
from redis.asyncio import Redis

from bot.intake.photo_intake import Announcer
from bot.jobs.measures import Eta
from bot.jobs.pending import Known, Pending
from bot.jobs.tickets import Ticket
from bot.progress.status_messages import StatusMessages
from bot.redis_keys import request_key

TICKET = Ticket(chat_id=5, message_id=3)
RECORD = request_key("r1")


class Messages:
    """Status messages that are only noted."""

    def __init__(self, sent: int | None = 12) -> None:
        self.announced: list[str] = []
        self.changed: list[str] = []
        self.removed: list[int | None] = []
        self._sent = sent

    async def announce(self, _: Ticket, text: str) -> int | None:
        self.announced.append(text)
        return self._sent

    async def change(self, _: Ticket, text: str) -> bool:
        self.changed.append(text)
        return True

    async def remove(self, ticket: Ticket) -> None:
        self.removed.append(ticket.status_id)


class Never:
    """Estimates of nobody."""

    async def until_done(self, _: int) -> int | None:
        return None


async def known(redis: Redis) -> Known:
    """Return what is known of the request."""
    return await Pending(redis).look(RECORD, None, TICKET)


def announcer_of(redis: Redis, messages: Messages) -> Announcer:
    return Announcer(cast("StatusMessages", messages), Pending(redis), cast("Eta", Never()))


@pytest.mark.parametrize("sent", [12, None])
async def test_a_request_is_announced_once(redis: Redis, sent: int | None) -> None:
    messages = Messages(sent)
    announcer = announcer_of(redis, messages)

    tickets = [await announcer.announce(RECORD, await known(redis), TICKET, "painting") for _ in range(2)]

    assert [ticket.status_id for ticket in tickets] == [sent, sent]
    assert messages.announced == ["painting"]


async def test_what_an_earlier_process_left_is_taken_away(redis: Redis) -> None:
    messages = Messages()
    announcer = announcer_of(redis, messages)
    await announcer.remove_known(await known(redis), TICKET)
    await announcer.announce(RECORD, await known(redis), TICKET, "painting")

    await announcer.remove_known(await known(redis), TICKET)

    assert messages.removed == [12]


async def test_a_place_in_the_queue_is_told(redis: Redis) -> None:
    messages = Messages()

    await announcer_of(redis, messages).show_place(TICKET, 4)

    assert "4" in messages.changed[0]
