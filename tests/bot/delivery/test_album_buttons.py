"""The buttons behind an album, as people press them."""

from __future__ import annotations

from collections.abc import Sequence
from unittest.mock import AsyncMock

import pytest
from redis.asyncio import Redis

from bot.delivery.album_buttons import AlbumButtons
from bot.jobs.album_results import SentAlbums
from bot.jobs.painting_records import PaintingRecords
from bot.redis_keys import album_key
from bot.sandbox.chats.keyboards import DATA_LIMIT
from bot.sandbox.chats.messages import Message
from emostyle.emotions import EMOTIONS, Emotion
from tests.bot.conftest import BotHouse, greeted_group, is_painting, paintings, says, until, until_delivered
from tests.bot.counting import fields_of
from tests.bot.pressing import labels, press_when_there
from tests.bot.stand_in_worker import picture

CHOOSE = says("Which of these paintings shall I change?")
SHADES = (10, 20, 30)


pytestmark = pytest.mark.usefixtures("quick_albums")


def photo(shade: int) -> bytes:
    return picture(color=(shade, 2, 3))


async def painted_album(
    house: BotHouse, faces: Sequence[Emotion] = (Emotion.SAD, Emotion.HAPPY, Emotion.FEAR)
) -> list[Message]:
    """Have an album of three photos painted, and return its paintings."""
    await house.person.send_album([photo(shade) for shade in SHADES])
    for place, emotion in enumerate(faces):
        request = await house.worker.take()
        await house.worker.finish(request, emotion, painting=picture(color=(place, 0, 0)))
    return [await house.person.next_message(is_painting) for _ in faces]


async def test_an_album_is_followed_by_a_button_for_each_of_its_paintings(lived_in: BotHouse) -> None:
    album = await painted_album(lived_in)

    choice = await lived_in.person.next_message(CHOOSE)

    assert choice.reply_to is album[0]
    assert labels(choice) == ["1 😢", "2 😄", "3 😨"]
    assert all(len(button["callback_data"].encode()) <= DATA_LIMIT for button in choice.buttons)
    await until(lambda: not lived_in.status_messages())


async def test_a_number_opens_the_buttons_of_its_painting_and_the_way_back_leads_to_the_numbers(
    lived_in: BotHouse,
) -> None:
    await painted_album(lived_in)
    choice = await lived_in.person.next_message(CHOOSE)

    await press_when_there(lived_in, "2 😄", choice)
    await until(lambda: "✓ 😄" in labels(choice))
    assert choice.content.text.startswith("2. 😄 happy · 70% sure\n🖼 Composition VII")
    assert "comes as a new picture" in choice.content.text
    await press_when_there(lived_in, "↩ Back", choice)

    await until(lambda: labels(choice) == ["1 😢", "2 😄", "3 😨"])
    assert CHOOSE(choice)


async def test_a_painting_of_an_album_is_painted_again_as_a_picture_with_buttons_of_its_own(
    lived_in: BotHouse,
) -> None:
    album = await painted_album(lived_in)
    choice = await lived_in.person.next_message(CHOOSE)
    await press_when_there(lived_in, "3 😨", choice)

    assert await press_when_there(lived_in, "😠", choice) == "🎨 Painting…"
    request = await lived_in.worker.take()
    assert (request.emotion, await lived_in.worker.photo(request)) == (Emotion.ANGRY, photo(30))
    await lived_in.worker.finish(request, painting=picture(color=(99, 0, 0)))

    new = await lived_in.person.next_message(is_painting)
    assert (new.album, new.data) == (None, picture(color=(99, 0, 0)))
    assert "✓ 😠" in labels(new)
    assert [each.data for each in album] == [picture(color=(place, 0, 0)) for place in range(3)]
    assert "✓ 😨" in labels(choice)  # which is still what the album shows
    await until(lambda: not lived_in.status_messages())


async def test_a_mix_of_one_painting_of_an_album_is_put_together_behind_it(lived_in: BotHouse) -> None:
    await painted_album(lived_in)
    choice = await lived_in.person.next_message(CHOOSE)
    for label in ("1 😢", "🌀 Mix"):
        await press_when_there(lived_in, label, choice)
    await until(lambda: "✅ Paint the mix" in labels(choice))
    for label in ("😄", "😨"):
        await press_when_there(lived_in, label, choice)
    await until(lambda: {"😄 ×1", "😨 ×1"} <= set(labels(choice)))

    await press_when_there(lived_in, "✅ Paint the mix", choice)

    request = await lived_in.worker.take()
    assert request.mix == {Emotion.HAPPY: 0.5, Emotion.FEAR: 0.5}
    await until(lambda: "🌀 Mix" in labels(choice))


async def test_all_seven_have_a_button_each(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(photo(10))
    await lived_in.worker.paint()
    painting = await lived_in.person.next_message(is_painting)
    await lived_in.person.press("🖼 All seven", painting)
    for _ in EMOTIONS:
        await lived_in.worker.paint()

    choice = await lived_in.person.next_message(CHOOSE)

    assert labels(choice) == [f"{number} {each.emoji}" for number, each in enumerate(EMOTIONS, 1)]
    await press_when_there(lived_in, "7 😨", choice)
    await press_when_there(lived_in, "25%", choice)
    request = await lived_in.worker.take()
    assert (request.emotion, request.strength) == (Emotion.FEAR, 0.25)


async def test_an_album_that_is_answered_at_once_has_its_buttons_too(lived_in: BotHouse) -> None:
    await painted_album(lived_in)
    await lived_in.person.next_message(CHOOSE)

    await lived_in.person.send_album([photo(shade) for shade in SHADES])
    choice = await lived_in.person.next_message(CHOOSE)
    await press_when_there(lived_in, "2 😄", choice)
    await press_when_there(lived_in, "😨", choice)

    request = await lived_in.worker.take()
    assert (request.emotion, await lived_in.worker.photo(request)) == (Emotion.FEAR, photo(20))


async def test_style_in_reply_to_a_painting_of_an_album_means_its_photo(lived_in: BotHouse) -> None:
    album = await painted_album(lived_in)
    await lived_in.person.next_message(CHOOSE)

    await lived_in.person.send_text("/style angry", reply_to=album[1])

    request = await lived_in.worker.take()
    assert (request.emotion, await lived_in.worker.photo(request)) == (Emotion.ANGRY, photo(20))


async def test_style_in_reply_to_the_numbers_is_asked_which_painting_it_is_for(lived_in: BotHouse) -> None:
    await painted_album(lived_in)
    choice = await lived_in.person.next_message(CHOOSE)

    await lived_in.person.send_text("/style angry", reply_to=choice)

    again = await lived_in.person.next_message(CHOOSE)
    assert again.message_id != choice.message_id
    assert await lived_in.worker.waiting() == 0
    await lived_in.person.send_text("/style")
    await lived_in.person.next_message(says("I read the emotion from the faces"))


async def test_the_buttons_of_an_album_work_after_a_restart(house: BotHouse) -> None:
    async with house.bot():
        album = await painted_album(house)
        choice = await house.person.next_message(CHOOSE)
    async with house.bot():
        await press_when_there(house, "1 😢", choice)
        await press_when_there(house, "😠", choice)
        assert await house.worker.photo(await house.worker.take()) == photo(10)
        await house.person.send_text("/style fear", reply_to=album[2])
        assert await house.worker.photo(await house.worker.take()) == photo(30)


async def test_the_buttons_of_an_album_come_though_its_bot_ended_before_it_could_send_them(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.service.FINISH_SECONDS", 0.05)
    async with house.bot():
        await house.person.send_album([photo(shade) for shade in SHADES])
        requests = [await house.worker.take() for _ in SHADES]
        house.sandbox.faults.bad_gateway("sendMessage", times=2)
        said = len(house.sandbox.calls_of("sendMessage"))
        for request in requests:
            await house.worker.finish(request, Emotion.SAD)
        await until(lambda: len(house.sandbox.calls_of("sendMessage")) == said + 2)  # and waits before it tries again
    assert not [message for message in house.person.received if CHOOSE(message)]

    async with house.bot():
        choice = await house.person.next_message(CHOOSE)
        await until_delivered(house)

    assert labels(choice) == ["1 😢", "2 😢", "3 😢"]
    assert paintings(house) == len(SHADES)
    for left in ("messages", "result:"):
        assert not await fields_of(house.redis, "emostyle:album:*", left)


async def test_others_in_a_group_are_refused_politely(lived_in: BotHouse) -> None:
    ada, other, hello = await greeted_group(lived_in)
    for shade in SHADES[:2]:
        await ada.send_photo(photo(shade), reply_to=hello, media_group="7")
    for _ in range(2):
        await lived_in.worker.paint(Emotion.SAD)
    choice = await ada.next_message(CHOOSE)

    answer = await (await other.press("1 😢", choice)).answered()

    assert (answer.show_alert, "somebody else" in answer.text) == (True, True)
    assert labels(choice) == ["1 😢", "2 😢"]


async def test_forget_takes_the_buttons_of_an_album_with_it(lived_in: BotHouse) -> None:
    album = await painted_album(lived_in)
    choice = await lived_in.person.next_message(CHOOSE)
    for pattern in ("emostyle:shown:*", "emostyle:token-of:*"):
        keys = await lived_in.redis.keys(pattern)
        assert len(keys) == len(album)
        assert all([0 < await lived_in.redis.ttl(key) <= lived_in.settings.buttons_ttl for key in keys])

    await lived_in.person.send_text("/forget")

    await lived_in.person.next_message(says("buttons of 3 paintings"))
    assert "no longer know this photo" in await press_when_there(lived_in, "1 😢", choice)
    for pattern in ("emostyle:shown*", "emostyle:token-of:*"):
        assert not await lived_in.redis.keys(pattern)


async def test_a_forged_press_opens_nothing(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(photo(10))
    await lived_in.worker.paint()
    painting = await lived_in.person.next_message(is_painting)
    before = painting.content
    token = painting.buttons[0]["callback_data"].split(":")[1]

    query = lived_in.sandbox.state.press(painting, f"a:{token}:o", lived_in.person.user)

    assert (await query.answered()).text == ""
    assert painting.content == before


async def test_an_album_that_has_its_buttons_since_a_bot_was_killed_leaves_no_messages(redis: Redis) -> None:
    await redis.hset(album_key("a"), "messages", '[{"chat_id": 7, "message_id": 3, "token": "t"}]')
    once, sent = AsyncMock(), SentAlbums(redis)
    once.was_sent.return_value = True

    await AlbumButtons(PaintingRecords(redis, 60), sent, once).send("a", [], [], AsyncMock(return_value=False))

    assert await sent.find("a") == ()
