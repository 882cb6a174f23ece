"""What is kept of a reply, and what follows from how it ended."""

from __future__ import annotations

from bot.redis_keys import KNOWN_CHATS
from bot.sandbox.errors import ApiError
from tests.bot.conftest import BotHouse, is_painting, until, until_awaited, until_delivered
from tests.bot.stand_in_worker import picture


async def test_a_painting_that_was_sent_has_buttons_and_is_known_again(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())
    await lived_in.worker.paint()

    painting = await lived_in.person.next_message(is_painting)

    assert painting.buttons
    await until(lambda: not lived_in.status_messages())
    await until_awaited(lambda: number_of(lived_in, "emostyle:shown:*"), 1)
    await until_awaited(lambda: number_of(lived_in, "emostyle:kept:*"), 1)


async def test_a_person_who_blocked_the_bot_is_no_longer_known(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())
    request = await lived_in.worker.take()
    await until_awaited(lambda: lived_in.redis.scard(KNOWN_CHATS), 1)
    lived_in.sandbox.faults.refuse("sendPhoto", ApiError(403, "Forbidden: bot was blocked by the user"))

    await lived_in.worker.finish(request)

    await until_delivered(lived_in)
    await until_awaited(lambda: lived_in.redis.scard(KNOWN_CHATS), 0)


async def number_of(house: BotHouse, pattern: str) -> int:
    return len(await house.redis.keys(pattern))
