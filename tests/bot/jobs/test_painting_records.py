"""What is known of paintings that were sent: captions, buttons, and those that Telegram has already."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from redis.asyncio import Redis
from telegram import Chat, Message, PhotoSize

from bot.jobs.painting_records import PaintingCache, PaintingRecords, PaintingSummary, new_token, record_for, summary_of
from bot.jobs.pending import WATERMARK_TTL, Pending
from bot.jobs.pictures import FoundPhoto
from bot.jobs.tickets import AlbumPlace, Ticket
from bot.redis_keys import album_key, hidden_id, person_key
from bot.styles.paint_options import StyleChoice
from emostyle.emotions import EMOTIONS, Emotion
from worker.shared.contract import CANCELLED, FaceReading, Styled, job_key

PHOTO = FoundPhoto(file_id="f", unique_id="u", message_id=3)
TICKET = Ticket(chat_id=5, message_id=3, person_id=7, photo=PHOTO)
READ = PaintingSummary(emotion=Emotion.SAD, confidence=0.8, style="x")
CHOSEN = PaintingSummary(emotion=Emotion.HAPPY, confidence=None, style="y")


async def test_a_record_is_found_under_its_token_until_it_is_forgotten(redis: Redis) -> None:
    records = PaintingRecords(redis, 3600)
    record = record_for(TICKET, READ)
    assert record is not None

    token = await records.keep(None, record)
    await records.keep_message(5, 12, token, 7)

    assert await records.find(token) == record
    assert await records.forget(8) == 0
    assert await records.forget(7) == 1
    assert await records.find(token) is None
    assert not await redis.keys("*")


def test_a_ticket_without_its_photo_has_no_buttons() -> None:
    assert record_for(TICKET.model_copy(update={"photo": None}), READ) is None


def test_what_the_faces_showed_stays_known_after_another_emotion_was_chosen() -> None:
    record = record_for(TICKET, READ)
    assert record is not None

    repainted = record.now(mixing={}).repainted(StyleChoice(emotion=Emotion.HAPPY), CHOSEN)

    assert repainted.read is Emotion.SAD
    assert repainted.painted == CHOSEN
    assert repainted.mixing is None


def test_tokens_fit_a_button_and_are_never_the_same() -> None:
    assert {len(new_token()) for _ in range(50)} == {12}
    assert len({new_token() for _ in range(50)}) == 50


def sent() -> Message:
    sizes = [PhotoSize("small", "s", 9, 9), PhotoSize("large", "l", 99, 99)]
    return Message(9, datetime.now(UTC), Chat(5, "private"), photo=sizes)


async def test_the_same_photo_with_the_same_choice_is_found(redis: Redis) -> None:
    cache = PaintingCache(redis, 3600)
    await cache.keep("r1", TICKET, READ, "photo-sad.jpg", sent())

    found = await cache.find(TICKET.model_copy(update={"message_id": 99}))

    assert found is not None
    assert (found.file_id, found.as_file, found.painted) == ("large", False, READ)
    assert await cache.find(TICKET.model_copy(update={"wish": StyleChoice(emotion=Emotion.SAD)})) is None


async def test_a_person_s_paintings_are_forgotten_together(redis: Redis) -> None:
    cache = PaintingCache(redis, 3600)
    await cache.keep("r1", TICKET, READ, "photo-sad.jpg", sent())
    await cache.keep("r1", TICKET.model_copy(update={"as_file": True}), READ, "photo-sad.jpg", sent())

    assert await cache.forget(7) == 2
    assert not await redis.keys("*")


async def test_what_telegram_has_no_more_is_dropped(redis: Redis) -> None:
    cache = PaintingCache(redis, 3600)
    await cache.keep("r1", TICKET, READ, "photo-sad.jpg", sent())

    await cache.drop(TICKET)

    assert await cache.find(TICKET) is None
    assert await cache.forget(7) == 0


@pytest.mark.parametrize("field", [CANCELLED, "unwanted"])
async def test_what_was_cancelled_while_it_was_sent_is_not_kept(redis: Redis, field: str) -> None:
    cache, ticket = (
        PaintingCache(redis, 3600),
        TICKET.model_copy(update={"album": AlbumPlace(album="a", place=0, total=2)}),
    )
    await redis.hset(job_key("r1") if field == CANCELLED else album_key("a"), field, "1")

    await cache.keep("r1", ticket, READ, "photo-sad.jpg", sent())

    assert await cache.find(ticket) is None
    assert await cache.forget(7) == 0


async def test_an_index_ends_with_what_is_left_in_it(redis: Redis) -> None:
    cache = PaintingCache(redis, 3600)
    await cache.keep("r1", TICKET, READ, "photo-sad.jpg", sent())
    await Pending(redis).note_watermark(b"1700000000000-1", 7)

    assert await cache.forget(7) == 1

    assert 0 < await redis.ttl(person_key(hidden_id(7))) <= WATERMARK_TTL


def face(shows: Emotion) -> FaceReading:
    probabilities = {each: 0.7 if each is shows else 0.05 for each in EMOTIONS}
    return FaceReading(left=0, top=0, width=9, height=9, probabilities=probabilities)


def test_each_face_counts_with_what_it_shows_most() -> None:
    result = Styled(
        request_id="r", ticket="t", emotion=Emotion.SAD, confidence=0.7, uncertain=True,
        faces=(face(Emotion.SAD), face(Emotion.HAPPY)), style="x", width=9, height=9,
        media_type="image/jpeg", seconds={},
    )  # fmt: skip

    summary = summary_of(result, by_face=True)

    assert summary.faces == (Emotion.SAD, Emotion.HAPPY)
    assert (summary.emotion, summary.confidence, summary.uncertain, summary.by_face) == (Emotion.SAD, 0.7, True, True)
