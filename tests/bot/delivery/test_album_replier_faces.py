"""Photos of an album without a face: named, and offered the seven emotions."""

from __future__ import annotations

import pytest

from emostyle.emotions import Emotion
from tests.bot.album_of_three import fail, taken
from tests.bot.conftest import BotHouse, says, until
from tests.bot.pressing import labels, press_when_there
from tests.bot.stand_in_worker import picture
from worker.shared.contract import Reason

CHOOSE = says("Which of these paintings shall I change?")
SHADES = (10, 20, 30)
pytestmark = pytest.mark.usefixtures("quick_albums")


def photo(shade: int) -> bytes:
    return picture(color=(shade, 2, 3))


async def test_the_numbers_are_those_of_the_caption_when_a_photo_failed(lived_in: BotHouse) -> None:
    await lived_in.person.send_album([photo(shade) for shade in SHADES])
    first, second, third = await taken(lived_in, len(SHADES))
    await lived_in.worker.finish(first, Emotion.SAD)
    await fail(lived_in, second, Reason.TOO_SMALL)
    await lived_in.worker.finish(third, Emotion.FEAR)

    choice = await lived_in.person.next_message(CHOOSE)

    assert labels(choice) == ["1 😢", "3 😨"]


async def test_a_photo_of_an_album_without_a_face_offers_the_seven_emotions(lived_in: BotHouse) -> None:
    await lived_in.person.send_album([photo(shade) for shade in SHADES])
    first, second, third = await taken(lived_in, len(SHADES))
    await lived_in.worker.finish(first, Emotion.SAD)
    await fail(lived_in, second, Reason.NO_FACE)
    await lived_in.worker.finish(third, Emotion.FEAR)

    choice = await lived_in.person.next_message(CHOOSE)
    assert labels(choice) == ["1 😢", "2 ❔", "3 😨"]
    assert "❔ has no face" in choice.content.text
    await press_when_there(lived_in, "2 ❔", choice)
    await until(lambda: "😠" in labels(choice))
    assert choice.content.text.startswith("2. I found no face in this photo")
    await press_when_there(lived_in, "😠", choice)

    request = await lived_in.worker.take()
    assert (request.emotion, await lived_in.worker.photo(request)) == (Emotion.ANGRY, photo(20))


@pytest.mark.parametrize("painted", [0, 1])
async def test_an_album_with_hardly_a_face_offers_them_too(lived_in: BotHouse, painted: int) -> None:
    await lived_in.person.send_album([photo(shade) for shade in SHADES])
    requests = await taken(lived_in, len(SHADES))
    for request in requests[:painted]:
        await lived_in.worker.finish(request, Emotion.SAD)
    for request in requests[painted:]:
        await fail(lived_in, request, Reason.NO_FACE)

    choice = await lived_in.person.next_message(says("❔ has no face"))

    assert labels(choice) == [f"{number} ❔" for number in (1, 2, 3)][painted:]
    missing = "Photos 1, 2, 3: no face found" if painted == 0 else "Photos 2, 3: no face found"
    assert any(missing in message.content.text for message in lived_in.person.received)
