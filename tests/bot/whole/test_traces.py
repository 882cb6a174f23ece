"""After `/forget` nothing is left of a person, whatever was under way."""

from __future__ import annotations

from typing import Any

from bot.jobs.job_queue import WAITING_TTL
from bot.jobs.pending import LONGEST, OpenRequest, Pending
from bot.jobs.tickets import Ticket
from bot.redis_keys import OPEN_REQUESTS, request_key
from tests.bot.conftest import BotHouse, is_painting, paintings, says, until, until_awaited, until_delivered
from tests.bot.counting import album_results, note_open, open_count
from tests.bot.stand_in_worker import picture
from worker.shared.contract import QUEUE, job_key, photo_key


async def test_forget_deletes_everything_and_says_what_it_was(lived_in: BotHouse) -> None:
    await lived_in.person.send_text("/style fear")
    await lived_in.person.next_message()
    await lived_in.person.send_photo(picture())
    await until_awaited(lived_in.worker.waiting, 1)

    await lived_in.person.send_text("/forget")

    await lived_in.person.next_message(says("• 1 photo in the queue", "• the settings of this chat"))
    assert not await lived_in.redis.keys("emostyle:chat:*")
    assert not await lived_in.redis.keys(photo_key("*"))
    await lived_in.person.send_text("/forget")
    await lived_in.person.next_message(says("I knew nothing about you"))


async def test_after_a_painting_nobody_knows_whose_turn_it_was(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())
    await lived_in.worker.paint()
    await lived_in.person.next_message(is_painting)
    await until_delivered(lived_in)
    assert await open_count(lived_in) == 0

    assert b"emostyle:turns" not in await traces(lived_in)


async def test_after_forget_no_trace_is_left(lived_in: BotHouse) -> None:
    await lived_in.person.send_text("/mix happy sad")
    for shade in (1, 2, 3):
        await lived_in.person.send_photo(picture(color=(shade, 0, 0)))
        await until_awaited(lived_in.worker.waiting, shade)
    await lived_in.worker.paint()
    painting = await lived_in.person.next_message(is_painting)
    await lived_in.person.press("😠", painting)
    await until_awaited(lived_in.worker.waiting, 3)
    await lived_in.person.send_album([picture(color=(shade, 9, 9)) for shade in (1, 2, 3)])
    await until_awaited(lived_in.worker.waiting, 6)
    await album_begun(lived_in)
    assert len(await traces(lived_in)) > 5
    before = paintings(lived_in)

    await lived_in.person.send_text("/forget")

    await lived_in.person.next_message(says("• 5 photos in the queue", "buttons of 1 painting", "quick answers"))
    await until_awaited(lambda: open_count(lived_in), 0)
    await until(lambda: not lived_in.status_messages())
    await until_delivered(lived_in)  # the painting of the album, which nobody gets
    assert await traces(lived_in) == set()
    assert paintings(lived_in) == before
    assert not await lived_in.redis.keys("emostyle:painting:*")
    assert await album_results(lived_in) == 0


async def test_of_a_forgotten_album_nothing_painted_is_kept_while_a_worker_has_the_rest(lived_in: BotHouse) -> None:
    await lived_in.person.send_album([picture(color=(shade, 9, 9)) for shade in (1, 2)])
    await until_awaited(lived_in.worker.waiting, 2)
    first, second = await lived_in.worker.take(), await lived_in.worker.take()
    await lived_in.worker.finish(first)
    await until_awaited(lambda: album_results(lived_in), 1)

    await lived_in.person.send_text("/forget")

    await lived_in.person.next_message(says("• 1 photo in the queue"))
    assert not await lived_in.redis.keys("emostyle:painting:*")
    assert not {key for key in await traces(lived_in) if key.startswith(b"emostyle:album:")}
    (album,) = await lived_in.redis.keys("emostyle:album:*")
    assert await lived_in.redis.hexists(album, "unwanted")
    assert await lived_in.redis.ttl(album) > lived_in.settings.photo_ttl + WAITING_TTL
    assert await lived_in.redis.ttl(job_key(second.request_id)) > lived_in.settings.photo_ttl
    await lived_in.worker.finish(second)  # the worker had passed its last stage
    await until(lambda: not lived_in.status_messages())
    await until_awaited(lambda: album_results(lived_in), 0)
    assert paintings(lived_in) == 0


async def test_of_an_album_that_is_forgotten_half_way_into_the_queue_nothing_more_is_queued(
    lived_in: BotHouse,
) -> None:
    lived_in.sandbox.faults.hang("getFile").release()  # the first photo is fetched at once, the second one slowly
    slow = lived_in.sandbox.faults.hang("getFile")
    await lived_in.person.send_album([picture(color=(shade, 9, 9)) for shade in (1, 2, 3)])
    await until_awaited(lived_in.worker.waiting, 1)
    await until(lambda: len(lived_in.sandbox.calls_of("getFile")) == 2)
    await lived_in.person.send_text("/forget")
    await lived_in.person.next_message(says("• 3 photos in the queue"))

    slow.release()

    await until(lambda: not lived_in.status_messages())
    await until_awaited(lambda: open_count(lived_in), 0)
    assert await lived_in.worker.waiting() == 0
    assert not await lived_in.redis.keys(photo_key("*"))
    assert len(lived_in.sandbox.calls_of("getFile")) == 2


async def album_begun(house: BotHouse) -> None:
    """Paint one photo of the album that waits, and leave the others waiting, with all else that does."""
    queue = f"rq:queue:{QUEUE}"
    last: Any = await house.redis.rpop(queue)
    await house.redis.lpush(queue, last)
    await house.worker.paint()
    await until_awaited(lambda: album_results(house), 1)


async def traces(house: BotHouse) -> set[bytes]:
    """Return the keys in Redis that know the person, but for what goes by itself in ten minutes."""
    who = str(house.person.user.id).encode()
    keys: list[Any] = await house.redis.keys("*")
    keys = [key for key in keys if not key.startswith(b"rq:job:")]
    return {key for key in keys if who in key or who in repr(await content(house, key)).encode()}


async def content(house: BotHouse, key: bytes) -> object:
    """Return all that is kept under a key."""
    redis: Any = house.redis
    match await redis.type(key):
        case b"string":
            return await redis.get(key)
        case b"hash":
            return await redis.hgetall(key)
        case b"set":
            return await redis.smembers(key)
        case b"zset":
            return await redis.zrange(key, 0, -1)
        case b"list":
            return await redis.lrange(key, 0, -1)
        case b"stream":
            return await redis.xrange(key)
        case b"none":  # it has gone meanwhile
            return None
        case kind:
            raise ValueError(f"a test does not know the kind {kind!r}")


async def test_a_request_that_was_never_answered_is_forgotten_in_the_end(lived_in: BotHouse) -> None:
    requests = Pending(lived_in.redis)
    old = OpenRequest(request_id="r1", ticket=Ticket(chat_id=1, message_id=2), since=1e9 - LONGEST)
    await note_open(lived_in.redis, old)

    await requests.all()

    assert await requests.all() == []


async def test_what_another_version_wrote_is_passed_over(lived_in: BotHouse) -> None:
    await lived_in.redis.hset(request_key("r1"), "open", "{}")
    await lived_in.redis.zadd(OPEN_REQUESTS, {"r1": 1})
    await lived_in.redis.hset(f"emostyle:chat:{lived_in.person.user.id}", "settings", "{")

    await lived_in.person.send_text("/status")
    await lived_in.person.next_message(says("Nothing of yours is waiting"))
    await lived_in.person.send_text("/settings")
    await lived_in.person.next_message(says("How I paint in this chat"))
