"""Chat actions: kept alive while work goes on, one for each place, and no burden on a group's limit."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest
from telegram import Bot

from bot.jobs.tickets import Ticket
from bot.progress import status_messages as module
from bot.progress.status_messages import ChatActions
from bot.sandbox.errors import ApiError
from bot.sandbox.person import Person
from tests.bot.conftest import BotHouse, is_painting, says, until
from tests.bot.stand_in_worker import picture


@pytest.fixture
async def actions(house: BotHouse, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ChatActions]:
    monkeypatch.setattr(module, "ACTION_SECONDS", 0.01)
    async with Bot(house.sandbox.token, f"{house.sandbox.url}/bot") as bot:
        actions = ChatActions(bot)
        yield actions
        await actions.close()


@pytest.fixture
def ticket(house: BotHouse) -> Ticket:
    return Ticket(chat_id=house.person.conversation.chat.id, message_id=1)


def shown(house: BotHouse) -> int:
    return len(house.person.conversation.actions)


async def test_a_chat_action_is_kept_alive_until_its_end(house: BotHouse, actions: ChatActions, ticket: Ticket) -> None:
    assert actions.begin("r1", ticket)
    assert not actions.begin("r1", ticket)
    await until(lambda: shown(house) > 2)

    actions.end("r1")
    await asyncio.sleep(0.05)
    seen = shown(house)
    await asyncio.sleep(0.05)

    assert shown(house) == seen
    assert actions.begin("r1", ticket)
    await until(lambda: shown(house) > seen)


async def test_several_photos_of_a_chat_share_one_action(
    house: BotHouse, actions: ChatActions, ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ACTION_SECONDS", 60)
    for number in range(10):
        assert actions.begin(f"r{number}", ticket)
    assert actions.begin("elsewhere", ticket.model_copy(update={"thread_id": 5}))

    await until(lambda: shown(house) == 2)
    await asyncio.sleep(0.05)

    assert shown(house) == 2


async def test_the_action_stops_with_the_last_photo(house: BotHouse, actions: ChatActions, ticket: Ticket) -> None:
    for name in ("r1", "r2"):
        actions.begin(name, ticket)

    actions.end("r1")
    seen = shown(house)
    await until(lambda: shown(house) > seen + 2)

    actions.end("r2")
    await asyncio.sleep(0.05)
    seen = shown(house)
    await asyncio.sleep(0.05)
    assert shown(house) == seen


class DeafBot(Bot):
    """Loses a cancellation while it calls, as redis-py may before Python 3.12."""

    async def send_chat_action(self, *args: Any, **kwargs: Any) -> bool:
        called = asyncio.create_task(super().send_chat_action(*args, **kwargs))
        while not called.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait({called})
        return called.result()


async def test_the_action_stops_though_a_cancellation_is_lost(
    house: BotHouse, ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ACTION_SECONDS", 0.01)
    async with DeafBot(house.sandbox.token, f"{house.sandbox.url}/bot") as bot:
        actions, slow = ChatActions(bot), house.sandbox.faults.hang("sendChatAction")
        actions.begin("r1", ticket)
        await until(lambda: slow.times == 0)

        actions.end("r1")
        await asyncio.sleep(0.05)
        slow.release()

        await asyncio.sleep(0.2)
        assert shown(house) == 1  # it was on its way
        await actions.close()


async def test_a_forgotten_photo_is_not_announced_for_ever(
    house: BotHouse,
    actions: ChatActions,
    ticket: Ticket,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(module, "LONGEST", 0.05)

    actions.begin("r1", ticket)
    await until(lambda: "chat action stopped after" in caplog.text)
    seen = shown(house)

    assert not actions.begin("r1", ticket)
    await asyncio.sleep(0.05)
    assert shown(house) == seen
    actions.begin("r2", ticket)
    await until(lambda: shown(house) > seen)


async def test_what_may_pass_is_tried_again(
    house: BotHouse, actions: ChatActions, ticket: Ticket, caplog: pytest.LogCaptureFixture
) -> None:
    house.sandbox.faults.bad_gateway("sendChatAction", times=2)

    actions.begin("r1", ticket)

    await until(lambda: shown(house) > 0)
    assert caplog.text.count("chat action not sent") == 2


@pytest.mark.parametrize("code", [400, 403])
async def test_what_telegram_refuses_is_logged_once_and_left(
    house: BotHouse, actions: ChatActions, ticket: Ticket, caplog: pytest.LogCaptureFixture, code: int
) -> None:
    house.sandbox.faults.refuse("sendChatAction", ApiError(code, "no"))

    actions.begin("r1", ticket)

    await until(lambda: "chat action not sent" in caplog.text)
    await asyncio.sleep(0.05)
    assert shown(house) == 0


async def test_a_busy_group_has_its_answer_at_once(lived_in: BotHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ACTION_SECONDS", 0.01)
    state, user = lived_in.sandbox.state, lived_in.person.user
    ada = Person(state, user, state.open_group(-1_000_000_000_321, "Friends", [user]))
    sent = await ada.send_photo(picture())
    await ada.send_text("/style sad", reply_to=sent)
    await ada.next_message(says("🎨"))
    await until(lambda: len(ada.conversation.actions) > 30)  # a group takes 20 messages in a minute

    begin = time.monotonic()
    await lived_in.worker.paint()
    await ada.next_message(is_painting)

    assert time.monotonic() - begin < 2
