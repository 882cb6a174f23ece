"""What becomes of a press that asks for another painting: how long it takes, and who presses meanwhile."""

from __future__ import annotations

import pytest

from bot.sandbox.chats.messages import Message
from bot.sandbox.errors import ApiError
from emostyle.emotions import Emotion
from tests.bot.conftest import BotHouse, says, until, until_awaited
from tests.bot.pressing import labels, painted, press
from tests.bot.stand_in_worker import picture
from worker.shared.contract import Reason


async def behind(house: BotHouse) -> None:
    """Let somebody else's photo wait."""
    await house.sandbox.new_person("Bo").send_photo(picture(color=(9, 9, 9)))
    await until_awaited(house.worker.waiting, 1)


async def test_a_press_that_has_to_wait_is_told_its_place_until_the_painting_is_there(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    await behind(lived_in)

    await press(lived_in, "😠", painting)

    status = await lived_in.person.next_message(says("Photos before yours: 1."))
    await lived_in.worker.paint()  # the other one's
    await lived_in.person.wait_for(lambda message: message is status and "Photos before" not in message.content.text)
    await lived_in.worker.paint()
    await until(lambda: painting.content.text.startswith("😠 angry"))
    await until(lambda: not lived_in.status_messages())


async def test_a_press_whose_turn_it_is_at_once_needs_no_status(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    before = len(lived_in.sandbox.calls_of("sendMessage"))

    await press(lived_in, "😠", painting)
    await lived_in.worker.paint()

    await until(lambda: painting.content.text.startswith("😠 angry"))
    assert len(lived_in.sandbox.calls_of("sendMessage")) == before


async def test_a_press_that_waits_keeps_its_status_over_a_restart(house: BotHouse) -> None:
    async with house.bot():
        painting = await painted(house, Emotion.SAD)
        await behind(house)
        await press(house, "😠", painting)
        await house.person.next_message(says("Photos before yours: 1."))
        await until_awaited(house.worker.waiting, 2)
    await house.worker.paint()
    await house.worker.paint()
    async with house.bot():
        await until(lambda: painting.content.text.startswith("😠 angry"))
        await until(lambda: not house.status_messages())


async def test_the_status_of_a_press_goes_with_a_later_press(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    await behind(lived_in)
    await press(lived_in, "😠", painting)
    await lived_in.person.next_message(says("Photos before yours: 1."))
    await until_awaited(lived_in.worker.waiting, 2)

    await press(lived_in, "😨", painting)

    await lived_in.person.next_message(says("Photos before yours: 1."))
    await until(lambda: len(lived_in.status_messages()) == 1)
    await until_awaited(lived_in.worker.waiting, 2)


async def test_the_status_of_a_press_goes_when_a_worker_was_faster_than_the_later_press(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    await behind(lived_in)
    await press(lived_in, "😠", painting)
    await lived_in.person.next_message(says("Photos before yours: 1."))
    await lived_in.worker.paint()
    first = await lived_in.worker.take()
    await press(lived_in, "😨", painting)
    await until_awaited(lived_in.worker.waiting, 1)

    await lived_in.worker.finish(first)

    await until(lambda: not lived_in.status_messages())


async def test_a_press_that_waits_and_fails_says_why_and_its_status_goes(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    await behind(lived_in)
    await press(lived_in, "😠", painting)
    await lived_in.person.next_message(says("Photos before yours: 1."))
    await lived_in.worker.paint()

    await lived_in.worker.fail(Reason.TIMED_OUT)

    await lived_in.person.next_message(says("took too long"))
    await until(lambda: not lived_in.status_messages())


async def test_a_press_that_waits_for_a_photo_that_is_gone_says_so_and_its_status_goes(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    await behind(lived_in)
    lived_in.sandbox.faults.refuse("getFile", ApiError(400, "Bad Request: wrong file_id"))

    await press(lived_in, "😠", painting)

    await lived_in.person.next_message(says("could not fetch"))
    await until(lambda: not lived_in.status_messages())


async def test_a_press_is_not_lost_to_a_correction_that_began_before_it(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    slow = lived_in.sandbox.faults.hang("answerCallbackQuery")
    wrong = await lived_in.person.press("🙅 Not my emotion", painting)
    await until(lambda: len(lived_in.sandbox.calls_of("answerCallbackQuery")) == 1)
    await press(lived_in, "😠", painting)
    request = await lived_in.worker.take()

    slow.release()
    await wrong.answered()
    await until(lambda: "🙅 Not my emotion" not in labels(painting))
    await lived_in.worker.finish(request)

    await until(lambda: painting.content.text.startswith("😠 angry"))
    assert "🙅 Not my emotion" not in labels(painting)


@pytest.mark.parametrize("way", [("🌀 Mix",), ("🌀 Mix", "↩ Back")])
async def test_a_press_is_not_lost_to_a_mix_that_was_begun_or_left_before_it(
    lived_in: BotHouse, way: tuple[str, ...]
) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    token = painting.buttons[0]["callback_data"].split(":")[1]
    for label in way[:-1]:
        await press(lived_in, label, painting)
        await until(lambda: way[-1] in labels(painting))
    slow = lived_in.sandbox.faults.hang("answerCallbackQuery")
    answers = len(lived_in.sandbox.calls_of("answerCallbackQuery"))
    mix = await lived_in.person.press(way[-1], painting)
    await until(lambda: len(lived_in.sandbox.calls_of("answerCallbackQuery")) > answers)
    await press_data(lived_in, f"p:{token}:e:angry", painting)
    request = await lived_in.worker.take()

    edits = len(lived_in.sandbox.calls_of("editMessageReplyMarkup"))
    slow.release()
    await mix.answered()
    await until(lambda: len(lived_in.sandbox.calls_of("editMessageReplyMarkup")) > edits)
    await lived_in.worker.finish(request)

    await until(lambda: painting.content.text.startswith("😠 angry"))


async def press_data(house: BotHouse, said: str, message: Message) -> None:
    """Press a button that was there a moment ago."""
    await house.sandbox.state.press(message, said, house.person.user).answered()
