"""Signs of life."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot import progress as module
from bot.progress import Progress
from bot.sandbox.errors import ApiError
from bot.tickets import Ticket
from tests.bot.conftest import BotHouse, until


@pytest.fixture
async def progress(house: BotHouse) -> AsyncIterator[Progress]:
    async with Bot(house.sandbox.token, f"{house.sandbox.url}/bot") as bot:
        progress = Progress(bot)
        yield progress
        await progress.close()


@pytest.fixture
def ticket(house: BotHouse) -> Ticket:
    return Ticket(chat_id=house.person.conversation.chat.id, message_id=1)


async def test_a_chat_action_is_kept_alive_until_its_end(
    house: BotHouse, progress: Progress, ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ACTION_SECONDS", 0.01)

    assert progress.begin("r1", ticket)
    assert not progress.begin("r1", ticket)
    await until(lambda: len(house.person.conversation.actions) > 2)
    progress.end("r1")
    await asyncio.sleep(0)
    seen = len(house.person.conversation.actions)

    assert progress.begin("r1", ticket)
    await until(lambda: len(house.person.conversation.actions) > seen)


async def test_a_forgotten_job_is_not_announced_for_ever(
    progress: Progress, ticket: Ticket, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "LONGEST", 0.05)

    progress.begin("r1", ticket)

    await until(lambda: "request r1 waits for more than" in caplog.text)
    await until(lambda: progress.begin("r1", ticket))


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
    house.sandbox.faults.refuse("*", ApiError(404, "Not Found"), times=5)
    with_status = ticket.model_copy(update={"status_id": 99})

    assert await progress.announce(ticket, "text") is None
    await progress.change(with_status, "text")
    await progress.remove(with_status)
    progress.begin("r1", ticket)

    await until(lambda: "no chat action" in caplog.text)
    for words in ("no status message", "not changed", "not deleted"):
        assert words in caplog.text
