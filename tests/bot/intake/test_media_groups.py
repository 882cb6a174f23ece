"""Albums: one request, one answer, in order, with single failures named."""

from __future__ import annotations

import asyncio

import pytest
from redis.asyncio import Redis

from bot.coordination.heartbeat import Heartbeat
from bot.intake import media_groups
from bot.intake.media_groups import MediaGroup, MediaGroupPart, MediaGroups
from bot.jobs.pending import Pending
from bot.jobs.pictures import FoundPhoto
from bot.redis_keys import album_key
from bot.sandbox.errors import ApiError
from bot.updates.queue import MediaGroupMessage, UpdateQueue
from emostyle.emotions import Emotion
from tests.bot.album_of_three import fail, taken, three
from tests.bot.conftest import (
    BotHouse,
    is_painting,
    says,
    until,
    until_awaited,
    until_handled,
)
from tests.bot.counting import album_results
from tests.bot.stand_in_worker import picture
from worker.shared.contract import Reason

pytestmark = pytest.mark.usefixtures("quick_albums")


async def test_an_album_gets_one_status_and_one_album_in_its_order(lived_in: BotHouse) -> None:
    sent = await lived_in.person.send_album(three())
    requests = await taken(lived_in, 3)
    assert len(lived_in.status_messages()) == 1

    for place in (2, 0, 1):  # in whatever order workers are done
        await lived_in.worker.finish(requests[place], Emotion.SAD, painting=picture(color=(place, 0, 0)))

    answers = [await lived_in.person.next_message(is_painting) for _ in sent]
    assert [answer.data for answer in answers] == [picture(color=(place, 0, 0)) for place in range(3)]
    assert len({answer.album for answer in answers}) == 1
    assert answers[0].reply_to is sent[0]
    assert answers[0].content.text.split("\n") == [f"{n}. 😢 sad · 70% sure" for n in (1, 2, 3)]
    await until(lambda: not lived_in.status_messages())
    await until_awaited(lambda: album_results(lived_in), 0)
    assert not await lived_in.redis.keys("emostyle:painting:*")


async def test_one_painting_of_an_album_comes_alone(lived_in: BotHouse) -> None:
    await lived_in.person.send_album(three()[:2])
    first, second = await taken(lived_in, 2)

    await fail(lived_in, first, Reason.NO_FACE)
    await lived_in.worker.finish(second, Emotion.FEAR)

    answer = await lived_in.person.next_message(is_painting)
    assert answer.album is None
    assert answer.content.text.startswith("Photo 1: no face found\n")
    assert "2. 😨 fear" in answer.content.text


async def test_one_painting_of_an_album_has_buttons_that_paint_its_own_photo(lived_in: BotHouse) -> None:
    photos = three()[:2]
    await lived_in.person.send_album(photos)
    first, second = await taken(lived_in, 2)
    await lived_in.worker.finish(first, Emotion.FEAR)
    await fail(lived_in, second, Reason.NO_FACE)  # the last one to end is not the one that is shown
    painting = await lived_in.person.next_message(is_painting)

    await lived_in.person.press("😄", painting)
    request = await lived_in.worker.take()
    assert await lived_in.worker.photo(request) == photos[0]
    await lived_in.worker.finish(request)

    await until(lambda: painting.content.text.startswith("😄 happy"))


async def test_the_caption_of_an_album_is_for_all_of_it(lived_in: BotHouse) -> None:
    await lived_in.person.send_album(three(), "/style sad")

    assert {request.emotion for request in await taken(lived_in, 3)} == {Emotion.SAD}


async def test_a_wrong_caption_of_an_album_paints_nothing(lived_in: BotHouse) -> None:
    await lived_in.person.send_album(three(), "/style hapy")

    await lived_in.person.next_message(says("Did you mean 😄 happy?"))
    await asyncio.sleep(0.7)
    assert await lived_in.worker.waiting() == 0
    assert not lived_in.status_messages()


async def test_an_album_of_files_comes_back_as_files(lived_in: BotHouse) -> None:
    for name in ("a.png", "b.png"):
        await lived_in.person.send_document(picture("PNG"), name, media_group="7")

    for request in await taken(lived_in, 2):
        await lived_in.worker.finish(request)

    answers = [await lived_in.person.next_message(is_painting) for _ in range(2)]
    assert [answer.kind for answer in answers] == ["document", "document"]


async def test_the_same_album_twice_makes_no_second_request(lived_in: BotHouse) -> None:
    sent = await lived_in.person.send_album(three())
    await until_awaited(lived_in.worker.waiting, 3)

    for message in sent:
        lived_in.sandbox.state.updates.add("message", message.as_json())

    await until_handled(lived_in)
    assert await lived_in.worker.waiting() == 3
    assert len(lived_in.status_messages()) == 1


async def painted_album(house: BotHouse) -> None:
    sent = await house.person.send_album(three())
    for place, request in enumerate(await taken(house, 3)):
        await house.worker.finish(request, Emotion.SAD, painting=picture(color=(place, 0, 0)))
    for _ in sent:
        await house.person.next_message(is_painting)
    await until(lambda: not house.status_messages())


async def test_the_same_album_again_is_answered_at_once(lived_in: BotHouse) -> None:
    await painted_album(lived_in)

    sent = await lived_in.person.send_album(three())

    answers = [await lived_in.person.next_message(is_painting) for _ in sent]
    assert [answer.data for answer in answers] == [picture(color=(place, 0, 0)) for place in range(3)]
    assert answers[0].reply_to is sent[0]
    assert answers[0].content.text.split("\n") == [f"{n}. 😢 sad · 70% sure" for n in (1, 2, 3)]
    assert await lived_in.worker.waiting() == 0
    for message in sent:  # and once, though Telegram tells of it twice
        lived_in.sandbox.state.updates.add("message", message.as_json())
    await asyncio.sleep(0.7)
    assert sum(map(is_painting, lived_in.person.received)) == 6


async def test_a_photo_of_an_album_alone_is_answered_at_once(lived_in: BotHouse) -> None:
    await painted_album(lived_in)

    await lived_in.person.send_photo(three()[1])

    answer = await lived_in.person.next_message(is_painting)
    assert answer.data == picture(color=(1, 0, 0))
    assert await lived_in.worker.waiting() == 0


async def test_an_album_that_is_known_in_part_is_painted(lived_in: BotHouse) -> None:
    await painted_album(lived_in)

    await lived_in.person.send_album([*three()[:2], picture(color=(99, 99, 99))])

    await until_awaited(lived_in.worker.waiting, 3)


async def test_an_album_that_telegram_no_longer_has_is_painted_again(lived_in: BotHouse) -> None:
    await painted_album(lived_in)
    lived_in.sandbox.faults.refuse("sendMediaGroup", ApiError(400, "Bad Request: wrong file identifier"))

    await lived_in.person.send_album(three())

    await until_awaited(lived_in.worker.waiting, 3)


async def test_ten_photos_are_whole_at_once(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media_groups, "QUIET_SECONDS", 60)
    gathered = MediaGroups(redis, UpdateQueue(redis, Heartbeat(redis), 1), Pending(redis))
    photos = [FoundPhoto(file_id="f", unique_id="u", message_id=number) for number in range(10, 0, -1)]

    async with asyncio.timeout(60):
        parts = [(MediaGroupMessage(1, "a", photo.message_id), MediaGroupPart(photo=photo)) for photo in photos]
        found = await asyncio.gather(*(gathered.gather(7, at, part) for at, part in parts))

    whole = [gathering for gathering in found if gathering is not None]
    assert len(whole) == 1
    assert [photo.message_id for photo in whole[0].photos] == list(range(1, 11))


async def test_an_album_whose_record_redis_has_lost_leaves_none_that_never_ends(redis: Redis) -> None:
    groups = MediaGroups(redis, UpdateQueue(redis, Heartbeat(redis), 1), Pending(redis))

    await redis.eval(media_groups._CLOSE, 1, album_key("a"))
    await groups.ended(7, -5, MediaGroup(album_key("a"), ()))

    assert await redis.keys("emostyle:album:*") == []
