"""One process leads at a time, and another one as soon as it does not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import cast

import pytest
from redis.asyncio import Redis
from telegram.ext import ExtBot

from bot.coordination import leader
from bot.coordination.heartbeat import Heartbeat
from bot.coordination.leader import Leadership
from bot.observability.metrics import Metrics
from bot.redis_keys import LEADER
from bot.sandbox.errors import ApiError
from bot.service import SERVICE
from bot.telegram_api.http import Connectivity, InstrumentedRequest
from bot.updates.poller import Poller
from bot.updates.queue import UpdateQueue
from tests.bot.conftest import BotHouse, looping, says, until


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let leases run out sooner."""
    monkeypatch.setattr(leader, "LEASE_SECONDS", 1.0)
    monkeypatch.setattr(leader, "MARGIN_SECONDS", 0.3)
    monkeypatch.setattr(leader, "RENEW_SECONDS", 0.1)


@pytest.fixture
async def pair(redis: Redis, hurry: None) -> AsyncIterator[tuple[Leadership, Leadership]]:
    """One that leads, and one that would."""
    first, second = Leadership(redis, "first"), Leadership(redis, "second")
    async with looping(first):
        await until(lambda: first.is_ours)
        async with looping(second):
            await asyncio.wait_for(second.decided.wait(), 60)
            yield first, second


async def test_who_leads_keeps_the_lead(pair: tuple[Leadership, Leadership], monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = pair
    monkeypatch.setattr(leader, "LEASE_SECONDS", 3.0)  # a busy machine may stop this process for most of a second

    await asyncio.sleep(1.2 * leader.LEASE_SECONDS)

    assert first.is_ours
    assert not second.is_ours


async def test_who_leaves_hands_over(pair: tuple[Leadership, Leadership]) -> None:
    first, second = pair

    await first.leave()

    assert not first.is_ours
    await until(lambda: second.is_ours)


async def test_somebody_elses_lead_is_not_ended_by_leaving(pair: tuple[Leadership, Leadership], redis: Redis) -> None:
    first, second = pair

    await second.leave()

    assert await redis.get(LEADER) == b"first"
    assert first.is_ours


@pytest.mark.usefixtures("hurry")
async def test_a_lead_that_cannot_be_renewed_ends_by_itself(redis: Redis) -> None:
    leader = Leadership(redis, "first")
    async with looping(leader):
        await until(lambda: leader.is_ours)

    # Nobody renews it, as when Redis is away.
    await until(lambda: not leader.is_ours)
    assert await redis.exists(LEADER)  # before another one can lead


@pytest.mark.usefixtures("hurry")
async def test_a_bot_that_loses_the_lead_stops_polling_and_polls_again_when_it_has_it(house: BotHouse) -> None:
    async with house.bot() as application:
        poller = application.bot_data[SERVICE].poller
        await house.redis.set(LEADER, "somebody else", px=1500)

        await until(lambda: not poller.is_polling)
        await until(lambda: poller.is_polling)

        await house.person.send_text("/help")
        await house.person.next_message(says("Send a photo"))


async def test_a_conflict_makes_a_bot_look_at_once_whether_it_leads(house: BotHouse) -> None:
    async with house.bot() as application:
        poller = application.bot_data[SERVICE].poller
        await house.redis.set(LEADER, "somebody else", px=60_000)
        house.sandbox.faults.refuse("getUpdates", ApiError(409, "Conflict: terminated by other getUpdates request"))
        await house.person.send_text("/help")  # ends the poll that is under way

        await until(lambda: not poller.is_polling)


class Lead:
    """A lead that can be lost for a moment."""

    def __init__(self) -> None:
        self.decided, self.is_lost = asyncio.Event(), False

    @property
    def is_ours(self) -> bool:
        was_lost, self.is_lost = self.is_lost, False
        return not was_lost


async def test_a_lead_that_is_lost_for_a_moment_while_telegram_does_not_answer_does_not_end_polling(
    house: BotHouse,
) -> None:
    lead = Lead()
    hanging = house.sandbox.faults.hang("deleteWebhook")
    request = InstrumentedRequest(Metrics(), Connectivity(), connections=1)
    updates = UpdateQueue(house.redis, Heartbeat(house.redis), 1)
    async with ExtBot(house.sandbox.token, f"{house.sandbox.url}/bot") as bot:
        poller = Poller(bot, request, cast("Leadership", lead), updates)
        async with looping(poller):
            await until(lambda: house.sandbox.calls_of("deleteWebhook"))

            lead.is_lost = True
            await until(lambda: not lead.is_lost)
            hanging.release()

            await until(lambda: house.sandbox.calls_of("getUpdates"))
        await poller.close()
