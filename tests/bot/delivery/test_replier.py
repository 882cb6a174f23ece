"""What goes wrong with a result is told or tried again, and nothing is doubled."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.delivery import consumer, idempotent_sender
from bot.redis_keys import request_key
from bot.sandbox.errors import ApiError
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
from tests.bot.counting import open_count
from tests.bot.stand_in_worker import picture, styled
from worker.shared.contract import RESULT_FIELD, RESULTS_STREAM, Failed, Reason, StyleRequest, painting_key


async def test_a_painting_that_expired_gets_a_sentence(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())
    request = await lived_in.worker.take()

    await lived_in.worker.publish(styled(request))

    await lived_in.person.next_message(says("it waited too long"))


@pytest.mark.parametrize(
    "fields",
    [{RESULT_FIELD: "{broken"}, {"other": "x"}, {RESULT_FIELD: '{"kind": "failed", "ticket": "Ada Lovelace"}'}],
)
async def test_a_broken_result_is_dropped_without_its_data(
    lived_in: BotHouse, fields: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    await lived_in.redis.xadd(RESULTS_STREAM, dict(fields.items()))

    await until_delivered(lived_in)
    assert "result dropped" in caplog.text
    assert "Ada" not in caplog.text


async def test_a_result_with_a_broken_ticket_is_dropped_without_its_data(
    lived_in: BotHouse, caplog: pytest.LogCaptureFixture
) -> None:
    await lived_in.worker.publish(Failed(request_id="r1", ticket='{"chat_id": "Ada"}', reason=Reason.FAILED))

    await until_delivered(lived_in)
    assert "result of request r1 dropped, its ticket cannot be read" in caplog.text
    assert "Ada" not in caplog.text


async def test_a_delivery_that_failed_is_tried_again(
    lived_in: BotHouse, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "BLOCK_MILLISECONDS", 20)  # so that the loop turns often while it waits
    monkeypatch.setattr(consumer, "AGAIN_SECONDS", 0.5)
    await lived_in.person.send_photo(picture())
    request = await lived_in.worker.take()
    key = painting_key(request.request_id)
    await lived_in.redis.rpush(key, "no picture")  # Redis refuses to read it as one
    await lived_in.worker.publish(styled(request))
    await until(lambda: "trying again in" in caplog.text)
    assert paintings(lived_in) == 0

    await lived_in.redis.delete(key)
    await lived_in.redis.set(key, picture())

    await lived_in.person.next_message(is_painting)
    await until_delivered(lived_in)
    assert paintings(lived_in) == 1


async def test_a_painting_is_sent_once_though_redis_is_lost_before_it_is_noted(
    lived_in: BotHouse, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "AGAIN_SECONDS", 0.05)
    await lived_in.person.send_photo(picture())

    with monkeypatch.context() as patch:
        patch.setattr(idempotent_sender, "_END", "return redis.error_reply('Redis does not note it')")
        await lived_in.worker.paint()
        await until(lambda: "trying again in" in caplog.text)

    await until_delivered(lived_in)
    assert paintings(lived_in) == 1


async def test_a_sentence_that_may_have_arrived_takes_the_place_of_the_status(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())
    await lived_in.person.next_message(says("🎨"))
    lived_in.sandbox.faults.drop_after_acting("sendMessage")

    await lived_in.worker.fail(Reason.NO_FACE)

    await until_delivered(lived_in)
    told = [message for message in lived_in.person.received if "no face" in message.content.text]
    assert len(told) == 2
    assert all("😄" in [button["text"] for button in message.buttons] for message in told)


async def test_the_seven_buttons_come_though_there_is_no_status_and_nothing_was_confirmed(lived_in: BotHouse) -> None:
    lived_in.sandbox.faults.refuse("sendMessage", ApiError(403, "Forbidden: no status message"))
    await lived_in.person.send_photo(picture())
    await until(lambda: len(lived_in.sandbox.calls_of("sendMessage")) == 1)
    lived_in.sandbox.faults.drop_after_acting("sendMessage")

    await lived_in.worker.fail(Reason.NO_FACE)

    await until_delivered(lived_in)
    told = [message for message in lived_in.person.received if "no face" in message.content.text]
    assert "😄" in [button["text"] for button in told[-1].buttons]


async def test_what_went_wrong_is_said_before_the_status_goes(lived_in: BotHouse) -> None:
    lived_in.sandbox.faults.refuse("getFile", ApiError(400, "Bad Request: file is too big"))
    await lived_in.person.send_photo(picture())

    await lived_in.person.next_message(says("larger than 20 MB"))

    await until(lambda: not lived_in.status_messages())
    calls = [call.method.lower() for call in lived_in.sandbox.state.calls]
    assert [each for each in calls if each.endswith("message")] == ["sendmessage", "sendmessage", "deletemessage"]


async def test_a_painting_that_may_not_have_arrived_is_told_of_though_there_is_no_status(lived_in: BotHouse) -> None:
    lived_in.sandbox.faults.refuse("sendMessage", ApiError(403, "Forbidden: no status message"))
    await lived_in.person.send_photo(picture())
    await until(lambda: len(lived_in.sandbox.calls_of("sendMessage")) == 1)
    lived_in.sandbox.faults.drop_after_acting("sendPhoto")

    await lived_in.worker.paint()

    await lived_in.person.next_message(says("did not confirm it"))
    await until_delivered(lived_in)
    assert paintings(lived_in) == 1


async def test_the_loop_goes_on_after_redis_refused_it(lived_in: BotHouse, caplog: pytest.LogCaptureFixture) -> None:
    await lived_in.person.send_photo(picture())
    request = await lived_in.worker.take()
    await lived_in.redis.delete(RESULTS_STREAM)  # with its group
    await lived_in.redis.set(RESULTS_STREAM, "not a stream")
    await until(lambda: "Redis unavailable" in caplog.text)
    await lived_in.redis.delete(RESULTS_STREAM)

    await lived_in.worker.publish(styled(request), picture())

    await lived_in.person.next_message(is_painting)


def of_version_two(request: StyleRequest, **changes: str) -> dict[Any, Any]:
    fields = {**styled(request).model_dump(mode="json"), "version": 2, "song": "la", **changes}
    return {RESULT_FIELD: json.dumps(fields)}


async def test_a_result_of_a_newer_version_is_answered_when_no_newer_bot_comes(
    lived_in: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "NEWER_SECONDS", 0.0)
    await lived_in.person.send_photo(picture())
    request = await lived_in.worker.take()
    await lived_in.redis.set(painting_key(request.request_id), picture())

    await lived_in.redis.xadd(RESULTS_STREAM, of_version_two(request))

    await lived_in.person.next_message(says("Something went wrong"))
    await until_delivered(lived_in)
    assert not await lived_in.redis.exists(painting_key(request.request_id))
    assert not await open_count(lived_in)


async def test_a_ticket_of_a_newer_version_is_answered_in_its_language(
    lived_in: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "NEWER_SECONDS", 0.0)
    sent = await lived_in.person.send_photo(picture())
    request = await lived_in.worker.take()
    ticket = {"version": 2, "chat_id": sent.chat.id, "message_id": sent.message_id, "language": "de", "wish": 3}

    await lived_in.worker.publish(styled(request.model_copy(update={"ticket": json.dumps(ticket)})), picture())

    await lived_in.person.next_message(says("schief"))
    await until_delivered(lived_in)


async def test_a_result_of_a_newer_version_waits_for_a_newer_bot(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(consumer, "NEWER_PAUSE", 0.05)
    request = await waiting_request(house)
    await house.redis.set(painting_key(request.request_id), picture())
    await house.redis.xadd(RESULTS_STREAM, of_version_two(request))
    async with house.bot():
        await until(lambda: caplog.text.count("not understood") > 2)
        assert await stream_length(house) == 1
    monkeypatch.setattr(consumer, "parse_result", lambda text: styled(request))  # the newer bot

    async with house.bot():
        await house.person.next_message(is_painting)
        await until_delivered(house)
    assert paintings(house) == 1


async def test_a_damaged_result_is_answered_at_once(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())
    request = await lived_in.worker.take()
    fields = {**styled(request).model_dump(mode="json"), "width": "wide"}

    await lived_in.redis.xadd(RESULTS_STREAM, {RESULT_FIELD: json.dumps(fields)})

    await lived_in.person.next_message(says("Something went wrong"))


@pytest.mark.parametrize(("outcome", "left"), [("UNCONFIRMED", 1), ("SENT", 0)])
async def test_words_of_doubt_stay_when_a_result_comes_again(lived_in: BotHouse, outcome: str, left: int) -> None:
    await lived_in.person.send_photo(picture())
    request = await lived_in.worker.take()
    await lived_in.redis.hset(request_key(request.request_id), "sent", outcome)  # by a bot that was killed

    await lived_in.worker.finish(request)

    await until_delivered(lived_in)
    assert paintings(lived_in) == 0
    assert len(lived_in.status_messages()) == left


@pytest.mark.usefixtures("quick_albums")
@pytest.mark.parametrize(("outcome", "left"), [("UNCONFIRMED", 1), ("SENT", 0)])
async def test_words_of_doubt_stay_when_an_album_comes_again(lived_in: BotHouse, outcome: str, left: int) -> None:
    await lived_in.person.send_album([picture(color=(shade, 2, 3)) for shade in (10, 20)])
    for place in range(2):
        request = await lived_in.worker.take()
        if place == 1:
            await until_delivered(lived_in)  # the first one, which would count as tidied up otherwise
            (album,) = await lived_in.redis.keys("emostyle:album:*")
            await lived_in.redis.hset(album, "sent", outcome)  # by a bot that was killed
        await lived_in.worker.finish(request)

    await until_delivered(lived_in)
    assert paintings(lived_in) == 0
    assert len(lived_in.status_messages()) == left


@pytest.mark.parametrize("command", ["/cancel", "/forget"])
@pytest.mark.parametrize("reason", [Reason.NO_FACE, Reason.TIMED_OUT])
async def test_a_failure_of_a_photo_that_was_cancelled_is_not_told(
    lived_in: BotHouse, command: str, reason: Reason
) -> None:
    await lived_in.person.send_photo(picture())
    request = await lived_in.worker.take()
    await lived_in.person.send_text(command)
    answer = await lived_in.person.next_message(says("1 photo"))

    await lived_in.worker.publish(Failed(request_id=request.request_id, ticket=request.ticket, reason=reason))

    await until_delivered(lived_in)
    assert [message.content.text for message in lived_in.person.received] == [answer.content.text]  # no status either
    assert not await lived_in.redis.keys("emostyle:shown*")
