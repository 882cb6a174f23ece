"""Signs of life, and who may judge by them."""

from __future__ import annotations

import pytest
from redis.asyncio import Redis

from bot.coordination import heartbeat as module
from bot.coordination.heartbeat import GONE, Heartbeat, own_host
from bot.redis_keys import alive_key, host_key


async def test_a_sign_of_life_is_seen_by_name_and_by_machine(redis: Redis) -> None:
    heartbeat = Heartbeat(redis)
    assert not await heartbeat.known(0.01)

    assert await heartbeat.step() == module.RENEW_SECONDS

    assert await heartbeat.known(0.01)
    assert 0 < await redis.pttl(alive_key(heartbeat.name)) <= 1000 * module.TTL
    assert await redis.exists(host_key(own_host()))


async def test_nobody_judges_before_everybody_must_have_given_a_sign(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    heartbeat = Heartbeat(redis)
    assert not heartbeat.may_judge
    await heartbeat.step()
    assert not heartbeat.may_judge  # a full TTL of our own signs has to be over

    heartbeat._since -= module.TTL + 1
    assert heartbeat.may_judge


async def test_a_process_that_ends_well_says_so(redis: Redis) -> None:
    heartbeat = Heartbeat(redis)
    await heartbeat.step()

    await heartbeat.leave()

    assert await redis.get(alive_key(heartbeat.name)) == GONE
