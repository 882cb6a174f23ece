"""The same photo with the same choice is answered at once, from what Telegram has."""

from __future__ import annotations

from bot.sandbox.errors import ApiError
from tests.bot.conftest import BotHouse, is_painting, paintings, until
from tests.bot.stand_in_worker import picture


async def test_a_photo_that_was_painted_lately_needs_no_worker(lived_in: BotHouse) -> None:
    photo = picture()
    await lived_in.person.send_photo(photo)
    await lived_in.worker.paint()
    first = await lived_in.person.next_message(is_painting)
    await until(lambda: not lived_in.status_messages())

    await lived_in.person.send_photo(photo)

    second = await lived_in.person.next_message(is_painting)
    assert second.content.text == first.content.text
    assert second.buttons
    assert await lived_in.worker.waiting() == 0
    assert paintings(lived_in) == 2


async def test_what_telegram_has_no_more_is_painted_again(lived_in: BotHouse) -> None:
    photo = picture()
    await lived_in.person.send_photo(photo)
    await lived_in.worker.paint()
    await lived_in.person.next_message(is_painting)
    await until(lambda: not lived_in.status_messages())
    lived_in.sandbox.faults.refuse("sendPhoto", ApiError(400, "Bad Request: wrong file identifier"))

    await lived_in.person.send_photo(photo)

    await lived_in.worker.paint()
    await lived_in.person.next_message(is_painting)
