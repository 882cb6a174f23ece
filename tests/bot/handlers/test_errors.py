"""What a failing handler leaves behind: a line in the log without personal data, and a sentence."""

from __future__ import annotations

import pytest
import redis
from telegram.error import Conflict, NetworkError, TelegramError
from telegram.ext import CallbackContext

from bot.chats import Chats
from bot.coordination.heartbeat import Heartbeat
from bot.handlers.errors import ErrorHandler
from bot.observability.error_reports import ErrorReports
from bot.observability.metrics import Metrics
from bot.sandbox.errors import ApiError
from bot.service import BotApplication
from bot.updates.queue import UpdateQueue
from tests.bot.conftest import BotHouse, says, until


async def handle(house: BotHouse, application: BotApplication, error: Exception) -> None:
    context = CallbackContext(application)
    context.error = error
    inbox = UpdateQueue(house.redis, Heartbeat(house.redis), 1)
    await ErrorHandler(Chats(house.redis), ErrorReports(application.bot, None), inbox, Metrics())(None, context)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (redis.ConnectionError("Ada Lovelace"), "update not handled, Redis unavailable (ConnectionError)"),
        (ValueError("Ada Lovelace"), "ValueError while handling an update"),
    ],
)
async def test_an_error_without_a_message_is_logged_without_its_text(
    house: BotHouse, caplog: pytest.LogCaptureFixture, error: Exception, words: str
) -> None:
    async with house.bot() as application:
        await handle(house, application, error)

    assert words in caplog.text
    assert "Ada" not in caplog.text


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Conflict("Conflict: terminated"), "another bot polls with the same TELEGRAM_BOT_TOKEN"),
        (NetworkError("Bad Gateway"), "getUpdates failed (NetworkError)"),
    ],
)
async def test_what_ends_a_poll_is_one_line_in_the_log(
    lived_in: BotHouse, caplog: pytest.LogCaptureFixture, error: TelegramError, words: str
) -> None:
    answer = ApiError(409, error.message) if isinstance(error, Conflict) else ApiError(502, error.message)
    lived_in.sandbox.faults.refuse("getUpdates", answer)
    await lived_in.person.send_text("/help")  # ends the poll that is under way

    await until(lambda: words in caplog.text)
    assert "Traceback" not in caplog.text


async def test_an_error_of_ours_gets_an_apology(lived_in: BotHouse, caplog: pytest.LogCaptureFixture) -> None:
    lived_in.sandbox.faults.refuse("sendMessage", ApiError(400, "Bad Request: Ada"))

    await lived_in.person.send_text("/style")

    await lived_in.person.next_message(says("went wrong on my side"))
    assert "BadRequest while handling an update" in caplog.text
    assert "Ada" not in caplog.text


async def test_an_answer_that_telegram_refuses_twice_is_logged(
    lived_in: BotHouse, caplog: pytest.LogCaptureFixture
) -> None:
    lived_in.sandbox.faults.refuse("sendMessage", ApiError(403, "Forbidden: bot was blocked"), times=2)

    await lived_in.person.send_text("/help")

    await until(lambda: "apology not sent: Forbidden" in caplog.text)
