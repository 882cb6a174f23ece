"""The way of a photo through the bot, as a person sees it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import Chat, Message

from bot.redis_keys import request_id_for
from emostyle.emotions import Emotion
from tests.bot.conftest import BotHouse, is_painting, says, until, until_awaited, until_delivered, until_handled
from tests.bot.stand_in_worker import picture, styled
from worker.shared.contract import PUBLISHED, Reason, job_key, painting_key, photo_key


async def test_a_photo_gets_a_sign_of_life_and_then_the_painting_as_a_reply(lived_in: BotHouse) -> None:
    sent = await lived_in.person.send_photo(picture())

    sign = await lived_in.person.next_message(says("painting it"))
    assert sign.reply_to is sent
    await until(lambda: lived_in.person.conversation.acting)
    assert lived_in.person.conversation.actions[-1].action == "upload_photo"
    request = await lived_in.worker.paint(Emotion.SAD)

    painting = await lived_in.person.next_message(is_painting)
    assert painting.kind == "photo"
    assert painting.reply_to is sent
    assert painting.data == picture(color=(10, 20, 30))
    assert painting.content.text == "😢 sad · 70% sure\n🖼 Starry Night Over the Rhône, Vincent van Gogh, 1888"
    await until(lambda: sign.deleted)
    await until_awaited(lambda: lived_in.redis.exists(painting_key(request.request_id)), 0)


async def test_the_worker_gets_the_photo_as_it_was_sent(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())

    request = await lived_in.worker.take()

    assert await lived_in.worker.photo(request) == picture()
    assert request.emotion is None
    assert (request.max_side, request.lossless) == (1280, False)
    assert 0 < await lived_in.redis.ttl(photo_key(request.request_id)) <= 3600


async def test_several_faces_are_named(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())

    await lived_in.worker.paint(Emotion.HAPPY, Emotion.FEAR)

    await lived_in.person.next_message(says("2 faces: 1 happy, 1 afraid"))


async def test_a_doubtful_reading_is_said_to_be_doubtful_also_when_it_is_answered_again(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())
    request = await lived_in.worker.take()
    await lived_in.worker.publish(styled(request, Emotion.FEAR).model_copy(update={"uncertain": True}), picture())
    await lived_in.person.next_message(says("😨 fear · perhaps: I am not sure (70%)"))
    await until_delivered(lived_in)  # and so kept for quick answers

    await lived_in.person.send_photo(picture())

    await lived_in.person.next_message(says("😨 fear · perhaps: I am not sure (70%)"))


@pytest.mark.parametrize(
    ("form", "name", "expected"), [("JPEG", "me.jpg", "me-sad.jpg"), ("PNG", "scan.png", "scan-sad.png")]
)
async def test_an_image_file_comes_back_as_a_file_of_its_name(
    lived_in: BotHouse, form: str, name: str, expected: str
) -> None:
    sent = await lived_in.person.send_document(picture(form), name)

    await until(lambda: lived_in.person.conversation.actions)
    assert lived_in.person.conversation.actions[-1].action == "upload_document"
    request = await lived_in.worker.paint()

    painting = await lived_in.person.next_message(is_painting)
    assert painting.kind == "document"
    assert painting.reply_to is sent
    assert painting.content.media is not None
    assert painting.content.media.file.name == expected
    assert painting.data == picture(form, (10, 20, 30))
    assert (request.max_side, request.lossless) == (4096, form == "PNG")


async def test_a_photo_that_waits_behind_others_is_told_how_many(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())
    await lived_in.person.next_message(says("painting it"))
    await until_awaited(lived_in.worker.waiting, 1)

    await lived_in.person.send_photo(picture())

    await lived_in.person.wait_for(says("Photos before yours: 1."))


async def test_a_photo_without_a_face_gets_a_question(lived_in: BotHouse) -> None:
    sent = await lived_in.person.send_photo(picture())

    await lived_in.worker.fail(Reason.NO_FACE)

    answer = await lived_in.person.next_message(says("no face", "Which one shall I paint?"))
    assert answer.reply_to is sent
    await until(lambda: not lived_in.status_messages())


async def test_the_same_update_twice_makes_one_job_and_leaves_one_status_message(lived_in: BotHouse) -> None:
    sent = await lived_in.person.send_photo(picture())
    await until(lambda: lived_in.sandbox.calls_of("getFile"))

    lived_in.sandbox.state.updates.add("message", sent.as_json())

    await until_handled(lived_in)
    assert await lived_in.worker.waiting() == 1
    assert len(lived_in.status_messages()) == 1
    await lived_in.worker.paint()
    await lived_in.person.next_message(is_painting)
    await until(lambda: not lived_in.status_messages())


async def test_a_job_outlives_its_photo_so_that_a_worker_can_say_that_it_expired(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())

    request = await lived_in.worker.take()

    job_seconds = await lived_in.redis.hget(f"rq:job:{request.request_id}", "ttl")
    assert job_seconds is not None
    assert int(job_seconds) > lived_in.settings.photo_ttl
    assert 0 < await lived_in.redis.ttl(photo_key(request.request_id)) <= lived_in.settings.photo_ttl


def test_a_server_that_counts_messages_anew_gets_answers_all_the_same() -> None:
    message = Message(1, datetime.fromtimestamp(1_000_000, UTC), Chat(5, "private"))
    later = Message(1, datetime.fromtimestamp(1_000_060, UTC), Chat(5, "private"))

    assert request_id_for(message, 1) == request_id_for(message, 1)
    assert request_id_for(message, 1) != request_id_for(later, 1)


async def test_an_update_that_comes_again_after_its_painting_makes_no_job(lived_in: BotHouse) -> None:
    sent = await lived_in.person.send_photo(picture())
    request = await lived_in.worker.paint()
    await until_delivered(lived_in)
    await lived_in.redis.delete(f"rq:job:{request.request_id}")  # RQ has forgotten it
    await lived_in.redis.delete(*await lived_in.redis.keys("emostyle:kept:*"))  # so has the cache
    await lived_in.redis.hset(job_key(request.request_id), PUBLISHED, "1")

    lived_in.sandbox.state.updates.add("message", sent.as_json())

    await until_handled(lived_in)
    assert await lived_in.worker.waiting() == 0
    assert not lived_in.status_messages()


async def test_an_edited_caption_starts_no_second_job(lived_in: BotHouse) -> None:
    sent = await lived_in.person.send_photo(picture(), "me")
    await lived_in.worker.take()

    await lived_in.person.edit_caption(sent, "/style happy")
    await lived_in.person.send_text("/help")

    await lived_in.person.next_message(says("Send a photo"))
    assert await lived_in.worker.waiting() == 0
    assert len(lived_in.sandbox.calls_of("getFile")) == 1
