"""Status messages that stay true while a photo waits and is painted."""

from __future__ import annotations

import pytest

from bot.coordination import loops
from bot.jobs.job_queue import WAITING_TTL
from bot.jobs.pending import Pending
from bot.progress import status_messages
from bot.sandbox.chats.messages import Message
from bot.sandbox.person import Person
from emostyle.emotions import Emotion
from tests.bot.conftest import BotHouse, is_painting, says, until, until_awaited, until_delivered, until_handled
from tests.bot.counting import note_open, open_count
from tests.bot.stand_in_worker import picture
from worker.shared.contract import STAGE, Stage, StyleRequest, job_key


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status_messages, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(status_messages, "PRIVATE_SECONDS", 0.0)


async def note(house: BotHouse, request: StyleRequest, stage: Stage) -> None:
    """Note a stage, as a worker does."""
    await house.redis.hset(job_key(request.request_id), STAGE, stage.value)


async def measure(house: BotHouse, *seconds: float) -> None:
    """Note how long paintings took, and that there is a worker."""
    await house.redis.lpush("emostyle:seconds", *map(str, seconds))
    await house.redis.sadd("rq:workers:emostyle", "rq:worker:one")


async def queue_of(house: BotHouse, length: int) -> list[Person]:
    """Have as many people send a photo each, one after the other."""
    people = [house.sandbox.new_person(f"P{place}") for place in range(length)]
    for place, person in enumerate(people, 1):
        await person.send_photo(picture(color=(place, 0, 0)))
        await until_awaited(house.worker.waiting, place)
    return people


def status_of(person: Person) -> Message:
    return person.received[-1]


async def test_the_place_in_the_queue_moves(lived_in: BotHouse) -> None:
    *_, last = await queue_of(lived_in, 3)
    await last.wait_for(says("Photos before yours: 2."))

    await lived_in.worker.paint()
    await last.wait_for(says("Photos before yours: 1."))
    await lived_in.worker.paint()

    await last.wait_for(says("I have your photo and am painting it"))


async def test_reading_and_painting_are_told_and_the_status_goes_when_the_painting_comes(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())
    request = await lived_in.worker.take()

    await note(lived_in, request, Stage.READING)
    status = await lived_in.person.wait_for(says("I am looking at your photo"))
    await note(lived_in, request, Stage.PAINTING)
    await lived_in.person.wait_for(says("I am painting your photo"))
    await lived_in.worker.finish(request, Emotion.SAD)

    await lived_in.person.next_message(is_painting)
    await until(lambda: status.deleted)
    assert not lived_in.status_messages()


async def test_no_time_is_told_before_one_was_measured(lived_in: BotHouse) -> None:
    *_, last = await queue_of(lived_in, 2)

    await last.wait_for(says("Photos before yours: 1."))

    assert "takes about" not in status_of(last).content.text


async def test_the_time_is_told_from_measured_times_and_the_number_of_workers(lived_in: BotHouse) -> None:
    await measure(lived_in, 9, 11, 400)
    *_, last = await queue_of(lived_in, 3)

    await last.wait_for(says("Photos before yours: 2. It takes about 35 seconds."))
    await lived_in.redis.sadd("rq:workers:emostyle", "rq:worker:two", "rq:worker:three")

    await last.wait_for(says("Photos before yours: 2. It takes about 15 seconds."))
    await last.send_text("/status")
    await last.next_message(says("before the next one: 2.", "takes about 15 seconds"))


async def test_what_a_worker_needed_is_measured(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())
    await lived_in.worker.paint()
    await lived_in.person.next_message(is_painting)

    assert await lived_in.redis.lrange("emostyle:seconds", 0, -1) == [b"0.10"]


async def test_a_status_of_an_earlier_bot_is_kept_true(house: BotHouse) -> None:
    async with house.bot():
        await house.person.send_photo(picture())
        request = await house.worker.take()
    async with house.bot():
        await note(house, request, Stage.PAINTING)

        await house.person.wait_for(says("I am painting your photo"))
        await until(lambda: len(house.person.conversation.actions) > 1)


async def test_a_status_is_edited_only_when_it_changes(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())
    request = await lived_in.worker.take()
    await note(lived_in, request, Stage.PAINTING)
    await lived_in.person.wait_for(says("I am painting your photo"))
    other = lived_in.sandbox.new_person("Bo")
    await other.send_photo(picture())
    await note(lived_in, await lived_in.worker.take(), Stage.READING)
    await other.wait_for(says("I am looking"))  # some looks later

    mine = [
        call
        for call in lived_in.sandbox.calls_of("editMessageText")
        if call.fields["chat_id"] == str(lived_in.person.user.id)
    ]
    assert len(mine) == 1


async def test_a_group_is_told_less_often(lived_in: BotHouse) -> None:
    state, user = lived_in.sandbox.state, lived_in.person.user
    ada = Person(state, user, state.open_group(-1_000_000_000_321, "Friends", [user]))
    sent = await ada.send_photo(picture())
    await ada.send_text("/style sad", reply_to=sent)
    request = await lived_in.worker.take()
    await note(lived_in, request, Stage.PAINTING)
    other = lived_in.sandbox.new_person("Bo")
    await other.send_photo(picture())
    await note(lived_in, await lived_in.worker.take(), Stage.READING)
    await other.wait_for(says("I am looking"))

    assert status_of(ada).content.text == "🎨 I have your photo and am painting it…"


async def test_an_album_is_told_how_many_are_ready(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())
    await lived_in.worker.paint(Emotion.SAD)
    painting = await lived_in.person.next_message(is_painting)
    await lived_in.person.press("🖼 All seven", painting)

    for _ in range(2):
        await lived_in.worker.paint()

    await lived_in.person.wait_for(says("all 7 emotions", "Ready: 2."))


async def test_a_stage_that_another_version_noted_stops_nothing(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())
    request = await lived_in.worker.take()
    await lived_in.redis.hset(job_key(request.request_id), STAGE, "varnishing")
    other = lived_in.sandbox.new_person("Bo")
    await other.send_photo(picture())
    await note(lived_in, await lived_in.worker.take(), Stage.READING)

    await other.wait_for(says("I am looking"))


async def test_the_watch_goes_on_after_an_error_that_nobody_has_thought_of(
    lived_in: BotHouse, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loops, "FAILED_SECONDS", 0.02)
    *_, last = await queue_of(lived_in, 2)
    await measure(lived_in, 10)
    await lived_in.redis.lpush("emostyle:seconds", "Ada")
    await until(lambda: "a loop continues after ValueError" in caplog.text)
    assert "Ada" not in caplog.text

    await lived_in.redis.lpop("emostyle:seconds")

    await last.wait_for(says("It takes about 20 seconds."))


async def test_a_photo_for_which_no_worker_came_until_the_queue_forgot_it_is_answered(
    house: BotHouse,
) -> None:
    async with house.bot():
        await house.person.send_photo(picture())
        request = await house.worker.take()
        await until_handled(house)
    await house.redis.delete(f"rq:job:{request.request_id}")  # its time to live is over
    (known,) = await Pending(house.redis).all()
    old = known.model_copy(update={"since": known.since - 3600 - WAITING_TTL - 60})
    await note_open(house.redis, old)

    async with house.bot():
        await house.person.next_message(says("had to wait too long"))
        await until_delivered(house)
        await until(lambda: not house.status_messages())

    assert await open_count(house) == 0
