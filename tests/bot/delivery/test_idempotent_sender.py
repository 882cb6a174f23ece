"""Who sends an answer when several processes could, and when one of them died."""

from __future__ import annotations

import asyncio

import pytest
from redis import exceptions as redis_errors
from redis.asyncio import Redis

from bot.coordination.heartbeat import Heartbeat
from bot.delivery import idempotent_sender
from bot.delivery.idempotent_sender import Claim, ReplyId, Seen, SendClaims
from bot.redis_keys import alive_key

REPLY = ReplyId.to_request("request")


async def process(store: Redis) -> tuple[Heartbeat, SendClaims]:
    """Return a living process."""
    heartbeat = Heartbeat(store)
    await store.set(alive_key(heartbeat.name), "1")
    return heartbeat, SendClaims(store, heartbeat)


async def test_an_answer_is_sent_by_whoever_claims_it_first_and_not_again(redis: Redis) -> None:
    (_, one), (_, other) = await process(redis), await process(redis)

    assert await one.claim(REPLY) is Claim.OURS
    await one.end(REPLY, "SENT")

    assert await other.claim(REPLY) is Claim.SENT
    assert await one.claim(REPLY) is Claim.SENT
    assert not await redis.hexists(REPLY.record, REPLY.sending)


async def test_another_process_waits_while_the_first_one_sends(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idempotent_sender, "LOOK_SECONDS", 0.01)
    (_, one), (_, other) = await process(redis), await process(redis)
    await one.claim(REPLY)

    waiting = asyncio.create_task(other.claim(REPLY))
    done, _ = await asyncio.wait({waiting}, timeout=0.2)
    assert not done
    await one.end(REPLY, "SENT")

    assert await asyncio.wait_for(waiting, 60) is Claim.SENT


async def test_nobody_sends_again_what_a_process_died_of_sending(redis: Redis) -> None:
    (dead, one), (_, other) = await process(redis), await process(redis)
    await one.claim(REPLY)

    await dead.leave()

    assert await other.claim(REPLY) is Claim.UNKNOWN


async def test_a_claim_that_was_given_up_is_for_anybody(redis: Redis) -> None:
    (_, one), (_, other) = await process(redis), await process(redis)
    await one.claim(REPLY)

    await one.release(REPLY)

    assert await other.claim(REPLY) is Claim.OURS


async def test_what_this_process_broke_off_is_unknown_too(redis: Redis) -> None:
    _, one = await process(redis)
    await one.claim(REPLY)

    assert await one.claim(REPLY) is Claim.UNKNOWN


async def test_a_claim_whose_answer_from_redis_was_lost_is_ours(redis: Redis) -> None:
    heartbeat, one = await process(redis)
    await redis.hset(REPLY.record, REPLY.sending, heartbeat.name)

    assert await one.claim(REPLY) is Claim.OURS


async def test_an_album_and_its_buttons_are_claimed_apart_in_one_record(redis: Redis) -> None:
    _, one = await process(redis)
    album, buttons = ReplyId.to_album("a"), ReplyId.buttons_of("a")
    assert await one.claim(album) is Claim.OURS

    await one.end(album, "SENT", "[]")

    assert await one.was_sent(album)
    assert not await one.was_sent(buttons)
    assert await one.claim(buttons) is Claim.OURS
    assert len(await redis.keys("emostyle:album:*")) == 1


async def test_an_answer_that_redis_could_not_be_told_of_is_told_later(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    (_, one), (_, other) = await process(redis), await process(redis)
    await one.claim(REPLY)
    with monkeypatch.context() as patch:

        async def cut_off(*_: object) -> None:
            raise redis_errors.ConnectionError

        patch.setattr(Redis, "eval", cut_off)
        with pytest.raises(redis_errors.ConnectionError):
            await one.end(REPLY, "SENT")

    assert await one.see("request") == Seen(was_sent=True, is_cancelled=False)
    assert await other.claim(REPLY) is Claim.SENT
