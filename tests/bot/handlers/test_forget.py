"""What is still on its way when its person asks to be forgotten is not painted."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.jobs import painting_records
from bot.redis_keys import UPDATES_ASIDE
from bot.sandbox.errors import ApiError
from bot.updates.queue import FIELD
from tests.bot.conftest import (
    BotHouse,
    is_painting,
    paintings,
    says,
    until,
    until_awaited,
    until_delivered,
    until_handled,
)
from tests.bot.counting import album_results, fields_of, under_way
from tests.bot.stand_in_worker import picture

DROPPED = "not queued: cancelled"


async def test_a_photo_that_is_still_being_fetched_is_not_painted(
    lived_in: BotHouse, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    lived_in.sandbox.faults.refuse("getFile", ApiError(502, "Bad Gateway"), times=3)  # for seven seconds
    await lived_in.person.send_photo(picture())
    await until(lambda: "photo not fetched yet" in caplog.text)

    await lived_in.person.send_text("/forget")

    await lived_in.person.next_message(says("1 photo in the queue"))
    await until(lambda: DROPPED in caplog.text)
    await until(lambda: not lived_in.status_messages())
    await until_handled(lived_in)
    assert await lived_in.worker.waiting() == 0
    assert not await under_way(lived_in)


async def test_an_album_that_is_still_being_gathered_is_not_painted(
    lived_in: BotHouse, caplog: pytest.LogCaptureFixture, held_albums: asyncio.Event
) -> None:
    caplog.set_level(logging.INFO)
    await lived_in.person.send_album([picture(), picture(), picture()])
    await until_awaited(lambda: under_way(lived_in), 3)

    await lived_in.person.send_text("/forget")

    await lived_in.person.next_message(says("3 photos in the queue"))
    held_albums.set()
    await until(lambda: DROPPED in caplog.text)
    await until(lambda: not lived_in.status_messages())
    assert await lived_in.worker.waiting() == 0
    await until_handled(lived_in)
    assert not await under_way(lived_in)
    assert not await album_results(lived_in)
    assert not await lived_in.redis.keys("emostyle:chats")


@pytest.mark.usefixtures("quick_albums")
async def test_an_album_of_which_a_photo_is_painted_and_another_is_still_being_fetched_is_not_sent(
    lived_in: BotHouse, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    first, second = (lived_in.sandbox.faults.hang("getFile") for _ in range(2))
    first.release()
    await lived_in.person.send_album([picture(color=(shade, 2, 3)) for shade in (10, 20)])
    await lived_in.worker.paint()
    await until_awaited(lambda: album_results(lived_in), 1)
    await until_delivered(lived_in)

    await lived_in.person.send_text("/forget")
    await lived_in.person.next_message(says("I have deleted all"))
    second.release()

    await until(lambda: DROPPED in caplog.text)
    await until_handled(lived_in)
    assert paintings(lived_in) == 0
    assert not lived_in.status_messages()
    for left in ("emostyle:shown*", "emostyle:kept*", "emostyle:painting:*"):
        assert not await lived_in.redis.keys(left)


async def test_what_is_sent_afterwards_is_painted(lived_in: BotHouse) -> None:
    await lived_in.person.send_text("/forget")
    await lived_in.person.next_message(says("I knew nothing about you"))

    await lived_in.person.send_photo(picture())

    await lived_in.worker.paint()
    await lived_in.person.next_message(is_painting)


async def test_updates_that_were_set_aside_are_deleted_but_those_of_others_are_not(lived_in: BotHouse) -> None:
    own, other = lived_in.person.user.id, 7
    said = {"from": {"id": own}, "text": "hello"}
    for number, message in enumerate(
        [
            said,
            {"from": {"id": other}, "text": "hello"},
            {"from": {"id": other}, "reply_to_message": said, "text": "look"},
            {"from": {"id": other}, "sender_chat": {"id": own}, "text": "hello"},
        ]
    ):
        await lived_in.redis.xadd(UPDATES_ASIDE, {FIELD: json.dumps({"update_id": number, "message": message})})

    await lived_in.person.send_text("/forget")
    await lived_in.person.next_message(says("3 messages that I could not handle"))

    left: Any = await lived_in.redis.xrange(UPDATES_ASIDE)
    assert [json.loads(fields[FIELD.encode()])["update_id"] for _, fields in left] == [1]


async def painted_album(house: BotHouse) -> list[bytes]:
    """Have an album painted, so that it could be answered at once."""
    photos = [picture(color=(shade, 2, 3)) for shade in (10, 20)]
    await house.person.send_album(photos)
    for _ in photos:
        await house.worker.paint()
    for _ in photos:
        await house.person.next_message(is_painting)
    await until(lambda: not house.status_messages())
    return photos


@pytest.mark.parametrize("command", ["/cancel", "/forget"])
async def test_an_album_that_could_be_answered_at_once_is_not_after_it_was_stopped(
    lived_in: BotHouse, held_albums: asyncio.Event, caplog: pytest.LogCaptureFixture, command: str
) -> None:
    caplog.set_level(logging.INFO)
    held_albums.set()
    photos = await painted_album(lived_in)
    before = paintings(lived_in)
    held_albums.clear()
    await lived_in.person.send_album(photos)
    await until_awaited(lambda: under_way(lived_in), len(photos))

    await lived_in.person.send_text(command)
    await until_awaited(lambda: under_way(lived_in, "unwanted:"), 1)
    held_albums.set()

    await until(lambda: DROPPED in caplog.text)
    assert paintings(lived_in) == before
    await until_handled(lived_in)
    assert not lived_in.status_messages()


@pytest.mark.usefixtures("quick_albums")
@pytest.mark.parametrize("is_kept", [False, True])
async def test_an_album_that_is_sent_meanwhile_brings_no_buttons_and_is_not_known_again(
    lived_in: BotHouse, is_kept: bool
) -> None:
    photos = await painted_album(lived_in) if is_kept else [picture(color=(shade, 2, 3)) for shade in (10, 20)]
    before = paintings(lived_in)
    slow = lived_in.sandbox.faults.hang("sendMediaGroup")
    await lived_in.person.send_album(photos)
    for _ in photos if not is_kept else ():
        await lived_in.worker.paint()
    await until(lambda: slow.times == 0)

    forget = await lived_in.person.send_text("/forget")
    await lived_in.person.next_message(says("I have deleted all"))
    slow.release()

    await until(lambda: paintings(lived_in) == before + len(photos))
    await until_handled(lived_in)
    await until_delivered(lived_in)
    assert not [
        message
        for message in lived_in.person.received
        if message.message_id > forget.message_id and "Tap its number" in message.content.text
    ]
    assert not await fields_of(lived_in.redis, "emostyle:album:*", "messages")
    for left in ("emostyle:shown*", "emostyle:token-of:*", "emostyle:kept*"):
        assert not await lived_in.redis.keys(left)


async def test_a_painting_that_is_sent_meanwhile_is_not_kept_for_quick_answers(lived_in: BotHouse) -> None:
    slow = lived_in.sandbox.faults.hang("sendPhoto")
    await lived_in.person.send_photo(picture())
    await lived_in.worker.paint()
    await until(lambda: slow.times == 0)

    await lived_in.person.send_text("/forget")
    await lived_in.person.next_message(says("I have deleted all"))
    slow.release()

    await lived_in.person.next_message(is_painting)
    await until_delivered(lived_in)
    assert not await lived_in.redis.keys("emostyle:kept*")


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.usefixtures("quick_albums")
async def test_a_painting_that_is_delivered_meanwhile_leaves_nothing_for_its_buttons(
    lived_in: BotHouse, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, forgotten = asyncio.Event(), asyncio.Event()
    keep = painting_records._keep

    async def slow(store: Redis, keys: list[str], *arguments: Any) -> bool:
        if not keys[0].startswith("emostyle:kept"):
            reached.set()
            await forgotten.wait()
        return await keep(store, keys, *arguments)

    monkeypatch.setattr(painting_records, "_keep", slow)
    photos = [picture(color=(shade, 2, 3)) for shade in (10, 20)][:count]
    await (lived_in.person.send_photo(photos[0]) if count == 1 else lived_in.person.send_album(photos))
    for _ in photos:
        await lived_in.worker.paint()
    await reached.wait()

    await lived_in.person.send_text("/forget")
    await lived_in.person.next_message(says("I have deleted all"))
    forgotten.set()

    await until_delivered(lived_in)
    for left in ("emostyle:shown*", "emostyle:token-of:*", "emostyle:kept*"):
        assert not await lived_in.redis.keys(left)


async def test_a_photo_whose_status_message_is_slow_can_be_stopped(lived_in: BotHouse) -> None:
    slow = lived_in.sandbox.faults.hang("sendMessage")
    await lived_in.person.send_photo(picture())
    await until(lambda: lived_in.sandbox.calls_of("sendMessage"))

    await lived_in.person.send_text("/cancel")
    await lived_in.person.next_message(says("1 photo is not painted"))
    slow.release()

    await until_handled(lived_in)
    await until(lambda: not lived_in.status_messages())
    assert await lived_in.worker.waiting() == 0


@pytest.mark.parametrize("count", [1, 3])
async def test_of_what_is_being_sent_meanwhile_nothing_is_kept(lived_in: BotHouse, count: int) -> None:
    hanging = lived_in.sandbox.faults.hang("sendPhoto" if count == 1 else "sendMediaGroup")
    photos = [picture(color=(shade, 0, 0)) for shade in range(count)]
    await (lived_in.person.send_photo(photos[0]) if count == 1 else lived_in.person.send_album(photos))
    for _ in range(count):
        await lived_in.worker.paint()
    await until(lambda: hanging not in lived_in.sandbox.faults._faults)

    await lived_in.person.send_text("/forget")
    await lived_in.person.next_message(says("I have deleted all that I knew"))
    hanging.release()

    await until_delivered(lived_in)
    own = ("kept", "shown", "token-of")
    assert [key for name in own for key in await lived_in.redis.keys(f"emostyle:{name}:*")] == []
    assert await fields_of(lived_in.redis, "emostyle:person:*", "emostyle:") == []
    assert await fields_of(lived_in.redis, "emostyle:album:*", "messages") == []
