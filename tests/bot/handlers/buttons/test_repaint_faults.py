"""Presses that are forged, refused, given up, or that Telegram does not take."""

from __future__ import annotations

import pytest

from bot.sandbox.errors import ApiError
from emostyle.emotions import Emotion
from tests.bot.conftest import BotHouse, is_painting, says, until, until_awaited
from tests.bot.pressing import open_count, painted, press, repainted
from tests.bot.stand_in_worker import picture
from worker.shared.contract import Failed, Reason


async def test_a_painting_that_is_no_longer_known_says_so(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    await lived_in.person.send_text("/forget")
    await lived_in.person.next_message(says("buttons of 1 painting"))

    assert "no longer know this photo" in await press(lived_in, "😄", painting)


async def test_what_another_version_kept_is_as_good_as_forgotten(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    token = painting.buttons[0]["callback_data"].split(":")[1]
    await lived_in.redis.set(f"emostyle:shown:{token}", "{}")

    assert "no longer know this photo" in await press(lived_in, "😄", painting)


async def test_only_the_last_of_several_presses_is_shown(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    await press(lived_in, "😠", painting)
    first = await lived_in.worker.take()
    await press(lived_in, "😨", painting)
    await until_awaited(lived_in.worker.waiting, 1)

    await lived_in.worker.finish(first, painting=picture(color=(7, 7, 7)))
    await repainted(lived_in, painting)

    assert painting.content.text.startswith("😨 fear")
    edits = [call for call in lived_in.sandbox.calls_of("editMessageMedia") if call.error is None]
    assert len(edits) == 1


async def test_a_press_that_waits_is_given_up_for_a_later_one(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    for label in ("😠", "😨", "😄"):
        await press(lived_in, label, painting)
    await until(lambda: len(lived_in.sandbox.calls_of("getFile")) == 4)
    await until_awaited(lived_in.worker.waiting, 1)

    assert (await repainted(lived_in, painting)).emotion is Emotion.HAPPY


async def test_a_painting_that_was_deleted_meanwhile_comes_as_a_new_message(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    await press(lived_in, "😠", painting)
    lived_in.sandbox.state.delete(painting)

    await lived_in.worker.paint()

    again = await lived_in.person.next_message(is_painting)
    assert again.content.text.startswith("😠 angry")


async def test_an_edit_that_telegram_did_not_confirm_is_made_again(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    lived_in.sandbox.faults.drop_after_acting("editMessageMedia")

    await press(lived_in, "😠", painting)
    await repainted(lived_in, painting)

    await until(lambda: len(lived_in.sandbox.calls_of("editMessageMedia")) == 2)
    assert sum(map(is_painting, lived_in.person.received)) == 1


async def test_a_press_that_fails_leaves_the_painting_and_says_why(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    before = painting.content

    await press(lived_in, "😠", painting)
    await lived_in.worker.fail(Reason.TIMED_OUT)

    await lived_in.person.next_message(says("took too long"))
    assert painting.content == before


async def test_a_photo_that_telegram_no_longer_gives_is_said_so(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    lived_in.sandbox.faults.refuse("getFile", ApiError(400, "Bad Request: wrong file_id"))

    await press(lived_in, "😠", painting)

    await lived_in.person.next_message(says("could not fetch"))


async def test_a_stopped_press_says_nothing_more(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    await press(lived_in, "😠", painting)
    request = await lived_in.worker.take()

    stopped = Failed(request_id=request.request_id, ticket=request.ticket, reason=Reason.CANCELLED)
    await lived_in.worker.publish(stopped)

    await until_awaited(lambda: open_count(lived_in), 0)
    assert lived_in.person.received == [painting]


@pytest.mark.parametrize(
    "said", ["p:{token}:e:gloomy", "p:{token}:s:900", "p:{token}:t:7", "p:{token}:zzz", "p:{token}"]
)
async def test_a_forged_press_paints_nothing(lived_in: BotHouse, said: str) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    token = painting.buttons[0]["callback_data"].split(":")[1]

    query = lived_in.sandbox.state.press(painting, said.format(token=token), lived_in.person.user)

    assert (await query.answered()).text == "That is what you see already."
    assert await lived_in.worker.waiting() == 0


@pytest.mark.parametrize("said", ["old:button", "x"])
async def test_a_button_of_another_version_does_not_spin(lived_in: BotHouse, said: str) -> None:
    painting = await painted(lived_in, Emotion.SAD)

    query = lived_in.sandbox.state.press(painting, said, lived_in.person.user)

    assert "no longer know this photo" in (await query.answered()).text


async def test_a_press_is_answered_before_telegram_gives_the_photo(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    slow = lived_in.sandbox.faults.hang("getFile")

    assert await press(lived_in, "😠", painting) == "🎨 Painting…"

    slow.release()
    assert (await repainted(lived_in, painting)).emotion is Emotion.ANGRY


async def test_a_press_that_goes_wrong_is_answered_with_an_apology(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    token = painting.buttons[0]["callback_data"].split(":")[1]
    await lived_in.redis.delete(f"emostyle:shown:{token}")
    await lived_in.redis.rpush(f"emostyle:shown:{token}", "Redis refuses to read this")

    answer = await (await lived_in.person.press("😠", painting)).answered()

    assert (answer.show_alert, "cannot take photos right now" in answer.text) == (True, True)
