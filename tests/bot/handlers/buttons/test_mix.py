"""A mix that is put together with the buttons under a painting."""

from __future__ import annotations

from bot.sandbox.chats.messages import Message
from bot.sandbox.errors import ApiError
from emostyle.emotions import Emotion
from tests.bot.conftest import BotHouse, says, until
from tests.bot.pressing import labels, painted, press, repainted
from worker.shared.contract import Reason


async def test_a_mix_is_put_together_part_by_part(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)

    await press(lived_in, "🌀 Mix", painting)
    await until(lambda: "✅ Paint the mix" in labels(painting))
    assert await press(lived_in, "✅ Paint the mix", painting) == "Tap at least one emotion first."
    for label in ("😄", "😄 ×1", "😢"):
        await until(lambda label=label: label in labels(painting))  # type: ignore[misc]
        await press(lived_in, label, painting)
    await until(lambda: "😢 ×1" in labels(painting))
    await press(lived_in, "✅ Paint the mix", painting)
    request = await repainted(lived_in, painting)

    assert request.mix == {Emotion.HAPPY: 0.6667, Emotion.SAD: 0.3333}
    assert painting.content.text.startswith("😄 happy 67% + 😢 sad 33%\n")
    assert {"✓ 😄", "✓ 😢", "✓ 🌀 Mix"} <= set(labels(painting))


async def test_a_mix_that_cannot_be_painted_gives_the_buttons_of_the_painting_back(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    before = labels(painting)
    await mixed(lived_in, painting)

    await lived_in.worker.fail(Reason.TIMED_OUT)

    await lived_in.person.next_message(says("took too long"))
    assert labels(painting) == before


async def test_a_mix_is_painted_though_its_buttons_cannot_be_changed(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    await mixed(lived_in, painting, ApiError(400, "Bad Request: message can't be edited"))

    request = await repainted(lived_in, painting)

    assert (request.mix, request.emotion) == (None, Emotion.HAPPY)  # a mix of one is that one


async def mixed(house: BotHouse, painting: Message, refusal: ApiError | None = None) -> None:
    """Ask for a mix of one part, whose buttons Telegram may refuse to take away."""
    await press(house, "🌀 Mix", painting)
    await until(lambda: "😄" in labels(painting) and "✅ Paint the mix" in labels(painting))
    await press(house, "😄", painting)
    await until(lambda: "😄 ×1" in labels(painting))
    if refusal:
        house.sandbox.faults.refuse("editMessageReplyMarkup", refusal)
    await press(house, "✅ Paint the mix", painting)


async def test_no_part_of_a_mix_is_lost_to_quick_fingers(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    await press(lived_in, "🌀 Mix", painting)
    await until(lambda: "✅ Paint the mix" in labels(painting))

    happy, sad = (
        next(one["callback_data"] for one in painting.buttons if one["text"] == face) for face in ("😄", "😢")
    )
    for said in (happy, sad, sad, happy, sad):  # faster than the buttons change
        await lived_in.person.press(said, painting)

    await until(lambda: {"😄 ×2", "😢 ×3"} <= set(labels(painting)))


async def test_the_way_back_from_a_mix_changes_nothing(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    before = labels(painting)

    await press(lived_in, "🌀 Mix", painting)
    await until(lambda: "↩ Back" in labels(painting))
    await press(lived_in, "↩ Back", painting)

    await until(lambda: labels(painting) == before)
    assert await lived_in.worker.waiting() == 0
