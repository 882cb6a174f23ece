"""Albums that fail in part, are stopped, refused, or whose bot dies."""

from __future__ import annotations

from typing import Any

import pytest
import redis as redis_errors
from redis.asyncio import Redis

from bot.delivery import consumer, idempotent_sender
from bot.jobs.tickets import read_ticket
from bot.redis_keys import album_key
from bot.sandbox.errors import ApiError
from emostyle.emotions import Emotion
from tests.bot.album_of_three import fail, taken, three
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
from tests.bot.counting import album_results, under_way
from tests.bot.stand_in_worker import styled
from worker.shared.contract import Reason, painting_key
from worker.shared.lua import run_lua

pytestmark = pytest.mark.usefixtures("quick_albums")


async def test_single_failures_of_an_album_are_named(lived_in: BotHouse) -> None:
    await lived_in.person.send_album(three())
    first, second, third = await taken(lived_in, 3)

    await lived_in.worker.finish(first)
    await fail(lived_in, second, Reason.TOO_SMALL)
    await lived_in.worker.finish(third)

    answer = await lived_in.person.next_message(is_painting)
    assert "\nPhoto 2: This picture is too small to paint." in answer.content.text
    assert sum(map(is_painting, lived_in.person.received)) == 2


async def test_paintings_of_an_album_that_waited_too_long_are_told_in_words(lived_in: BotHouse) -> None:
    await lived_in.person.send_album(three()[:2])
    for request in await taken(lived_in, 2):
        await lived_in.worker.publish(styled(request))  # whose painting is gone

    answer = await lived_in.person.next_message(says("Photos 1, 2: Your painting was ready, but it is gone"))
    assert answer.kind == "text"
    assert not lived_in.sandbox.calls_of("sendPhoto")


async def test_a_painting_of_an_album_that_waited_too_long_is_named_beside_the_other(lived_in: BotHouse) -> None:
    await lived_in.person.send_album(three()[:2])
    first, second = await taken(lived_in, 2)
    await lived_in.worker.publish(styled(first))
    await lived_in.worker.finish(second, Emotion.FEAR)

    answer = await lived_in.person.next_message(is_painting)
    assert answer.content.text.startswith("Photo 1: Your painting was ready, but it is gone")
    assert "2. 😨 fear" in answer.content.text
    assert "✓ 😨" in [button["text"] for button in answer.buttons]


async def test_an_album_of_failures_is_a_sentence(lived_in: BotHouse) -> None:
    await lived_in.person.send_album(three()[:2])

    for request in await taken(lived_in, 2):
        await fail(lived_in, request, Reason.UNREADABLE)

    answer = await lived_in.person.next_message(says("Photos 1, 2: I could not read this picture"))
    assert answer.kind == "text"


async def test_a_photo_that_cannot_be_fetched_is_named_too(lived_in: BotHouse) -> None:
    lived_in.sandbox.faults.refuse("getFile", ApiError(400, "Bad Request: wrong file_id"))
    await lived_in.person.send_album(three())

    for request in await taken(lived_in, 2):
        await lived_in.worker.finish(request)

    answer = await lived_in.person.next_message(is_painting)
    assert "Photo 1: I could not fetch this photo" in answer.content.text


async def test_an_album_outlives_a_restart_between_its_paintings(house: BotHouse) -> None:
    async with house.bot():
        await house.person.send_album(three())
        requests = await taken(house, 3)
        await house.worker.finish(requests[0])
        await until_awaited(lambda: parts(house), 1)
    for request in requests[1:]:
        await house.worker.finish(request)
    async with house.bot():
        answers = [await house.person.next_message(is_painting) for _ in range(3)]
    assert len({answer.album for answer in answers}) == 1


async def parts(house: BotHouse) -> int:
    return await album_results(house)


async def test_an_album_whose_process_died_before_it_had_tidied_up_leaves_nothing(house: BotHouse) -> None:
    async with house.bot():
        await house.person.send_album(three())
        requests = await taken(house, 3)
        for request in requests[:2]:
            await house.worker.finish(request)
        await until_delivered(house)
    ticket = read_ticket(requests[0].ticket)
    assert ticket is not None
    assert ticket.album is not None
    await house.redis.hset(album_key(ticket.album.album), "sent", "SENT")

    async with house.bot():
        await house.worker.finish(requests[2])
        await until_delivered(house)

    assert paintings(house) == 0
    assert await album_results(house) == 0
    assert await house.redis.keys(painting_key("*")) == []


async def test_what_was_stopped_is_missing_from_the_album(lived_in: BotHouse) -> None:
    await lived_in.person.send_album(three())
    await until_awaited(lived_in.worker.waiting, 3)
    request = await lived_in.worker.take()
    await lived_in.worker.finish(request, Emotion.FEAR)

    await lived_in.person.send_text("/cancel")

    answer = await lived_in.person.next_message(is_painting)
    assert answer.content.text == "1. 😨 fear · 70% sure"


async def test_an_album_that_was_stopped_as_a_whole_says_nothing_more(lived_in: BotHouse) -> None:
    await lived_in.person.send_album(three())
    await until_awaited(lived_in.worker.waiting, 3)

    await lived_in.person.send_text("/cancel")

    await lived_in.person.next_message(says("3 photos are not painted"))
    await until(lambda: not lived_in.status_messages())
    assert len(lived_in.person.received) == 1


async def test_an_album_goes_as_files_when_telegram_refuses_it_as_photos(lived_in: BotHouse) -> None:
    lived_in.sandbox.faults.refuse("sendMediaGroup", ApiError(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
    await lived_in.person.send_album(three()[:2])

    for request in await taken(lived_in, 2):
        await lived_in.worker.finish(request, Emotion.SAD)

    answers = [await lived_in.person.next_message(is_painting) for _ in range(2)]
    assert [answer.kind for answer in answers] == ["document", "document"]
    assert answers[-1].content.text.startswith("1. 😢 sad")


async def test_no_photo_of_an_album_comes_again_when_telegram_refuses_what_was_to_be_said(
    house: BotHouse,
) -> None:
    house.changed = {"queue_cap": 1}
    async with house.bot():
        house.sandbox.faults.refuse("sendMessage", ApiError(400, "Bad Request: message text is empty"))

        await house.person.send_album(three())

        await house.person.next_message(says("Something went wrong"))
        await until_handled(house)
        assert not await under_way(house)


async def test_an_album_that_arrived_is_not_doubted_though_redis_is_lost_before_it_is_noted(
    lived_in: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "AGAIN_SECONDS", 0.05)
    cut_off = iter([True])

    async def cut_off_once(store: Redis, script: str, *arguments: Any) -> Any:
        if script == idempotent_sender._END and next(cut_off, False):
            raise redis_errors.ConnectionError
        return await run_lua(store, script, *arguments)

    monkeypatch.setattr("bot.delivery.idempotent_sender.run_lua", cut_off_once)
    await lived_in.person.send_album(three())
    for request in await taken(lived_in, 3):
        await lived_in.worker.finish(request)

    await lived_in.person.next_message(says("Which of these paintings"))
    await until_delivered(lived_in)
    assert paintings(lived_in) == 3
    assert not any(map(says("did not confirm"), lived_in.person.received))
