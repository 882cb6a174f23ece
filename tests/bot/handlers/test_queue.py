"""`/status`, `/cancel` and `/forget`, as a person sees them."""

from __future__ import annotations

import pytest

from bot.intake import media_groups
from tests.bot.conftest import BotHouse, greeted_group, is_painting, says, until, until_awaited
from tests.bot.counting import album_results, open_count, under_way
from tests.bot.stand_in_worker import picture
from worker.shared.contract import CANCELLED, Failed, Reason, job_key, painting_key, photo_key


async def test_the_status_of_nothing_is_an_invitation(lived_in: BotHouse) -> None:
    await lived_in.person.send_text("/status")

    await lived_in.person.next_message(says("Nothing of yours is waiting"))


async def test_the_status_counts_what_waits_and_what_is_before_it(lived_in: BotHouse) -> None:
    other = lived_in.sandbox.new_person("Bo")
    await other.send_photo(picture())
    await until_awaited(lived_in.worker.waiting, 1)
    for shade in (1, 2):
        await lived_in.person.send_photo(picture(color=(shade, 0, 0)))
    await until_awaited(lived_in.worker.waiting, 3)

    await lived_in.person.send_text("/status")

    await lived_in.person.next_message(says("2 photos of yours are under way.", "before the next one: 1."))


async def test_a_photo_that_is_being_painted_is_not_said_to_wait(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())
    await lived_in.worker.take()

    await lived_in.person.send_text("/status")

    answer = await lived_in.person.next_message(says("1 photo of yours is under way."))
    assert "before the next one" not in answer.content.text


async def test_what_was_answered_is_no_longer_under_way(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())
    await lived_in.worker.paint()
    await lived_in.person.next_message(is_painting)

    await until_awaited(lambda: open_count(lived_in), 0)


async def test_cancel_takes_waiting_photos_out_of_the_queue(lived_in: BotHouse) -> None:
    other = lived_in.sandbox.new_person("Bo")
    await other.send_photo(picture())
    await until_awaited(lived_in.worker.waiting, 1)
    for shade in (1, 2):
        await lived_in.person.send_photo(picture(color=(shade, 0, 0)))
    await until_awaited(lived_in.worker.waiting, 3)

    await lived_in.person.send_text("/cancel")

    await lived_in.person.next_message(says("Stopped. 2 photos are not painted."))
    await until(lambda: not lived_in.status_messages())
    assert await lived_in.worker.waiting() == 1
    assert len(await lived_in.redis.keys(photo_key("*"))) == 1
    await until_awaited(lambda: open_count(lived_in), 1)
    await lived_in.worker.paint()
    await other.next_message(is_painting)


async def test_cancel_asks_the_worker_to_stop_what_it_has_begun(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())
    request = await lived_in.worker.take()

    await lived_in.person.send_text("/cancel")

    await lived_in.person.next_message(says("Stopped. 1 photo is not painted."))
    assert await lived_in.redis.hexists(job_key(request.request_id), CANCELLED)
    stopped = Failed(request_id=request.request_id, ticket=request.ticket, reason=Reason.CANCELLED)
    await lived_in.worker.publish(stopped)
    await until(lambda: not lived_in.status_messages())
    assert len(lived_in.person.received) == 1


async def test_a_painting_that_comes_after_cancel_is_not_shown(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())
    request = await lived_in.worker.take()
    await lived_in.person.send_text("/cancel")
    await lived_in.person.next_message(says("Stopped. 1 photo is not painted."))

    await lived_in.worker.finish(request)  # the worker had passed its last stage

    await until(lambda: not lived_in.status_messages())
    await until_awaited(lambda: open_count(lived_in), 0)
    assert len(lived_in.person.received) == 1
    assert not await lived_in.redis.exists(painting_key(request.request_id))


async def test_what_is_still_being_fetched_is_under_way_and_can_be_cancelled(lived_in: BotHouse) -> None:
    slow = lived_in.sandbox.faults.hang("getFile")
    await lived_in.person.send_photo(picture())
    await until(lambda: lived_in.sandbox.calls_of("getFile"))

    await lived_in.person.send_text("/status")
    await lived_in.person.next_message(says("1 photo of yours is under way."))
    await lived_in.person.send_text("/cancel")
    await lived_in.person.next_message(says("1 photo is not painted"))
    slow.release()

    await until(lambda: not lived_in.status_messages())
    assert await lived_in.worker.waiting() == 0
    assert await open_count(lived_in) == 0
    await lived_in.person.send_photo(picture(color=(9, 9, 9)))  # what comes afterwards is painted
    await lived_in.worker.paint()
    await lived_in.person.next_message(is_painting)


async def test_an_album_that_is_being_gathered_is_under_way_and_can_be_cancelled(
    lived_in: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media_groups, "QUIET_SECONDS", 3.0)
    await lived_in.person.send_album([picture(color=(shade, 9, 9)) for shade in (1, 2)])
    await until_awaited(lambda: under_way(lived_in), 2)

    await lived_in.person.send_text("/status")
    await lived_in.person.next_message(says("2 photos of yours are under way."))
    await lived_in.person.send_text("/cancel")
    await lived_in.person.next_message(says("2 photos are not painted"))

    await until_awaited(lambda: under_way(lived_in), 0)
    await until(lambda: not lived_in.status_messages())
    await until_awaited(lambda: album_results(lived_in), 0)
    assert await lived_in.worker.waiting() == 0


async def test_cancel_in_one_chat_leaves_what_is_on_its_way_in_another(lived_in: BotHouse) -> None:
    ada, _, hello = await greeted_group(lived_in)
    slow = lived_in.sandbox.faults.hang("getFile")
    await ada.send_photo(picture(), reply_to=hello)
    await until(lambda: lived_in.sandbox.calls_of("getFile"))

    await lived_in.person.send_text("/cancel")  # in private
    await until_awaited(lambda: under_way(lived_in, "unwanted:"), 1)
    slow.release()

    await until_awaited(lived_in.worker.waiting, 1)


async def test_nobody_can_cancel_for_others(lived_in: BotHouse) -> None:
    other = lived_in.sandbox.new_person("Bo")
    await other.send_photo(picture())
    await until_awaited(lived_in.worker.waiting, 1)

    await lived_in.person.send_text("/cancel")

    await lived_in.person.next_message(says("nothing to stop"))
    assert await lived_in.worker.waiting() == 1
