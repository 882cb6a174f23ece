"""Telegram's limits hold for all processes together."""

from __future__ import annotations

from redis.asyncio import Redis

from bot.pacing import ALL, ALL_SECONDS, GROUP, GROUP_SECONDS, SharedPace


async def test_two_processes_share_the_limit_of_a_group(redis: Redis) -> None:
    paces = [SharedPace(redis), SharedPace(redis)]

    free = [await paces[turn % 2].reserve("group", GROUP, GROUP_SECONDS) for turn in range(GROUP)]
    waits = [await pace.reserve("group", GROUP, GROUP_SECONDS) for pace in paces]

    assert free == [0.0] * GROUP
    assert 0 < waits[0] <= GROUP_SECONDS / GROUP < waits[1] <= 2 * GROUP_SECONDS / GROUP


async def test_groups_do_not_wait_for_each_other(redis: Redis) -> None:
    pace = SharedPace(redis)
    for _ in range(GROUP):
        await pace.reserve("group", GROUP, GROUP_SECONDS)

    assert await pace.reserve("other", GROUP, GROUP_SECONDS) == 0.0


async def test_the_limit_is_forgotten_when_there_is_room_again(redis: Redis) -> None:
    await SharedPace(redis).reserve("all", ALL, ALL_SECONDS)

    assert 0 < await redis.pttl("all") <= 1000 * ALL_SECONDS + 1000


async def test_without_redis_nobody_waits(redis_url: str) -> None:
    async with Redis.from_url("redis://127.0.0.1:9/0") as away:
        assert await SharedPace(away).reserve("all", ALL, ALL_SECONDS) == 0.0


async def test_how_many_calls_there_are_in_a_second_can_be_set(redis: Redis) -> None:
    pace = SharedPace(redis, calls_per_second=1)

    await pace.wait(chat_id=7)

    assert await pace.reserve("emostyle:pace", 1, ALL_SECONDS) > 0.5
