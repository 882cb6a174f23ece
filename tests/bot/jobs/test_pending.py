"""What is known of requests without a reply."""

from __future__ import annotations

import time
from collections.abc import Awaitable
from typing import cast

import pytest
from redis.asyncio import Redis

from bot.jobs.album_results import AlbumResults
from bot.jobs.pending import ARRIVING_TTL, LONGEST, Opened, OpenRequest, Pending, Status, name_of_message, record_of
from bot.jobs.pictures import FoundPhoto
from bot.jobs.tickets import AlbumPlace, Ticket
from bot.redis_keys import TURNS, hidden_id, person_key, request_key
from tests.bot.counting import note_open
from worker.shared.contract import painting_key

TICKET = Ticket(chat_id=-5, message_id=3, person_id=7, photo=FoundPhoto(file_id="f", unique_id="u", message_id=3))
BEFORE, AT, AFTER = b"1700000000000-0", b"1700000000000-1", b"1700000000001-0"


async def test_an_open_request_is_noted_once_and_closed_with_its_turn_and_painting(redis: Redis) -> None:
    pending = Pending(redis)
    assert await pending.open("r1", TICKET) is Opened.NEW
    assert await pending.open("r1", TICKET) is Opened.KNOWN
    await redis.hset(TURNS, "r1", "1 7")
    await redis.set(painting_key("r1"), b"x")

    known = await pending.close("r1", with_painting=True)

    assert known is not None
    assert known.ticket == TICKET
    assert await pending.close("r1") is None
    assert await redis.keys("*") == []


async def test_requests_are_found_by_person_chat_and_name(redis: Redis) -> None:
    pending = Pending(redis)
    await pending.open("r1", TICKET)
    await pending.open("r2", TICKET.model_copy(update={"chat_id": 7}))
    await pending.open("r3", TICKET.model_copy(update={"person_id": 8}))

    requests, names = await pending.of_person(7)
    assert ([each.request_id for each in requests], names) == (["r1", "r2"], {"r1", "r2"})
    assert [each.request_id for each in (await pending.of_person(7, -5))[0]] == ["r1"]
    assert [each.request_id for each in await pending.of_chat(-5)] == ["r1", "r3"]
    assert [each.request_id for each in await pending.named("r3")] == ["r3"]


async def test_a_request_that_nobody_will_answer_is_dropped(redis: Redis) -> None:
    pending = Pending(redis)
    await note_open(redis, OpenRequest(request_id="r1", ticket=TICKET, since=time.time() - LONGEST - 1))

    assert len(await pending.all()) == 1
    assert await pending.all() == []


async def test_a_request_whose_record_has_ended_is_no_longer_listed(redis: Redis) -> None:
    pending = Pending(redis)
    await pending.open("r1", TICKET)
    await redis.delete(request_key("r1"))

    assert await pending.all() == []
    assert (await pending.of_person(7))[0] == []


async def test_a_photo_on_its_way_is_noted_for_as_long_as_a_block_runs(redis: Redis) -> None:
    pending = Pending(redis)
    await pending.arrive(7, -5, [name_of_message(-5, 3)])

    async with pending.arriving(request_key("r1"), None, [TICKET], ["r1"]):
        assert await pending.of_person(7) == ([], {"r1"})
        assert await pending.of_person(7, 99) == ([], set())

    assert await pending.of_person(7) == ([], set())


async def test_a_photo_that_was_queued_stays_known_after_its_way(redis: Redis) -> None:
    pending = Pending(redis)

    async with pending.arriving(request_key("r1"), None, [TICKET], ["r1"]):
        await pending.open("r1", TICKET)

    assert (await pending.of_person(7))[1] == {"r1"}


async def test_a_photo_whose_process_died_on_its_way_is_forgotten_in_time(redis: Redis) -> None:
    pending = Pending(redis)
    await redis.hset(person_key(hidden_id(7)), "request:r1", f"{int(time.time()) - 1} {hidden_id(-5)}")

    assert await pending.of_person(7) == ([], set())


async def test_a_status_is_known_though_telegram_did_not_take_it(redis: Redis) -> None:
    pending = Pending(redis)
    assert (await pending.look(request_key("r1"), None, TICKET)).status is None

    await pending.keep_status(request_key("r1"), Status(None))
    await pending.keep_status(request_key("r2"), Status(12))

    assert (await pending.look(request_key("r1"), None, TICKET)).status == Status(None)
    assert (await pending.look(request_key("r2"), None, TICKET)).status == Status(12)


async def is_unwanted(redis: Redis, entry: bytes | None, chat_id: int, person_id: int = 7) -> bool:
    """Return whether a photo is cancelled, which both looking and opening have to say."""
    ticket, pending = TICKET.model_copy(update={"chat_id": chat_id, "person_id": person_id}), Pending(redis)
    looked = await pending.is_unwanted("r1", entry, ticket)
    opened = await pending.open("r1", ticket, entry)
    await pending.close("r1")
    assert looked is (opened is Opened.UNWANTED)
    return looked


async def test_updates_before_the_watermark_are_cancelled(redis: Redis) -> None:
    await Pending(redis).note_watermark(AT, 7, -5)

    assert await is_unwanted(redis, BEFORE, -5)
    assert not await is_unwanted(redis, AFTER, -5)
    assert not await is_unwanted(redis, BEFORE, 99)
    assert not await is_unwanted(redis, BEFORE, -5, person_id=8)
    assert not await is_unwanted(redis, None, -5)


async def test_a_cancellation_everywhere_covers_every_chat_and_never_moves_back(redis: Redis) -> None:
    await Pending(redis).note_watermark(AT, 7)
    await Pending(redis).note_watermark(BEFORE, 7)

    assert await is_unwanted(redis, BEFORE, 99)
    assert not await is_unwanted(redis, AFTER, -5)


@pytest.mark.parametrize("entry", [AFTER, None])
async def test_photos_of_a_refused_album_are_unwanted(redis: Redis, entry: bytes | None) -> None:
    ticket = TICKET.model_copy(update={"album": AlbumPlace(album="a", place=0, total=2)})
    await AlbumResults(redis).refuse("a")

    assert (await Pending(redis).look(record_of("r1", ticket), entry, ticket)).is_unwanted
    assert await Pending(redis).open("r1", ticket, entry) is Opened.UNWANTED


async def test_a_queued_request_stays_known_though_its_update_is_handled_again(redis: Redis) -> None:
    pending = Pending(redis)
    await pending.open("r1", TICKET)

    async with pending.arriving(request_key("r1"), None, [TICKET], ["r1"]):
        assert await pending.open("r1", TICKET) is Opened.KNOWN

    assert await noted_for(redis, "r1") > ARRIVING_TTL


async def noted_for(redis: Redis, request_id: str) -> float:
    """Return how many seconds the index of the person goes on to name a request."""
    noted = await cast("Awaitable[bytes]", redis.hget(person_key(hidden_id(7)), f"request:{request_id}"))
    return int(noted.split()[0]) - time.time()


@pytest.mark.parametrize("chat_id", [None, TICKET.chat_id])
async def test_an_album_of_somebody_forgotten_is_refused_and_one_that_is_cancelled_is_not(
    redis: Redis, chat_id: int | None
) -> None:
    first, second = (
        TICKET.model_copy(update={"album": AlbumPlace(album=name, place=0, total=2)}) for name in ("a", "b")
    )
    for ticket in (first, second):
        await Pending(redis).keep_status(record_of("r", ticket), Status(12))
    await Pending(redis).note_watermark(AT, 7, chat_id)

    assert await Pending(redis).is_unwanted("r1", BEFORE, first)
    assert await Pending(redis).open("r2", second, BEFORE) is Opened.UNWANTED

    is_forgotten = chat_id is None
    assert [await AlbumResults(redis).is_refused(name) for name in ("a", "b")] == [is_forgotten, is_forgotten]
