"""Paintings that Telegram has are found by photo and style choice."""

from __future__ import annotations

from datetime import UTC, datetime

from redis.asyncio import Redis
from telegram import Chat, Message, PhotoSize

from bot.jobs.painting_cache import PaintingCache
from bot.jobs.painting_summary import PaintingSummary
from bot.jobs.photos import FoundPhoto
from bot.jobs.tickets import Ticket
from bot.styles.paint_options import StyleChoice
from emostyle.emotions import Emotion

PHOTO = FoundPhoto(file_id="f", unique_id="u", message_id=3)
TICKET = Ticket(chat_id=5, message_id=3, person_id=7, photo=PHOTO)
SUMMARY = PaintingSummary(emotion=Emotion.SAD, confidence=0.8, style="x")


def sent() -> Message:
    sizes = [PhotoSize("small", "s", 9, 9), PhotoSize("large", "l", 99, 99)]
    return Message(9, datetime.now(UTC), Chat(5, "private"), photo=sizes)


async def test_the_same_photo_with_the_same_choice_is_found(redis: Redis) -> None:
    cache = PaintingCache(redis, 3600)
    await cache.keep(TICKET, SUMMARY, "photo-sad.jpg", sent())

    found = await cache.find(TICKET.model_copy(update={"message_id": 99}))

    assert found is not None
    assert (found.file_id, found.as_file, found.painted) == ("large", False, SUMMARY)
    assert await cache.find(TICKET.model_copy(update={"wish": StyleChoice(emotion=Emotion.SAD)})) is None


async def test_a_person_s_paintings_are_forgotten_together(redis: Redis) -> None:
    cache = PaintingCache(redis, 3600)
    await cache.keep(TICKET, SUMMARY, "photo-sad.jpg", sent())
    await cache.keep(TICKET.model_copy(update={"as_file": True}), SUMMARY, "photo-sad.jpg", sent())

    assert await cache.forget(7) == 2
    assert not await redis.keys("*")


async def test_what_telegram_has_no_more_is_dropped(redis: Redis) -> None:
    cache = PaintingCache(redis, 3600)
    await cache.keep(TICKET, SUMMARY, "photo-sad.jpg", sent())

    await cache.drop(TICKET)

    assert await cache.find(TICKET) is None
    assert await cache.forget(7) == 0
