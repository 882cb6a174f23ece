"""Signs of life."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.jobs.tickets import Ticket
from bot.progress.status_messages import StatusMessages
from bot.sandbox.errors import ApiError
from tests.bot.conftest import BotHouse


@pytest.fixture
async def status_messages(house: BotHouse) -> AsyncIterator[StatusMessages]:
    async with Bot(house.sandbox.token, f"{house.sandbox.url}/bot") as bot:
        status_messages = StatusMessages(bot)
        yield status_messages


@pytest.fixture
def ticket(house: BotHouse) -> Ticket:
    return Ticket(chat_id=house.person.conversation.chat.id, message_id=1)


async def test_without_a_status_message_nothing_is_changed_or_removed(
    house: BotHouse, status_messages: StatusMessages, ticket: Ticket
) -> None:
    await status_messages.change(ticket, "text")
    await status_messages.remove(ticket)

    assert not house.sandbox.calls_of("editMessageText")
    assert not house.sandbox.calls_of("deleteMessage")


async def test_a_status_message_that_cannot_be_deleted_says_that_it_is_done(
    house: BotHouse, status_messages: StatusMessages, ticket: Ticket
) -> None:
    status = await status_messages.announce(ticket, "painting")
    house.sandbox.faults.refuse("deleteMessage", ApiError(400, "Bad Request: message can't be deleted"))

    await status_messages.remove(ticket.model_copy(update={"status_id": status}))

    assert [message.content.text for message in house.person.received] == ["🎨 Done."]


async def test_what_telegram_refuses_is_logged_and_left(
    house: BotHouse, status_messages: StatusMessages, ticket: Ticket, caplog: pytest.LogCaptureFixture
) -> None:
    house.sandbox.faults.refuse("*", ApiError(404, "Not Found"), times=4)
    with_status = ticket.model_copy(update={"status_id": 99})

    assert await status_messages.announce(ticket, "text") is None
    await status_messages.change(with_status, "text")
    await status_messages.remove(with_status)

    for words in ("not sent", "not changed", "not deleted"):
        assert words in caplog.text
