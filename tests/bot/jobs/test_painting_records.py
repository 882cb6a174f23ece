"""The state behind the buttons of a painting."""

from __future__ import annotations

from redis.asyncio import Redis

from bot.jobs.painting_records import PaintingRecords, new_token, record_for
from bot.jobs.painting_summary import PaintingSummary
from bot.jobs.photos import FoundPhoto
from bot.jobs.tickets import Ticket
from bot.styles.paint_options import StyleChoice
from emostyle.emotions import Emotion

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
