"""Photos that cannot be fetched or queued, and signs of life that cannot be given."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest
import redis as redis_errors

from bot import service
from bot.jobs import pictures
from bot.jobs.job_queue import JobQueue
from bot.jobs.pending import Pending
from bot.sandbox.errors import ApiError
from emostyle.emotions import Emotion
from tests.bot.conftest import BotHouse, is_painting, says, until, until_awaited, until_handled
from tests.bot.counting import open_count
from tests.bot.stand_in_worker import picture
from worker.shared.contract import StyleRequest
from worker.shared.local_redis import open_redis


@pytest.mark.parametrize("method", ["sendMessage", "sendChatAction", "deleteMessage", "setMyCommands"])
@pytest.mark.parametrize("code", [404, 502])
async def test_a_sign_of_life_that_fails_stops_no_job(house: BotHouse, method: str, code: int) -> None:
    house.sandbox.faults.refuse(method, ApiError(code, "Not Found"), times=1000)
    async with house.bot():
        sent = await house.person.send_photo(picture())

        await house.worker.paint()

        painting = await house.person.next_message(is_painting)
        assert painting.reply_to is sent


async def test_a_file_above_20_mb_gets_a_sentence(lived_in: BotHouse) -> None:
    await lived_in.person.send_document(b"\xff" * 20_000_001, "huge.jpg")

    await lived_in.person.next_message(says("larger than 20 MB"))
    await until(lambda: not lived_in.status_messages())
    assert not lived_in.sandbox.calls_of("getFile")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ApiError(400, "Bad Request: file is too big"), "larger than 20 MB"),
        (ApiError(400, "Bad Request: wrong file_id"), "could not fetch"),
        (ApiError(404, "Not Found"), "could not fetch"),
    ],
)
async def test_a_photo_that_telegram_does_not_give_gets_a_sentence(
    lived_in: BotHouse, error: ApiError, words: str
) -> None:
    lived_in.sandbox.faults.refuse("getFile", error)

    sent = await lived_in.person.send_photo(picture())

    answer = await lived_in.person.next_message(says(words))
    assert answer.reply_to is sent
    await until(lambda: not lived_in.status_messages())


async def test_a_photo_is_fetched_again_while_telegram_is_at_fault(
    lived_in: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "FIRST_PAUSE", 0.01)
    lived_in.sandbox.faults.bad_gateway("getFile", times=2)

    await lived_in.person.send_photo(picture())

    await lived_in.worker.paint(Emotion.SAD)
    await lived_in.person.next_message(is_painting)
    assert len(lived_in.sandbox.calls_of("getFile")) == 3


async def test_fetching_ends_with_a_sentence_when_patience_ends(
    lived_in: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(pictures, "PATIENCE", 0.1)
    lived_in.sandbox.faults.bad_gateway("getFile", times=1000)

    await lived_in.person.send_photo(picture())

    await lived_in.person.next_message(says("could not fetch"))


async def test_a_photo_while_redis_is_full_gets_a_sentence(lived_in: BotHouse) -> None:
    await lived_in.redis.config_set("maxmemory", 1)  # it refuses to store anything
    try:
        await lived_in.person.send_photo(picture())

        await lived_in.person.next_message(says("cannot take photos right now"))
    finally:
        await lived_in.redis.config_set("maxmemory", 0)
    await until(lambda: not lived_in.status_messages())


async def test_photos_leave_room_for_what_has_to_be_delivered(lived_in: BotHouse) -> None:
    used = (await lived_in.redis.info("memory"))["used_memory"]
    await lived_in.redis.config_set("maxmemory", 2 * used)
    try:
        await lived_in.person.send_photo(picture())
        first = await lived_in.worker.take()
        await lived_in.person.send_document(bytes(int(0.7 * used)))

        await lived_in.person.next_message(says("cannot take photos right now"))
        await lived_in.worker.finish(first)
        await lived_in.person.next_message(is_painting)
    finally:
        await lived_in.redis.config_set("maxmemory", 0)


async def test_a_bot_without_redis_takes_nothing_from_telegram_until_it_is_back(
    house: BotHouse, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with open_redis(None, tmp_path) as handle:
        house.redis_url = handle.url
        async with house.bot():
            os.kill(int((tmp_path / "redis.pid").read_text()), signal.SIGKILL)
            await until(lambda: "Redis unavailable" in caplog.text)
            await house.person.send_text("/help")
            await until(lambda: "Polling: Redis unavailable" in caplog.text)
            assert house.person.received == []

            await asyncio.to_thread(handle.revive)

            await house.person.next_message(says("Send a photo"))


async def test_a_photo_that_redis_took_without_being_able_to_say_so_can_be_stopped(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    enqueue, cut_off = JobQueue._enqueue, iter([True])

    def cut_off_once(self: JobQueue, request: StyleRequest) -> None:
        enqueue(self, request)
        if next(cut_off, False):
            raise redis_errors.ConnectionError

    monkeypatch.setattr(JobQueue, "_enqueue", cut_off_once)
    async with house.bot():
        await house.person.send_photo(picture())
        await until_awaited(house.worker.waiting, 1)
        await until_handled(house)

        await house.person.send_text("/cancel")

        await house.person.next_message(says("Stopped. 1 photo"))
        await until_awaited(house.worker.waiting, 0)
        await until_awaited(lambda: open_count(house), 0)


async def test_nothing_is_left_of_a_photo_whose_bot_was_killed_before_it_was_queued_when_it_is_stopped(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object) -> None:
        await asyncio.sleep(60)

    async def nothing(*_: object) -> None:
        """Tidy up as a killed bot does."""

    with monkeypatch.context() as patch:
        patch.setattr(JobQueue, "submit", never)
        patch.setattr(service, "HANDLE_SECONDS", 0.1)
        async with house.bot():
            await house.person.send_photo(picture())
            await until_awaited(lambda: open_count(house), 1)
            patch.setattr(Pending, "close", nothing)
            await house.person.send_text("/cancel")
            await house.person.next_message(says("Stopped. 1 photo"))

    async with house.bot():
        await until_handled(house)

    assert await open_count(house) == 0
