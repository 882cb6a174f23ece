"""Results are delivered once: through refusals, broken connections, restarts and broken entries."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.coordination import heartbeat
from bot.redis_keys import request_key
from bot.sandbox.errors import ApiError
from emostyle.emotions import Emotion
from tests.bot.conftest import (
    BotHouse,
    is_painting,
    paintings,
    says,
    stream_length,
    until,
    until_delivered,
    waiting_request,
)
from tests.bot.stand_in_worker import picture, styled
from worker.shared.contract import RESULTS_GROUP, RESULTS_STREAM, painting_key


async def test_a_blocked_bot_drops_the_result(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())
    request = await lived_in.worker.take()
    await lived_in.person.block_bot()

    await lived_in.worker.publish(styled(request), picture())

    await until_delivered(lived_in)
    assert paintings(lived_in) == 0
    await lived_in.person.block_bot(False)
    await lived_in.person.send_text("/help")
    await lived_in.person.next_message(says("Send a photo"))


@pytest.mark.parametrize("method", ["sendPhoto", "sendDocument"])
@pytest.mark.parametrize("fault", ["too_many_requests", "bad_gateway"])
async def test_a_refused_painting_is_delivered_once(lived_in: BotHouse, method: str, fault: str) -> None:
    getattr(lived_in.sandbox.faults, fault)(method)
    if method == "sendPhoto":
        await lived_in.person.send_photo(picture())
    else:
        await lived_in.person.send_document(picture(), "a.jpg")

    await lived_in.worker.paint()

    await lived_in.person.next_message(is_painting)
    await until_delivered(lived_in)
    assert len(lived_in.sandbox.calls_of(method)) == 2
    assert paintings(lived_in) == 1


async def test_a_painting_that_may_have_arrived_is_not_sent_again(lived_in: BotHouse) -> None:
    lived_in.sandbox.faults.drop_after_acting("sendPhoto")
    await lived_in.person.send_photo(picture())

    await lived_in.worker.paint()

    await lived_in.person.wait_for(says("Telegram did not confirm it"))
    await until_delivered(lived_in)
    assert len(lived_in.sandbox.calls_of("sendPhoto")) == 1
    assert paintings(lived_in) == 1


async def test_a_painting_that_telegram_takes_as_no_photo_comes_as_a_file(lived_in: BotHouse) -> None:
    lived_in.sandbox.faults.refuse("sendPhoto", ApiError(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
    await lived_in.person.send_photo(picture())

    await lived_in.worker.paint()

    assert (await lived_in.person.next_message(is_painting)).kind == "document"


async def test_a_painting_that_telegram_takes_in_no_form_ends_in_a_sentence(lived_in: BotHouse) -> None:
    for method in ("sendPhoto", "sendDocument"):
        lived_in.sandbox.faults.refuse(method, ApiError(400, "Bad Request: something new"))
    await lived_in.person.send_photo(picture())

    await lived_in.worker.paint()

    await lived_in.person.next_message(says("went wrong on my side"))
    await until_delivered(lived_in)


async def test_a_result_that_waited_for_a_bot_is_delivered_once_by_the_next(house: BotHouse) -> None:
    request = await waiting_request(house)
    await house.worker.publish(styled(request), picture())

    async with house.bot():
        await house.person.next_message(is_painting)
        await until_delivered(house)
    async with house.bot():
        await house.person.send_text("/help")
        await house.person.next_message(says("Send a photo"))
    assert paintings(house) == 1
    assert not house.status_messages()


@pytest.mark.parametrize("holder", ["bot", "somewhere:1:abcdef"])
async def test_a_result_that_a_killed_bot_held_is_delivered_by_the_next(
    house: BotHouse, holder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "TTL", 0.5)
    monkeypatch.setattr(heartbeat, "RENEW_SECONDS", 0.1)
    request = await waiting_request(house)
    await house.worker.publish(styled(request), picture())
    await house.redis.xreadgroup(RESULTS_GROUP, holder, {RESULTS_STREAM: ">"})  # and never acknowledged

    async with house.bot():
        await house.person.next_message(is_painting)
        await until_delivered(house)
    assert paintings(house) == 1


async def test_a_result_that_was_sent_already_is_not_sent_again(house: BotHouse) -> None:
    request = await waiting_request(house)
    await house.redis.hset(request_key(request.request_id), "sent", "SENT")
    await house.worker.publish(styled(request), picture())

    async with house.bot():
        await until_delivered(house)
        await house.person.send_photo(picture())
        await house.worker.paint(Emotion.FEAR)
        await house.person.next_message(says("fear"))
    assert paintings(house) == 1
    assert not await house.redis.exists(painting_key(request.request_id))


async def test_a_stopping_bot_finishes_its_reply(house: BotHouse) -> None:
    async with house.bot():
        await house.person.send_photo(picture())
        hanging = house.sandbox.faults.hang("sendPhoto")
        await house.worker.paint()
        await until(lambda: house.sandbox.calls_of("sendPhoto"))
        asyncio.get_running_loop().call_later(0.1, hanging.release)

    assert paintings(house) == 1
    assert await stream_length(house) == 0


async def test_a_reply_that_takes_too_long_is_left_to_the_next_bot(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.service.FINISH_SECONDS", 0.05)
    async with house.bot():
        await house.person.send_photo(picture())
        house.sandbox.faults.bad_gateway("sendPhoto", times=2)
        await house.worker.paint()
        await until(lambda: len(house.sandbox.calls_of("sendPhoto")) == 2)  # and waits before it tries again
    assert await stream_length(house) == 1

    async with house.bot():
        await house.person.next_message(is_painting)
        await until_delivered(house)
    assert paintings(house) == 1


async def test_no_log_line_tells_the_token_or_whose_photo_it_is(
    house: BotHouse, caplog: pytest.LogCaptureFixture
) -> None:
    from bot.__main__ import configure_logging

    configure_logging("DEBUG")
    with caplog.at_level(logging.DEBUG):
        async with house.bot():
            await house.person.send_photo(picture(), "my secret caption")
            await house.worker.paint()
            await house.person.next_message(is_painting)
            await until_delivered(house)

    assert "sent" in caplog.text
    for secret in (house.sandbox.token, "secret caption", str(house.person.user.id)):
        assert secret not in caplog.text
