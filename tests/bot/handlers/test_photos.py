"""Every way to bring a photo, and the same photo again."""

from __future__ import annotations

import pytest

from bot.sandbox.errors import ApiError
from bot.sandbox.person import Person
from emostyle.emotions import EMOTIONS, Emotion
from emostyle.styles.palette import ARTWORKS
from tests.bot.conftest import BotHouse, is_painting, says, until, until_delivered
from tests.bot.stand_in_worker import picture


async def test_a_sticker_that_stands_still_is_painted(lived_in: BotHouse) -> None:
    sent = await lived_in.person.send_media("sticker", picture("WEBP"), "a.webp")

    request = await lived_in.worker.paint(Emotion.HAPPY)

    painting = await lived_in.person.next_message(is_painting)
    assert painting.reply_to is sent
    assert await lived_in.worker.photo_was(request) == picture("WEBP")


@pytest.mark.parametrize("name", ["a.tgs", "a.webm"])
async def test_a_sticker_that_moves_gets_a_kind_sentence(lived_in: BotHouse, name: str) -> None:
    await lived_in.person.send_media("sticker", b"whatever", name)

    await lived_in.person.next_message(says("only paint still pictures"))


async def test_me_paints_the_profile_photo(lived_in: BotHouse) -> None:
    await lived_in.person.show_profile_photo(picture(color=(5, 6, 7)))

    sent = await lived_in.person.send_text("/me")
    request = await lived_in.worker.paint()

    painting = await lived_in.person.next_message(is_painting)
    assert painting.reply_to is sent
    assert await lived_in.worker.photo_was(request) == picture(color=(5, 6, 7))


async def test_me_takes_an_emotion(lived_in: BotHouse) -> None:
    await lived_in.person.show_profile_photo(picture())

    await lived_in.person.send_text("/me angst")

    assert (await lived_in.worker.take()).emotion is Emotion.FEAR


@pytest.mark.parametrize("text", ["/me", "/me hapy"])
async def test_me_without_a_photo_gets_a_sentence(lived_in: BotHouse, text: str) -> None:
    await lived_in.person.send_text(text)

    await lived_in.person.next_message(says("cannot see a profile photo"))


async def test_a_typo_behind_me_is_asked_about_for_that_photo(lived_in: BotHouse) -> None:
    await lived_in.person.show_profile_photo(picture(color=(5, 6, 7)))
    await lived_in.person.send_text("/me hapy")

    question = await lived_in.person.next_message(says("Did you mean 😄 happy"))
    await lived_in.person.press("😄", question)

    request = await lived_in.worker.paint()
    assert request.emotion is Emotion.HAPPY
    assert await lived_in.worker.photo_was(request) == picture(color=(5, 6, 7))
    assert not await lived_in.redis.keys("emostyle:chat:*")


async def test_what_holds_for_the_chat_may_be_chosen_for_a_photo_that_is_not_painted_yet(lived_in: BotHouse) -> None:
    await lived_in.person.send_text("/style happy")
    await lived_in.person.send_photo(picture(), "/style hapy")

    question = await lived_in.person.next_message(says("Did you mean 😄 happy"))
    await lived_in.person.press("😄", question)

    assert (await lived_in.worker.take()).emotion is Emotion.HAPPY


async def test_a_photo_of_somebody_else_is_painted_in_reply(lived_in: BotHouse) -> None:
    state, owner, other = lived_in.sandbox.state, lived_in.person.user, lived_in.sandbox.new_person("Bo").user
    group = state.open_group(-1_000_000_000_321, "Friends", [owner, other])
    sent = await Person(state, other, group).send_photo(picture())

    await Person(state, owner, group).send_text("/mix happy sad", reply_to=sent)

    assert (await lived_in.worker.paint()).mix == {Emotion.HAPPY: 0.5, Emotion.SAD: 0.5}
    painting = await Person(state, owner, group).next_message(is_painting)
    assert painting.reply_to is sent


async def test_a_forwarded_photo_is_painted(lived_in: BotHouse) -> None:
    other = lived_in.sandbox.new_person("Bo")
    first = await other.send_photo(picture(color=(9, 8, 7)))
    await lived_in.worker.take()

    forwarded = await lived_in.person.forward(first)

    request = await lived_in.worker.paint()
    painting = await lived_in.person.next_message(is_painting)
    assert painting.reply_to is forwarded
    assert forwarded.as_json()["forward_origin"]["sender_user"]["first_name"] == "Bo"
    assert await lived_in.worker.photo_was(request) == picture(color=(9, 8, 7))


async def test_style_in_reply_to_a_painting_paints_its_photo(lived_in: BotHouse) -> None:
    await first_painting(lived_in)
    painting = lived_in.person.received[-1]

    await lived_in.person.send_text("/style happy", reply_to=painting)

    request = await lived_in.worker.paint()
    assert request.emotion is Emotion.HAPPY
    assert await lived_in.worker.photo_was(request) == picture()
    again = await lived_in.person.wait_for(says("😄 happy"))
    assert again.reply_to is painting.reply_to


async def test_a_painting_that_was_forgotten_is_a_photo_like_any_other(lived_in: BotHouse) -> None:
    await first_painting(lived_in)
    painting = lived_in.person.received[-1]
    await lived_in.person.send_text("/forget")
    await lived_in.person.next_message(says("deleted all"))

    await lived_in.person.send_text("/style happy", reply_to=painting)

    request = await lived_in.worker.take()
    assert await lived_in.worker.photo(request) == painting.data


async def first_painting(house: BotHouse) -> None:
    await house.person.send_photo(picture())
    await house.worker.paint(Emotion.SAD)
    await house.person.next_message(is_painting)
    await until_delivered(house)  # and so kept for quick answers


async def test_the_same_photo_again_is_answered_at_once(lived_in: BotHouse) -> None:
    await first_painting(lived_in)

    sent = await lived_in.person.send_photo(picture())

    again = await lived_in.person.next_message(is_painting)
    assert again.reply_to is sent
    assert again.data == picture(color=(10, 20, 30))
    assert again.content.text.startswith("😢 sad · 70% sure\n")
    assert len(again.buttons) > 7
    assert len(lived_in.sandbox.calls_of("getFile")) == 1
    assert await lived_in.worker.waiting() == 0


async def test_the_same_photo_with_another_wish_is_painted(lived_in: BotHouse) -> None:
    await first_painting(lived_in)

    await lived_in.person.send_photo(picture(), "/style happy")

    assert (await lived_in.worker.take()).emotion is Emotion.HAPPY


async def test_a_style_that_was_shown_before_comes_back_at_once(lived_in: BotHouse) -> None:
    await first_painting(lived_in)
    painting = lived_in.person.received[-1]
    await lived_in.person.press("25%", painting)
    await lived_in.worker.paint(Emotion.SAD)
    await until(lambda: len(lived_in.sandbox.calls_of("editMessageMedia")) == 1)
    await lived_in.person.press("50%", painting)
    await lived_in.worker.paint(Emotion.SAD)
    await until(lambda: any(button["text"] == "✓ 50%" for button in painting.buttons))

    await lived_in.person.press("25%", painting)

    await until(lambda: any(button["text"] == "✓ 25%" for button in painting.buttons))
    assert await lived_in.worker.waiting() == 0
    assert len(lived_in.sandbox.calls_of("getFile")) == 3


async def test_a_painting_that_telegram_no_longer_has_is_painted_again(lived_in: BotHouse) -> None:
    await first_painting(lived_in)
    lived_in.sandbox.faults.refuse("sendPhoto", ApiError(400, "Bad Request: wrong file identifier"))

    await lived_in.person.send_photo(picture())

    await lived_in.worker.paint(Emotion.SAD)
    await lived_in.person.next_message(is_painting)


async def test_the_same_update_twice_is_answered_from_the_cache_once(lived_in: BotHouse) -> None:
    await first_painting(lived_in)
    sent = await lived_in.person.send_photo(picture())
    await lived_in.person.next_message(is_painting)

    lived_in.sandbox.state.updates.add("message", sent.as_json())
    await lived_in.person.send_text("/about")

    await lived_in.person.next_message(says("I am emostyle"))
    assert sum(map(is_painting, lived_in.person.received)) == 2


async def test_what_another_version_kept_is_painted_again(lived_in: BotHouse) -> None:
    await first_painting(lived_in)
    (key,) = await lived_in.redis.keys("emostyle:kept:*")
    await lived_in.redis.set(key, "{}")

    await lived_in.person.send_photo(picture())

    await lived_in.worker.take()


async def test_forget_deletes_the_paintings_for_quick_answers(lived_in: BotHouse) -> None:
    await first_painting(lived_in)

    await lived_in.person.send_text("/forget")

    await lived_in.person.next_message(says("1 painting kept for quick answers", "buttons of 1 painting"))
    assert not await lived_in.redis.keys("emostyle:kept*")
    assert not await lived_in.redis.keys("emostyle:shown*")


async def test_emotions_shows_a_picture_of_each_and_buttons_to_choose(lived_in: BotHouse) -> None:
    await lived_in.person.send_text("/emotions")

    album = [await lived_in.person.next_message(is_painting) for _ in EMOTIONS]
    assert [emotion.emoji in message.content.text for emotion, message in zip(EMOTIONS, album, strict=True)]
    question = await lived_in.person.next_message(says("Which one shall it be"))
    works = [artwork for emotion in EMOTIONS for artwork in ARTWORKS[emotion]]
    assert all(f"{artwork.title}, {artwork.artist}" in question.content.text for artwork in works)
    labels = [button["text"] for button in question.buttons]
    assert (len(labels), labels[18:]) == (len(works) + 1, ["😨 fear", "😨 2", "😨 3", "✓ 🔍 read from faces"])
    query = await lived_in.person.press("😨 fear", question)
    assert (await query.answered()).text == "Saved."
    await until(lambda: "✓ 😨 fear" in [button["text"] for button in question.buttons])
    await lived_in.person.send_photo(picture())
    assert (await lived_in.worker.take()).emotion is Emotion.FEAR


async def test_each_artwork_of_the_list_can_be_chosen_for_the_chat(lived_in: BotHouse) -> None:
    await lived_in.person.send_text("/emotions")
    question = await lived_in.person.next_message(says("Which one shall it be"))

    await lived_in.person.press("😄 3", question)
    await until(lambda: "✓ 😄 3" in [button["text"] for button in question.buttons])

    await lived_in.person.send_photo(picture())
    request = await lived_in.worker.take()
    assert (request.emotion, request.style) == (None, "klimt-the-kiss")
    await lived_in.person.press("🔍 read from faces", question)
    await until(lambda: "✓ 🔍 read from faces" in [button["text"] for button in question.buttons])
