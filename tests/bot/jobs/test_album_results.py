"""Results of an album wait for the last one."""

from __future__ import annotations

from redis.asyncio import Redis

from bot.i18n.message_ids import MessageId
from bot.jobs.album_results import AlbumResult, AlbumResults, SentAlbums
from bot.jobs.tickets import AlbumPlace
from bot.redis_keys import album_key
from worker.shared.contract import Failed, Reason, painting_key

CANCELLED = AlbumResult(result=Failed(request_id="r", ticket="t", reason=Reason.CANCELLED))
FACELESS = AlbumResult(result=Failed(request_id="r", ticket="t", reason=Reason.NO_FACE))


def place(number: int) -> AlbumPlace:
    return AlbumPlace(album="a", place=number, total=3)


async def test_results_are_counted_and_kept_in_order(redis: Redis) -> None:
    results = AlbumResults(redis)
    trouble = AlbumResult(trouble=MessageId.NOT_FETCHED)

    counts = [await results.put(place(number), part) for number, part in ((2, FACELESS), (0, CANCELLED), (2, FACELESS))]

    assert counts == [1, 2, 2]
    assert await results.put(place(1), trouble) == 3
    assert await results.all("a") == [CANCELLED, trouble, FACELESS]
    assert [part.is_stopped for part in await results.all("a")] == [True, False, False]


async def test_a_refused_album_ends_all_the_same_and_keeps_nothing(redis: Redis) -> None:
    results = AlbumResults(redis)
    await results.put(place(0), FACELESS)

    await results.refuse("a")

    assert await results.is_refused("a")
    assert await results.put(place(1), FACELESS) == 2
    assert await results.all("a") == [AlbumResult(), AlbumResult()]


async def test_an_album_that_was_answered_leaves_only_its_refusal(redis: Redis) -> None:
    results = AlbumResults(redis)
    await results.put(place(0), FACELESS)
    await redis.set(painting_key("r"), b"x")

    await results.forget("a")

    assert await results.all("a") == []


async def test_a_refused_album_forgets_the_messages_that_wait_for_buttons(redis: Redis) -> None:
    await redis.hset(album_key("a"), "messages", '[{"chat_id": 7, "message_id": 3, "token": "t"}]')

    await AlbumResults(redis).refuse("a")

    assert await SentAlbums(redis).find("a") == ()
