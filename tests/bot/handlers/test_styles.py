"""`/mix`, as a person says it."""

from __future__ import annotations

from emostyle.emotions import Emotion
from tests.bot.conftest import BotHouse, says
from tests.bot.stand_in_worker import picture


async def test_mix_holds_for_the_chat_and_is_named(lived_in: BotHouse) -> None:
    await lived_in.person.send_text("/mix happy 70 sad 30")
    await lived_in.person.next_message(says("as a mix: 😄 happy 70% + 😢 sad 30%"))

    await lived_in.person.send_photo(picture())

    request = await lived_in.worker.paint(Emotion.FEAR)
    assert request.mix == {Emotion.HAPPY: 0.7, Emotion.SAD: 0.3}
    await lived_in.person.next_message(says("😄 happy 70% + 😢 sad 30%\n"))


async def test_a_mix_of_one_is_that_one(lived_in: BotHouse) -> None:
    await lived_in.person.send_text("/mix happy")

    await lived_in.person.next_message(says("From now on I paint everything here 😄 happy: Composition VII"))


async def test_an_artist_of_several_emotions_is_no_part_of_a_mix_but_helped(lived_in: BotHouse) -> None:
    await lived_in.person.send_text("/mix van gogh 70 sad 30")

    await lived_in.person.next_message(
        says("several artworks by “van gogh”", "Starry Night Over the Rhône (😢 sad)", "/mix happy 70 sad 30")
    )


async def test_mix_as_a_caption_is_for_that_photo_only(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture(), "/mix Wut Angst")

    assert (await lived_in.worker.take()).mix == {Emotion.ANGRY: 0.5, Emotion.FEAR: 0.5}
    assert not await lived_in.redis.keys("emostyle:chat:*")


async def test_mix_explains_itself(lived_in: BotHouse) -> None:
    for text, words in (
        ("/mix", "Tell me what to mix"),
        ("/mix hapy 70", "Did you mean 😄 happy?"),
        ("/mix qqqq", "I do not know “qqqq”"),
        ("/mix happy 70 sad 30 fear", "Tell me what to mix"),
    ):
        await lived_in.person.send_text(text)
        await lived_in.person.next_message(says(words))


async def test_an_emotion_without_a_number_gets_what_is_left(lived_in: BotHouse) -> None:
    await lived_in.person.send_text("/mix happy 70 and 😢")

    await lived_in.person.next_message(says("as a mix: 😄 happy 70% + 😢 sad 30%"))
