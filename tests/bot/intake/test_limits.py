"""Fairness: limits with a kind sentence, and everybody in turn."""

from __future__ import annotations

import time
from collections.abc import Awaitable
from typing import cast

import pytest
from redis import Redis as SyncRedis
from redis.asyncio import Redis

from bot.i18n.translator import Language, translator_for
from bot.intake.limits import Limits, Rules
from bot.jobs.job_queue import JobQueue
from bot.jobs.pending import ARRIVING_TTL, Pending
from bot.jobs.tickets import Ticket
from bot.observability.metrics import Metrics
from bot.redis_keys import TURNS, hidden_id, person_key
from bot.sandbox.person import Person
from bot.settings import BotSettings
from bot.telegram_api import retry
from emostyle.emotions import Emotion
from tests.bot.conftest import BotHouse, is_painting, says, until, until_awaited
from tests.bot.stand_in_worker import picture
from worker.shared.contract import QUEUE


def shade(number: int) -> bytes:
    return picture(color=(number, 50, 50))


async def send(house: BotHouse, person: Person, *numbers: int) -> None:
    """Send photos one after the other, and wait until each is queued and has its turn."""
    for number in numbers:
        before = await house.worker.waiting()
        await person.send_photo(shade(number))
        await until_awaited(house.worker.waiting, before + 1)
        await until_awaited(lambda: all_have_turns(house), True)


async def all_have_turns(house: BotHouse) -> bool:
    turns, queue = await house.redis.hkeys(TURNS), await house.redis.lrange(f"rq:queue:{QUEUE}", 0, -1)
    return set(queue) <= set(turns)


async def test_too_many_photos_of_one_person_are_refused_until_some_are_painted(house: BotHouse) -> None:
    house.changed = {"per_person": 2}
    async with house.bot():
        await send(house, house.person, 1, 2)

        sent = await house.person.send_photo(shade(3))
        answer = await house.person.next_message(says("2 photos of yours are still waiting"))
        assert answer.reply_to is sent
        await send(house, house.sandbox.new_person("Bo"), 4)

        await house.worker.paint()
        await house.person.next_message(is_painting)
        await until(lambda: len(house.status_messages()) == 1)
        await send(house, house.person, 5)


async def test_photos_that_are_still_being_fetched_count_too(house: BotHouse) -> None:
    house.changed = {"per_person": 2}
    async with house.bot():
        slow = house.sandbox.faults.hang("getFile", times=3)

        for number in (1, 2, 3):
            await house.person.send_photo(shade(number))

        await house.person.next_message(says("2 photos of yours are still waiting"))
        slow.release()
        await until_awaited(house.worker.waiting, 2)


async def test_an_album_is_taken_whole_by_somebody_who_waits_for_nothing(house: BotHouse) -> None:
    house.changed = {"per_person": 2, "per_minute": 2}
    async with house.bot():
        await house.person.send_album([shade(number) for number in range(4)])

        await until_awaited(house.worker.waiting, 4)
        await house.person.send_album([shade(number) for number in range(5, 9)])
        await house.person.next_message(says("4 photos of yours are still waiting"))


async def test_too_many_photos_in_a_minute_are_refused(house: BotHouse) -> None:
    house.changed = {"per_minute": 2}
    async with house.bot():
        for number in (1, 2):
            await house.person.send_photo(shade(number))
            await house.worker.paint()
            await house.person.next_message(is_painting)
            await until(lambda: not house.status_messages())

        await house.person.send_photo(shade(3))

        await house.person.next_message(says("That was quick! Please wait"))


async def test_a_full_queue_takes_no_more(house: BotHouse) -> None:
    house.changed = {"queue_cap": 1}
    async with house.bot():
        await send(house, house.sandbox.new_person("Bo"), 1)

        await house.person.send_photo(shade(2))

        await house.person.next_message(says("Very many photos are waiting"))


async def test_presses_are_limited_too(house: BotHouse) -> None:
    house.changed = {"per_minute": 1}
    async with house.bot():
        await house.person.send_photo(shade(1))
        await house.worker.paint(Emotion.SAD)
        painting = await house.person.next_message(is_painting)

        answer = await (await house.person.press("😄", painting)).answered()

        assert (answer.show_alert, "That was quick!" in answer.text) == (True, True)
        assert await house.worker.waiting() == 0


@pytest.mark.parametrize("setting", ["allow", "block"])
async def test_who_is_not_invited_is_told_so(house: BotHouse, setting: str) -> None:
    other = house.sandbox.new_person("Bo")
    house.changed = {setting: str(other.user.id)}
    guest, stranger = (other, house.person) if setting == "allow" else (house.person, other)
    async with house.bot():
        await stranger.send_photo(shade(1))
        await stranger.next_message(says("for invited people only"))
        await stranger.send_text("/help")
        await stranger.next_message(says("Send a photo"))

        await send(house, guest, 2)


async def test_a_group_can_be_invited(house: BotHouse) -> None:
    house.changed = {"allow": "-1000000000321"}
    state, user = house.sandbox.state, house.person.user
    ada = Person(state, user, state.open_group(-1_000_000_000_321, "Friends", [user]))
    async with house.bot():
        sent = await ada.send_photo(shade(1))
        await ada.send_text("/style sad", reply_to=sent)

        await until_awaited(house.worker.waiting, 1)


async def test_no_limit_holds_an_admin_back(house: BotHouse) -> None:
    house.changed = {"admins": f"1, {house.person.user.id}", "queue_cap": 1, "per_minute": 1, "per_person": 1}
    async with house.bot():
        await send(house, house.person, 1, 2, 3)


async def test_everybody_is_painted_in_turn(lived_in: BotHouse) -> None:
    ada, bo, cleo = lived_in.person, lived_in.sandbox.new_person("Bo"), lived_in.sandbox.new_person("Cleo")
    await send(lived_in, ada, 1, 2, 3, 4)
    await send(lived_in, bo, 11, 12)
    first = await lived_in.worker.take()
    await send(lived_in, cleo, 21)

    requests = [first, *[await lived_in.worker.take() for _ in range(6)]]
    order = [await lived_in.worker.photo(request) for request in requests]

    assert order == [shade(number) for number in (1, 11, 21, 2, 12, 3, 4)]


async def test_one_album_of_ten_does_not_hold_up_the_next_person(lived_in: BotHouse) -> None:
    await lived_in.person.send_album([shade(number) for number in range(10)])
    await until_awaited(lived_in.worker.waiting, 10)
    bo = lived_in.sandbox.new_person("Bo")

    await bo.send_photo(shade(99))

    await bo.wait_for(says("Photos before yours: 1."))


async def test_notes_of_turns_go_with_their_jobs(lived_in: BotHouse) -> None:
    await send(lived_in, lived_in.person, 1, 2)
    for _ in range(2):
        await lived_in.worker.take()

    await send(lived_in, lived_in.person, 3)

    assert len(await lived_in.redis.hgetall("emostyle:turns")) == 1


@pytest.mark.parametrize(
    ("text", "ids"), [("1, -2,3", frozenset({1, -2, 3})), ("7", frozenset({7})), ("1 2", frozenset({1, 2}))]
)
def test_numbers_of_people_are_read_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, text: str, ids: frozenset[int]
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456789:" + "A" * 35)
    monkeypatch.setenv("EMOSTYLE_ADMINS", text)

    assert BotSettings().admins == ids


async def test_a_refusal_is_heard_though_telegram_does_not_take_it_at_once(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "FIRST_PAUSE", 0.05)
    house.changed = {"queue_cap": 1}
    async with house.bot():
        await send(house, house.person, 1)
        house.sandbox.faults.bad_gateway("sendMessage", times=3)

        await house.person.send_photo(shade(2))

        await house.person.next_message(says("Very many photos are waiting"))


async def test_an_answer_is_given_up_when_patience_ends(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(retry, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(retry, "PATIENCE", 0.2)
    async with house.bot():
        house.sandbox.faults.bad_gateway("sendMessage", times=100)

        await house.person.send_text("/help")

        await until(lambda: "apology not sent" in caplog.text)


async def test_a_queued_request_stays_known_though_its_press_is_handled_again(redis: Redis, redis_url: str) -> None:
    rules = Rules(per_person=5, per_minute=9, queue_cap=9, admins=frozenset(), allowed=None, blocked=frozenset())
    limits = Limits(redis, JobQueue(SyncRedis.from_url(redis_url), 3600, 120), rules, Metrics())
    await Pending(redis).open("r1", Ticket(chat_id=-5, message_id=3, person_id=7))

    assert await limits.refusal(translator_for(Language.ENGLISH), 7, -5, ["r1"]) is None

    noted = await cast("Awaitable[bytes]", redis.hget(person_key(hidden_id(7)), "request:r1"))
    assert int(noted.split()[0]) > time.time() + ARRIVING_TTL


async def test_what_has_ended_leaves_the_index_of_an_admin_too(redis: Redis, redis_url: str) -> None:
    rules = Rules(
        per_person=1, per_minute=1, queue_cap=1, admins=frozenset({7}), allowed=frozenset(), blocked=frozenset()
    )
    limits = Limits(redis, JobQueue(SyncRedis.from_url(redis_url), 3600, 120), rules, Metrics())
    index = person_key(hidden_id(7))
    await redis.hset(index, mapping={"emostyle:shown:old": "1", "request:old": "1 chat"})

    assert await limits.refusal(translator_for(Language.ENGLISH), 7, -5, ["r1", "r2"]) is None

    assert await cast("Awaitable[list[bytes]]", redis.hkeys(index)) == [b"request:r1", b"request:r2"]
