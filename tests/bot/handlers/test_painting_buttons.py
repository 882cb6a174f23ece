"""The buttons under a painting, as people press them."""

from __future__ import annotations

from bot.sandbox.chats.keyboards import DATA_LIMIT
from emostyle.emotions import EMOTIONS, Emotion
from tests.bot.conftest import BotHouse, greeted_group, is_painting, says, until, until_delivered
from tests.bot.pressing import labels, painted, press, repainted
from tests.bot.stand_in_worker import picture
from worker.shared.contract import Reason


async def test_a_painting_has_its_buttons_with_the_present_emotion_marked(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)

    assert labels(painting) == [
        *["😐", "😄", "😲", "✓ 😢", "😠", "🤢", "😨"],
        *["25%", "50%", "75%", "100%"],
        *["🖌 Fine", "✓ 🖌 Medium", "🖌 Broad"],
        *["✓ 🖌 Starry Night Over the Rhône", "🖌 The Demon Seated", "🖌 Autumn, School"],
        *["🎨 Keep colours", "🌀 Mix", "🖼 All seven", "📄 Full size"],
        *["🎲 Another take", "🙅 Not my emotion"],
    ]
    assert all(len(button["callback_data"].encode()) <= DATA_LIMIT for button in painting.buttons)


async def test_another_emotion_is_painted_into_the_same_message(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)

    assert await press(lived_in, "😨", painting) == "🎨 Painting…"
    request = await repainted(lived_in, painting)

    assert request.emotion is Emotion.FEAR
    assert await lived_in.worker.photo_was(request) == picture()
    assert painting.content.text.startswith("😨 fear\n🖼 The Scream")
    assert "✓ 😨" in labels(painting)
    assert "😢" in labels(painting)
    assert sum(map(is_painting, lived_in.person.received)) == 1


async def test_strength_and_colours_are_changed_and_marked(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)

    await press(lived_in, "50%", painting)
    request = await repainted(lived_in, painting, Emotion.SAD)
    assert (request.emotion, request.strength) == (None, 0.5)
    assert "✓ 50%" in labels(painting)
    assert painting.content.text.startswith("😢 sad · 70% sure")

    await press(lived_in, "🎨 Keep colours", painting)
    request = await repainted(lived_in, painting, Emotion.SAD, color=98)
    assert (request.strength, request.keep_colors) == (0.5, True)
    assert "✓ 🎨 Keep colours" in labels(painting)


async def test_all_seven_come_as_one_album(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)

    await press(lived_in, "🖼 All seven", painting)
    await lived_in.person.next_message(says("🎨", "your photo in all 7 emotions"))
    requests = [await lived_in.worker.paint() for _ in EMOTIONS]

    assert [request.emotion for request in requests] == list(EMOTIONS)
    album = [await lived_in.person.next_message(is_painting) for _ in EMOTIONS]
    assert len({message.album for message in album}) == 1
    assert album[0].content.text.split("\n")[:2] == ["1. 😐 neutral", "2. 😄 happy"]
    assert album[0].reply_to is not None
    await until(lambda: not lived_in.status_messages())


async def test_after_all_seven_each_of_them_comes_at_once(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    await press(lived_in, "🖼 All seven", painting)
    for number in range(7):
        await lived_in.worker.finish(await lived_in.worker.take(), painting=picture(color=(number, 0, 0)))
    for _ in EMOTIONS:
        await lived_in.person.next_message(is_painting)
    await until_delivered(lived_in)  # and so kept for quick answers

    await press(lived_in, "😨", painting)

    await until(lambda: painting.content.text.startswith("😨 fear"))
    assert painting.data == picture(color=(6, 0, 0))
    assert await lived_in.worker.waiting() == 0


async def test_full_size_comes_as_a_file(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)

    await press(lived_in, "📄 Full size", painting)
    request = await lived_in.worker.paint(Emotion.SAD)

    file = await lived_in.person.next_message(lambda message: message.kind == "document")
    assert request.max_side == lived_in.settings.file_max_side
    assert file.content.media is not None
    assert file.content.media.file.name == "photo-sad.jpg"


async def test_a_correction_is_counted_and_kept_with_nobody(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)

    assert "Thank you" in await press(lived_in, "🙅 Not my emotion", painting)
    await until(lambda: "🙅 Not my emotion" not in labels(painting))
    await press(lived_in, "😄", painting)
    await repainted(lived_in, painting)

    counts = await lived_in.redis.hgetall("emostyle:count:corrections")
    assert counts == {b"sad": b"1", b"sad>happy": b"1"}


async def test_a_press_for_what_is_shown_paints_nothing(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)

    assert await press(lived_in, "✓ 😢", painting) == "That is what you see already."
    assert await lived_in.worker.waiting() == 0


async def test_buttons_work_after_the_bot_was_restarted(house: BotHouse) -> None:
    async with house.bot():
        painting = await painted(house, Emotion.SAD)
    async with house.bot():
        await press(house, "😠", painting)
        request = await repainted(house, painting)

    assert request.emotion is Emotion.ANGRY
    assert painting.content.text.startswith("😠 angry")


async def test_a_press_whose_painting_comes_after_a_restart_is_not_lost(house: BotHouse) -> None:
    async with house.bot():
        painting = await painted(house, Emotion.SAD)
        await press(house, "😠", painting)
        request = await house.worker.take()
    await house.worker.finish(request, painting=picture(color=(9, 9, 9)))
    async with house.bot():
        await until(lambda: painting.content.text.startswith("😠 angry"))


async def test_others_in_a_group_are_refused_politely(lived_in: BotHouse) -> None:
    ada, other, hello = await greeted_group(lived_in)
    await ada.send_photo(picture(), reply_to=hello)
    await lived_in.worker.paint(Emotion.SAD)
    painting = await ada.next_message(is_painting)

    query = await other.press("😄", painting)

    answer = await query.answered()
    assert (answer.show_alert, "somebody else" in answer.text) == (True, True)
    assert await lived_in.worker.waiting() == 0


async def test_no_face_offers_the_seven_emotions_and_paints_the_chosen_one(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture())
    await lived_in.worker.fail(Reason.NO_FACE)
    question = await lived_in.person.next_message(says("found no face"))

    assert labels(question) == [emotion.emoji for emotion in EMOTIONS]
    await press(lived_in, "😄", question)
    request = await lived_in.worker.take()
    await lived_in.worker.finish(request)

    await until(lambda: question.kind == "photo")
    assert request.emotion is Emotion.HAPPY
    assert question.content.text.startswith("😄 happy")
    assert "25%" in labels(question)
