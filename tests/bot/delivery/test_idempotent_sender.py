"""Who sends an answer when several processes could, and when one of them died."""

from __future__ import annotations

import asyncio

import pytest
from redis.asyncio import Redis

from bot.coordination.heartbeat import Heartbeat
from bot.delivery import idempotent_sender
from bot.delivery.idempotent_sender import Claim, SendClaims
from bot.redis_keys import alive_key, sending_key


async def process(store: Redis) -> tuple[Heartbeat, SendClaims]:
    """Return a living process."""
    heartbeat = Heartbeat(store)
    await store.set(alive_key(heartbeat.name), "1")
    return heartbeat, SendClaims(store, heartbeat)


async def test_an_answer_is_sent_by_whoever_claims_it_first_and_not_again(redis: Redis) -> None:
    (_, one), (_, other) = await process(redis), await process(redis)

    assert await one.claim("request") is Claim.OURS
    await one.answered("request", "SENT")

    assert await other.claim("request") is Claim.ANSWERED
    assert await one.claim("request") is Claim.ANSWERED
    assert not await redis.exists(sending_key("request"))


async def test_another_process_waits_while_the_first_one_sends(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idempotent_sender, "LOOK_SECONDS", 0.01)
    (_, one), (_, other) = await process(redis), await process(redis)
    await one.claim("request")

    waiting = asyncio.create_task(other.claim("request"))
    done, _ = await asyncio.wait({waiting}, timeout=0.2)
    assert not done
    await one.answered("request", "SENT")

    assert await asyncio.wait_for(waiting, 60) is Claim.ANSWERED


async def test_nobody_sends_again_what_a_process_died_of_sending(redis: Redis) -> None:
    (dead, one), (_, other) = await process(redis), await process(redis)
    await one.claim("request")

    await dead.leave()

    assert await other.claim("request") is Claim.UNKNOWN


async def test_a_claim_that_was_given_up_is_for_anybody(redis: Redis) -> None:
    (_, one), (_, other) = await process(redis), await process(redis)
    await one.claim("request")

    await one.release("request")

    assert await other.claim("request") is Claim.OURS


async def test_what_this_process_broke_off_is_unknown_too(redis: Redis) -> None:
    _, one = await process(redis)
    await one.claim("request")

    assert await one.claim("request") is Claim.UNKNOWN


async def test_a_claim_whose_answer_from_redis_was_lost_is_ours(redis: Redis) -> None:
    heartbeat, one = await process(redis)
    await redis.set(sending_key("request"), heartbeat.name)

    assert await one.claim("request") is Claim.OURS
