"""A press, from the finger to the answer."""

from __future__ import annotations

import asyncio

import pytest

from bot.sandbox.chats.callbacks import Answer, CallbackQuery
from bot.sandbox.chats.messages import Content, Message
from bot.sandbox.chats.people import Chat, User

ADA = User(7, "Ada")
SECONDS = 60.0  # before a test gives up


@pytest.fixture
def query() -> CallbackQuery:
    message = Message(Chat(-5, "group", "Friends"), 3, User(9, "emostyle", is_bot=True), 0, Content("Which one?"))
    return CallbackQuery(ADA, message, "again:1", 1_700_000_000.0)


async def test_who_waits_for_an_answer_gets_it_when_it_comes(query: CallbackQuery) -> None:
    waiting = asyncio.create_task(query.answered())
    await asyncio.sleep(0)
    assert not waiting.done()

    query.give(Answer("On it", show_alert=True))

    async with asyncio.timeout(SECONDS):
        assert await waiting == Answer("On it", show_alert=True)


async def test_an_answer_that_came_before_is_there_at_once(query: CallbackQuery) -> None:
    query.give(Answer(url="https://x.org"))

    async with asyncio.timeout(SECONDS):
        assert (await query.answered()).url == "https://x.org"


def test_the_bot_reads_who_pressed_what_under_which_message(query: CallbackQuery) -> None:
    body = query.as_json()

    assert (body["from"]["id"], body["data"], body["message"]["message_id"]) == (7, "again:1", 3)
    assert body["chat_instance"] == "-5"


def test_two_presses_of_one_button_are_told_apart(query: CallbackQuery) -> None:
    again = CallbackQuery(query.sender, query.message, query.data, query.date)

    assert again.id != query.id
