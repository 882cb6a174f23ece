"""What tests of buttons share: a painting with buttons, presses, and what comes of them."""

from __future__ import annotations

from bot.redis_keys import OPEN_REQUESTS
from bot.sandbox.chats.messages import Message
from bot.sandbox.person import Person
from emostyle.emotions import Emotion
from tests.bot.conftest import BotHouse, is_painting, until
from tests.bot.stand_in_worker import picture
from worker.shared.contract import StyleRequest


def labels(message: Message) -> list[str]:
    return [button["text"] for button in message.buttons]


async def open_count(house: BotHouse) -> int:
    return int(await house.redis.zcard(OPEN_REQUESTS))


async def painted(house: BotHouse, *faces: Emotion, person: Person | None = None) -> Message:
    """Have a photo painted, and return the message with the painting."""
    person = person or house.person
    await person.send_photo(picture())
    await house.worker.paint(*faces)
    painting = await person.next_message(is_painting)
    await until(lambda: not house.status_messages())
    return painting


async def press(house: BotHouse, label: str, message: Message) -> str:
    """Press a button and return what the person is told."""
    return (await (await house.person.press(label, message)).answered()).text


async def repainted(house: BotHouse, message: Message, *faces: Emotion, color: int = 99) -> StyleRequest:
    """Let the worker paint what a press asked for, and wait until the message shows it."""
    request = await house.worker.take()
    before = message.data
    await house.worker.finish(request, *faces, painting=picture(color=(color, 1, 1)))
    await until(lambda: message.data != before)
    return request


async def press_when_there(house: BotHouse, label: str, message: Message) -> str:
    """Press a button as soon as the message has it."""
    await until(lambda: label in labels(message))
    return await press(house, label, message)
