"""Commands and other messages, as people in chats and groups see them."""

from __future__ import annotations

import pytest

from bot.sandbox.chats.messages import MediaKind
from bot.sandbox.errors import ApiError
from emostyle.emotions import EMOTIONS, Emotion
from tests.bot.conftest import BotHouse, is_painting, says, until
from tests.bot.stand_in_worker import picture


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/start", "Send me a photo with a face"),
        ("/START", "Send me a photo with a face"),
        ("/help", "/style – Choose the emotion"),
        ("/help@emostyle_sandbox_bot", "/style – Choose the emotion"),
        ("/privacy", "deleted once it is painted"),
        ("/style", "I read the emotion from the faces."),
        ("/about", "I am emostyle"),
        ("/nonsense", "I do not know this command"),
        ("hello", "Send me a photo"),
    ],
)
async def test_a_text_gets_its_answer_as_a_reply(lived_in: BotHouse, command: str, words: str) -> None:
    sent = await lived_in.person.send_text(command)

    answer = await lived_in.person.next_message()
    assert words in answer.content.text
    assert answer.reply_to is sent


async def test_emotions_is_a_text_where_pictures_are_refused(lived_in: BotHouse) -> None:
    lived_in.sandbox.faults.refuse("sendMediaGroup", ApiError(400, "Bad Request: not enough rights to send photos"))

    await lived_in.person.send_text("/emotions")

    answer = await lived_in.person.next_message(says("How I paint each emotion", "lines that will not stand still"))
    assert answer.kind == "text"


async def test_a_command_for_another_bot_is_not_obeyed(lived_in: BotHouse) -> None:
    await lived_in.person.send_text("/style@other_bot happy")

    await lived_in.person.next_message(says("Send me a photo"))
    assert not await lived_in.redis.keys("emostyle:chat:*")


async def test_style_holds_for_the_chat_until_auto(lived_in: BotHouse) -> None:
    person, worker = lived_in.person, lived_in.worker
    await person.send_text("/style@emostyle_sandbox_bot Happy")
    await person.next_message(says("😄 happy", "Composition VII", "curved and dancing forms"))
    await person.send_text("/style")
    await person.next_message(says("I paint everything here 😄 happy"))
    for shade in range(2):
        await person.send_photo(picture(color=(shade, 1, 1)))
        assert (await worker.paint()).emotion is Emotion.HAPPY
    painting = await person.next_message(is_painting)
    assert painting.content.text.startswith("😄 happy\n")
    assert "sure" not in painting.content.text

    await person.send_text("/style auto")

    await person.next_message(says("from the faces again"))
    await person.send_photo(picture())
    assert (await worker.take()).emotion is None
    assert not await lived_in.redis.keys("emostyle:chat:*")


async def test_style_of_one_chat_is_not_that_of_another(lived_in: BotHouse) -> None:
    other = lived_in.sandbox.new_person("Bo")
    await lived_in.person.send_text("/style fear")
    await lived_in.person.next_message(says("The Scream"))

    await other.send_photo(picture())

    assert (await lived_in.worker.take()).emotion is None


async def test_style_as_a_caption_is_for_that_photo_only(lived_in: BotHouse) -> None:
    sent = await lived_in.person.send_photo(picture(), "/style sad")

    assert (await lived_in.worker.paint(Emotion.HAPPY)).emotion is Emotion.SAD
    painting = await lived_in.person.next_message(is_painting)
    assert painting.reply_to is sent
    await lived_in.person.send_photo(picture())
    assert (await lived_in.worker.take()).emotion is None


async def test_style_in_reply_to_a_photo_paints_that_photo(lived_in: BotHouse) -> None:
    sent = await lived_in.person.send_photo(picture())
    await lived_in.worker.take()

    await lived_in.person.send_text("/style angry", reply_to=sent)

    request = await lived_in.worker.paint()
    painting = await lived_in.person.next_message(is_painting)
    assert request.emotion is Emotion.ANGRY
    assert painting.reply_to is sent


async def test_style_auto_for_one_photo_overrides_the_chat(lived_in: BotHouse) -> None:
    await lived_in.person.send_text("/style fear")
    await lived_in.person.next_message()

    await lived_in.person.send_photo(picture(), "/style auto")

    assert (await lived_in.worker.take()).emotion is None


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("hapy", "Did you mean 😄 happy?"),
        ("scraem", "Did you mean The Scream (😨 fear)?"),
        ("{name}", "“{name}”. Choose"),
    ],
)
async def test_a_wrong_emotion_gets_the_list_and_the_nearest(lived_in: BotHouse, word: str, words: str) -> None:
    await lived_in.person.send_text(f"/style {word}")

    answer = await lived_in.person.next_message(says(words))
    labels = [button["text"] for button in answer.buttons]
    assert all(f"{emotion.emoji} {emotion}" in labels for emotion in EMOTIONS)


async def test_what_was_meant_is_one_press_away(lived_in: BotHouse) -> None:
    await lived_in.person.send_text("/style scraem")
    answer = await lived_in.person.next_message(says("Did you mean The Scream"))

    query = await lived_in.person.press("🖌 The Scream", answer)

    assert (await query.answered()).text == "Saved."
    await lived_in.person.send_text("/style")
    await lived_in.person.next_message(says("I paint everything here 😨 fear"))


async def test_a_wrong_emotion_for_a_photo_offers_buttons_that_paint_that_photo(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture(color=(7, 8, 9)), "/style sda")
    answer = await lived_in.person.next_message(says("Did you mean 😢 sad?"))

    await lived_in.person.press("😢", answer)

    request = await lived_in.worker.take()
    assert (request.emotion, await lived_in.worker.photo(request)) == (Emotion.SAD, picture(color=(7, 8, 9)))
    await lived_in.person.send_text("/style")
    await lived_in.person.next_message(says("I read the emotion from the faces"))


async def test_an_artwork_that_was_chosen_is_named_back(lived_in: BotHouse) -> None:
    await lived_in.person.send_text("/style klimt")
    await lived_in.person.next_message(says("The Kiss"))

    await lived_in.person.send_text("/style")
    await lived_in.person.next_message(says("😄 happy (The Kiss)"))
    await lived_in.person.send_text("/settings")
    menu = await lived_in.person.next_message(says("How I paint in this chat"))
    assert any("happy (The Kiss)" in button["text"] for button in menu.buttons)


async def test_a_caption_with_a_wrong_emotion_paints_nothing(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture(), "/style sda")

    await lived_in.person.next_message(says("Did you mean 😢 sad?"))
    assert await lived_in.worker.waiting() == 0


async def test_a_caption_with_a_mistyped_command_paints_nothing(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture(), "/stlye happy")

    await lived_in.person.next_message(says("do not know this command"))
    assert await lived_in.worker.waiting() == 0


@pytest.mark.parametrize(
    ("kind", "name"),
    [("video", "a.mp4"), ("voice", "a.ogg"), ("sticker", "a.tgs"), ("animation", "a.gif"), ("audio", "a.mp3")],
)
@pytest.mark.parametrize("caption", ["", "/style happy"])
async def test_what_cannot_be_painted_gets_a_kind_sentence(
    lived_in: BotHouse, kind: MediaKind, name: str, caption: str
) -> None:
    sent = await lived_in.person.send_media(kind, b"whatever", name, caption)

    answer = await lived_in.person.next_message(says("only paint still pictures"))
    assert answer.reply_to is sent
    assert not await lived_in.redis.keys("emostyle:chat:*")


async def test_a_command_in_reply_to_a_moving_picture_does_not_change_the_chat(lived_in: BotHouse) -> None:
    moving = await lived_in.person.send_media("animation", b"whatever", "a.gif")
    await lived_in.person.next_message(says("only paint still pictures"))

    sent = await lived_in.person.send_text("/style sad", reply_to=moving)

    await until(lambda: any(message.reply_to is sent for message in lived_in.person.received))
    (answer,) = (message for message in lived_in.person.received if message.reply_to is sent)
    assert "only paint still pictures" in answer.content.text
    assert not await lived_in.redis.keys("emostyle:chat:*")


async def test_a_pdf_gets_a_kind_sentence(lived_in: BotHouse) -> None:
    await lived_in.person.send_document(b"%PDF-1.7", "paper.pdf")

    await lived_in.person.next_message(says("only paint still pictures"))
