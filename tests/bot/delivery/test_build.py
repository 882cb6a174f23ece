"""The parts that answer, put together: whatever one of them has sent, the others know."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from redis import Redis as SyncRedis
from telegram.ext import ExtBot

from bot.chats import KnownChats
from bot.coordination.heartbeat import Heartbeat
from bot.delivery.build import Delivery, build_delivery
from bot.delivery.sender import Sender
from bot.jobs.build import build_jobs
from bot.jobs.measures import Outcomes, UsageCounts
from bot.jobs.pictures import FoundPhoto
from bot.jobs.tickets import Ticket
from bot.observability.error_reports import ErrorReports
from bot.observability.metrics import Metrics
from bot.progress.status_messages import StatusMessages
from bot.telegram_api.rate_limiter import RateLimiter, SharedRateLimit
from tests.bot.conftest import BotHouse, paintings
from tests.bot.stand_in_worker import picture, styled
from worker.shared.contract import StyleRequest, painting_key


@pytest.fixture
async def delivery(house: BotHouse) -> AsyncIterator[Delivery]:
    url, store = house.sandbox.url, house.redis
    with SyncRedis.from_url(house.redis_url) as connection:
        limits = RateLimiter(SharedRateLimit(house.redis))
        async with ExtBot(house.sandbox.token, f"{url}/bot", f"{url}/file/bot", rate_limiter=limits) as bot:
            jobs = build_jobs(house.settings, store, connection)
            outcomes = Outcomes(
                UsageCounts(store), jobs.eta, ErrorReports(bot, None), KnownChats(store), jobs.cancellations, Metrics()
            )
            yield build_delivery(store, Heartbeat(store), Sender(bot), StatusMessages(bot), jobs, outcomes)


@pytest.fixture
async def ticket(house: BotHouse) -> Ticket:
    sent = await house.person.send_photo(picture())
    photo = FoundPhoto(file_id="f", unique_id="u", message_id=sent.message_id)
    return Ticket(chat_id=sent.chat.id, message_id=sent.message_id, person_id=house.person.user.id, photo=photo)


async def give_painted(house: BotHouse, delivery: Delivery, ticket: Ticket) -> None:
    """Answer the request r1 as when a worker has painted it."""
    await house.redis.set(painting_key("r1"), picture(color=(10, 20, 30)))
    result = styled(StyleRequest(request_id="r1", ticket=ticket.text, submitted=0.0))
    await delivery.replier.deliver(result, ticket)


async def test_a_painting_that_was_sent_answers_the_same_photo_at_once(
    house: BotHouse, delivery: Delivery, ticket: Ticket
) -> None:
    assert not await delivery.kept_replier.reply("r2", ticket)
    await give_painted(house, delivery, ticket)

    assert await delivery.kept_replier.reply("r2", ticket)

    first, again = house.person.received
    assert first.data == again.data == picture(color=(10, 20, 30))
    assert first.buttons
    assert again.buttons


async def test_a_request_that_one_part_has_answered_is_not_answered_by_the_other(
    house: BotHouse, delivery: Delivery, ticket: Ticket
) -> None:
    await give_painted(house, delivery, ticket)

    assert await delivery.kept_replier.reply("r1", ticket)
    await give_painted(house, delivery, ticket)

    assert paintings(house) == 1
