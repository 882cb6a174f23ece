"""Admins: figures, news for everybody, and reports of errors."""

from __future__ import annotations

import pytest

from bot.chats import KnownChats
from bot.delivery import consumer
from bot.handlers import broadcast
from bot.observability.error_reports import place_of
from bot.redis_keys import KNOWN_CHATS, OPEN_REQUESTS
from bot.sandbox.errors import ApiError
from bot.sandbox.person import Person
from emostyle.emotions import Emotion
from tests.bot.conftest import BotHouse, is_painting, says, until, until_awaited, until_delivered
from tests.bot.stand_in_worker import picture, styled
from worker.shared.contract import Reason, painting_key


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcast, "PAUSE", 0.01)
    monkeypatch.setattr(broadcast, "IDLE", 0.02)


@pytest.fixture
def admin(house: BotHouse) -> Person:
    """An admin, also of the chat for reports."""
    person = house.sandbox.new_person("Admin")
    house.changed = {"admins": str(person.user.id), "admin_chat": person.user.id}
    return person


async def painted(house: BotHouse, person: Person, emotion: Emotion) -> None:
    await person.send_photo(picture())
    await house.worker.paint(emotion)
    await person.next_message(is_painting)
    await until_awaited(lambda: number_under_way(house), 0)  # and is kept for quick answers


async def number_under_way(house: BotHouse) -> int:
    return int(await house.redis.zcard(OPEN_REQUESTS))


async def known(house: BotHouse) -> int:
    return int(await house.redis.scard(KNOWN_CHATS))


async def test_stats_tell_figures_and_nobodys_name(house: BotHouse, admin: Person) -> None:
    async with house.bot():
        await painted(house, house.person, Emotion.SAD)
        await house.person.send_photo(picture())  # from the cache
        await house.person.next_message(is_painting)
        await house.person.send_photo(picture(color=(1, 1, 1)))
        await house.worker.fail(Reason.TOO_SMALL)
        await house.person.next_message(says("too small"))

        await admin.send_text("/stats")

        answer = await admin.next_message()
        assert answer.content.text.split("\n") == [
            *["Chats: 1", "Waiting: 0", "Photos: 3", "Paintings: 1", "From the cache: 1", "Failures: 1"],
            *["Painted: 😢 sad 1", "Painting takes 0.1 s (median)."],
        ]


@pytest.mark.parametrize("command", ["/stats", "/broadcast hello"])
async def test_to_others_these_commands_do_not_exist(house: BotHouse, admin: Person, command: str) -> None:
    async with house.bot():
        await house.person.send_text(command)

        await house.person.next_message(says("do not know this command"))
        assert admin.received == []


async def test_stats_name_emotions_in_the_language_of_the_admin(house: BotHouse) -> None:
    eva = house.sandbox.new_person("Eva", language_code="de")
    house.changed = {"admins": str(eva.user.id)}
    for name, times in (("sad", 3), ("sad>happy", 2), ("gone>sad", 1)):
        await house.redis.hset("emostyle:count:corrections", name, str(times))
    async with house.bot():
        await eva.send_text("/stats")

        await eva.next_message(says("😢 Trauer 3, 😢 Trauer → 😄 Freude 2, gone → 😢 Trauer 1"))


async def test_admins_see_their_commands_in_the_menu(house: BotHouse, admin: Person) -> None:
    commands = house.sandbox.state.commands

    def shown(person: Person) -> set[str]:
        return {each["command"] for each in commands.shown_to(person.user, person.conversation.chat)}

    async with house.bot():
        await until(lambda: "broadcast" in shown(admin))
        assert "stats" not in shown(house.person)


async def test_a_broadcast_reaches_every_chat_and_tells_when_it_is_done(house: BotHouse, admin: Person) -> None:
    other = house.sandbox.new_person("Bo")
    async with house.bot():
        await painted(house, house.person, Emotion.SAD)
        await until_delivered(house)  # and so kept for quick answers
        await other.send_photo(picture())
        await other.next_message(is_painting)

        await admin.send_text("/broadcast Good news!\nNew paintings.")

        await admin.next_message(says("I am sending it to 2 chats."))
        for person in (house.person, other):
            await person.next_message(says("Good news!\nNew paintings."))
        await admin.next_message(says("The broadcast has reached 2 chats."))


async def test_a_broadcast_goes_on_after_a_restart_and_tells_nobody_twice(
    house: BotHouse, admin: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [house.sandbox.new_person(f"P{number}") for number in range(4)]
    for person in people:
        await KnownChats(house.redis).add(person.user.id)
    monkeypatch.setattr(broadcast, "PAUSE", 60)
    async with house.bot():
        await admin.send_text("/broadcast hello")
        await until(lambda: sum(len(person.received) for person in people) == 1)
        await admin.send_text("/broadcast again")
        await admin.next_message(says("still under way. Left: 3."))
    monkeypatch.setattr(broadcast, "PAUSE", 0.01)
    async with house.bot():
        await admin.next_message(says("has reached 4 chats"))
    assert [len(person.received) for person in people] == [1, 1, 1, 1]


async def test_a_chat_that_blocked_the_bot_gets_no_news_any_more(house: BotHouse, admin: Person) -> None:
    async with house.bot():
        await painted(house, house.person, Emotion.SAD)
        await house.person.block_bot()

        await admin.send_text("/broadcast hello")

        await admin.next_message(says("has reached 0 chats"))
        assert await known(house) == 0


async def test_a_chat_that_telegram_refuses_is_passed_over(house: BotHouse, admin: Person) -> None:
    for chat_id in (5, house.person.user.id):  # the first one does not exist
        await KnownChats(house.redis).add(chat_id)
    async with house.bot():
        await admin.send_text("/broadcast hello")

        await house.person.next_message(says("hello"))
        await admin.next_message(says("has reached 1 chat."))


@pytest.mark.parametrize(
    ("text", "words"),
    [("/broadcast", "Write /broadcast and the text"), ("/broadcast nobody is there", "has reached 0 chats")],
)
async def test_a_broadcast_of_nothing_or_to_nobody_explains_itself(
    house: BotHouse, admin: Person, text: str, words: str
) -> None:
    async with house.bot():
        await admin.send_text(text)

        await admin.next_message(says(words))


async def test_jobs_of_somebody_who_blocked_the_bot_are_stopped(lived_in: BotHouse) -> None:
    for number in (1, 2):
        await lived_in.person.send_photo(picture(color=(number, 1, 1)))
        await until_awaited(lived_in.worker.waiting, number)
    request = await lived_in.worker.take()
    await lived_in.person.block_bot()

    await lived_in.worker.finish(request)

    await until_awaited(lived_in.worker.waiting, 0)
    await until_awaited(lambda: known(lived_in), 0)


async def test_forget_forgets_that_the_chat_is_known(lived_in: BotHouse) -> None:
    await painted(lived_in, lived_in.person, Emotion.SAD)

    await lived_in.person.send_text("/forget")

    await lived_in.person.next_message(says("• that this chat knows me"))
    assert await known(lived_in) == 0


async def test_a_failure_of_a_worker_is_reported_once(house: BotHouse, admin: Person) -> None:
    async with house.bot():
        for number in (1, 2):
            await house.person.send_photo(picture(color=(number, 1, 1)))
            await house.worker.fail(Reason.FAILED)
            await house.person.next_message(says("went wrong while I painted"))

        await admin.next_message(says("⚠️ failed in worker"))
        assert len(admin.received) == 1


async def test_an_error_of_the_bot_is_reported_without_what_it_says(house: BotHouse, admin: Person) -> None:
    house.sandbox.faults.refuse("sendMessage", ApiError(400, "Bad Request: Ada"))
    async with house.bot():
        await house.person.send_text("/help")

        report = await admin.next_message(says("⚠️ BadRequest in handlers/message.py:"))
        assert "Ada" not in report.content.text


async def test_a_painting_that_cannot_be_delivered_is_reported(
    house: BotHouse, admin: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "AGAIN_SECONDS", 0.05)
    async with house.bot():
        await house.person.send_photo(picture())
        request = await house.worker.take()
        await house.redis.rpush(painting_key(request.request_id), "no picture")  # Redis refuses to read it as one

        await house.worker.publish(styled(request))

        await admin.next_message(says("⚠️ ResponseError in jobs/pictures.py:"))
        assert len(admin.received) == 1
        await house.redis.delete(painting_key(request.request_id))
        await house.person.next_message(says("it waited too long"))


async def test_what_people_stop_is_no_failure(house: BotHouse, admin: Person) -> None:
    async with house.bot():
        await house.person.send_photo(picture())
        await until_awaited(house.worker.waiting, 1)
        await house.person.send_text("/cancel")
        await house.person.next_message(says("Stopped."))
        await until(lambda: not house.status_messages())

        await admin.send_text("/stats")

        await admin.next_message(says("Photos: 0", "Failures: 0"))


async def test_a_report_that_cannot_be_sent_is_logged(house: BotHouse, caplog: pytest.LogCaptureFixture) -> None:
    house.changed = {"admin_chat": 5}  # there is no such chat
    house.sandbox.faults.refuse("sendMessage", ApiError(400, "Bad Request: Ada"))
    async with house.bot():
        await house.person.send_text("/help")

        await until(lambda: "error report not sent to the admins: BadRequest" in caplog.text)


def test_an_error_from_elsewhere_has_no_place_here() -> None:
    assert place_of(ValueError()) == "?"
