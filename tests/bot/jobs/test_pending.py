"""What is known of requests without a reply."""

from __future__ import annotations

import time

from redis.asyncio import Redis

from bot.jobs.pending import LONGEST, OpenRequest, Pending, Status, is_message, name_of_message
from bot.jobs.tickets import Ticket
from bot.redis_keys import OPEN_REQUESTS, TURNS

TICKET = Ticket(chat_id=-5, message_id=3, person_id=7)


async def test_an_open_request_is_noted_once_and_removed_with_its_turn(redis: Redis) -> None:
    requests = Pending.of(redis).open_requests
    assert await requests.add("r1", TICKET)
    assert not await requests.add("r1", TICKET)
    await redis.hset(TURNS, "r1", "1 7")

    known = await requests.remove("r1")

    assert known is not None
    assert known.ticket == TICKET
    assert await requests.remove("r1") is None
    assert not await redis.exists(TURNS)


async def test_requests_are_found_by_person_chat_and_name(redis: Redis) -> None:
    requests = Pending.of(redis).open_requests
    await requests.add("r1", TICKET)
    await requests.add("r2", TICKET.model_copy(update={"chat_id": 7}))
    await requests.add("r3", TICKET.model_copy(update={"person_id": 8}))

    assert [each.request_id for each in await requests.of_person(7)] == ["r1", "r2"]
    assert [each.request_id for each in await requests.of_person(7, -5)] == ["r1"]
    assert [each.request_id for each in await requests.of_chat(-5)] == ["r1", "r3"]
    assert [each.request_id for each in await requests.named("r3")] == ["r3"]


async def test_a_request_that_nobody_will_answer_is_dropped(redis: Redis) -> None:
    requests = Pending.of(redis).open_requests
    old = OpenRequest(request_id="r1", ticket=TICKET, since=time.time() - LONGEST - 1)
    await redis.hset(OPEN_REQUESTS, "r1", old.model_dump_json())

    assert len(await requests.all()) == 1
    assert await requests.all() == []


async def test_a_photo_on_its_way_is_noted_for_as_long_as_a_block_runs(redis: Redis) -> None:
    arriving = Pending.of(redis).arriving
    name = name_of_message(-5, 3)
    await arriving.add(7, -5, [name])
    assert is_message(name)

    async with arriving.noted(7, -5, ["r1"], instead_of=[name]):
        assert await arriving.of_person(7) == {"r1"}
        assert await arriving.of_person(7, 99) == set()

    assert await arriving.of_person(7) == set()


async def test_a_status_is_known_though_telegram_did_not_take_it(redis: Redis) -> None:
    statuses = Pending.of(redis).statuses
    assert await statuses.find("r1") is None

    await statuses.keep("r1", Status(None))
    await statuses.keep("r2", Status(12))

    assert await statuses.find("r1") == Status(None)
    assert await statuses.find("r2") == Status(12)
