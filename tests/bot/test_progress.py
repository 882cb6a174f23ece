"""Signs of life."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.progress import Progress
from bot.sandbox.errors import ApiError
from bot.tickets import Ticket
from tests.bot.conftest import BotHouse


@pytest.fixture
async def progress(house: BotHouse) -> AsyncIterator[Progress]:
    async with Bot(house.sandbox.token, f"{house.sandbox.url}/bot") as bot:
        progress = Progress(bot)
        yield progress


@pytest.fixture
def ticket(house: BotHouse) -> Ticket:
    return Ticket(chat_id=house.person.conversation.chat.id, message_id=1)


async def test_without_a_status_message_nothing_is_changed_or_removed(
    house: BotHouse, progress: Progress, ticket: Ticket
) -> None:
    await progress.change(ticket, "text")
    await progress.remove(ticket)

    assert not house.sandbox.calls_of("editMessageText")
    assert not house.sandbox.calls_of("deleteMessage")


async def test_a_status_message_that_cannot_be_deleted_says_that_it_is_done(
    house: BotHouse, progress: Progress, ticket: Ticket
) -> None:
    status = await progress.announce(ticket, "painting")
    house.sandbox.faults.refuse("deleteMessage", ApiError(400, "Bad Request: message can't be deleted"))

    await progress.remove(ticket.model_copy(update={"status_id": status}))

    assert [message.content.text for message in house.person.received] == ["🎨 Done."]


async def test_what_telegram_refuses_is_logged_and_left(
    house: BotHouse, progress: Progress, ticket: Ticket, caplog: pytest.LogCaptureFixture
) -> None:
    house.sandbox.faults.refuse("*", ApiError(404, "Not Found"), times=4)
    with_status = ticket.model_copy(update={"status_id": 99})

    assert await progress.announce(ticket, "text") is None
    await progress.change(with_status, "text")
    await progress.remove(with_status)

    for words in ("no status message", "not changed", "not deleted"):
        assert words in caplog.text
