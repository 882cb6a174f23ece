"""The buttons under a painting, as people press them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from bot.artworks import all_artworks
from bot.chats import Chats, ChatSettings
from bot.sandbox.errors import ApiError
from bot.sandbox.keyboards import DATA_LIMIT
from bot.sandbox.messages import Message
from bot.sandbox.person import Person
from bot.wishes import Wish
from bot.words import artist_words, artwork_words
from emostyle.catalogue import STYLES_DIR
from emostyle.emotions import EMOTIONS, Emotion
from emostyle.headers import WeightsHeader
from emostyle.weights import save_weights
from tests.bot.conftest import BotHouse, greeted_group, is_painting, picture, says, styled, until, until_awaited
from worker.contract import Failed, Reason, StyleRequest


def labels(message: Message) -> list[str]:
    return [button["text"] for button in message.buttons]


async def open_count(house: BotHouse) -> int:
    return int(await house.redis.hlen("emostyle:open"))


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


async def test_a_painting_has_its_buttons_with_the_present_emotion_marked(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)

    assert labels(painting) == [
        *["😐", "😄", "😲", "✓ 😢", "😠", "🤢", "😨"],
        *["25%", "50%", "75%", "100%"],
        *["✓ 🖌 Starry Night Over the Rhône", "🖌 The Demon Seated", "🖌 Autumn, School"],
        *["🎨 Keep colours", "🌀 Mix", "🖼 All seven", "📄 Full size", "🙅 Not my emotion"],
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

    assert request.mix == {Emotion.HAPPY: 1}


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


async def test_all_seven_come_as_one_album(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)

    await press(lived_in, "🖼 All seven", painting)
    await lived_in.person.next_message(says("🎨", "7 photos"))
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
    await until(lambda: not lived_in.status_messages())

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


async def test_a_press_is_answered_within_a_second_however_slow_telegram_is(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    slow = lived_in.sandbox.faults.hang("getFile")

    async with asyncio.timeout(1):
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


async def test_each_face_gets_its_own_emotion_and_every_artwork_is_named(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.HAPPY, Emotion.SAD)

    await press(lived_in, "👥 Each face its own", painting)
    request = await repainted(lived_in, painting, Emotion.HAPPY, Emotion.SAD)

    assert (request.by_face, request.emotion, request.style) == (True, None, None)
    assert painting.content.text.startswith("2 faces: 1 happy, 1 sad")
    assert "Composition VII" in painting.content.text
    assert "Starry Night Over the Rhône" in painting.content.text
    assert "✓ 👥 Each face its own" in labels(painting)
    assert (
        await press(lived_in, "😄", painting) == "🎨 Painting…"
    )  # no emotion is shown alone, so each may be asked for


@pytest.fixture
def _dots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A style that the host has added: a second artwork for fear, by an artist who has one already."""
    about = {"title": "Dots", "artist": "Edvard Munch", "year": "1900", "why": "w", "source": "s", "emotion": "fear"}
    header = WeightsHeader("palette", {}, ("dots",), extra={**about, "strength": 0.5})
    (tmp_path / "styles").mkdir()
    save_weights(tmp_path / "styles" / "dots.safetensors", {"x": torch.zeros(1)}, header)
    monkeypatch.setenv(STYLES_DIR, str(tmp_path / "styles"))
    caches = (all_artworks, artwork_words, artist_words)
    for each in caches:
        each.cache_clear()
    yield
    for each in caches:
        each.cache_clear()


@pytest.mark.usefixtures("_dots")
async def test_another_artwork_of_the_emotion_is_painted_into_the_same_message(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.FEAR)
    assert {"✓ 🖌 The Scream", "🖌 Dots"} <= set(labels(painting))

    assert await press(lived_in, "🖌 Dots", painting) == "🎨 Painting…"
    request = await lived_in.worker.take()
    assert (request.style, request.emotion) == ("dots", None)
    result = styled(request).model_copy(update={"emotion": Emotion.FEAR})  # as a worker tells it
    await lived_in.worker.publish(result, picture(color=(5, 5, 5)))

    await until(lambda: "✓ 🖌 Dots" in labels(painting))
    assert painting.content.text == "😨 fear\n🖼 Dots, Edvard Munch, 1900"
    assert "🖌 The Scream" in labels(painting)


@pytest.mark.usefixtures("_dots")
async def test_an_artist_of_several_artworks_is_answered_with_their_names(lived_in: BotHouse) -> None:
    await lived_in.person.send_text("/style Munch")

    await lived_in.person.next_message(says("several artworks by “Munch”", "/style the scream", "/style dots"))


async def test_an_artwork_that_was_taken_away_is_said_so_and_nothing_else_is_painted(lived_in: BotHouse) -> None:
    gone = ChatSettings(wish=Wish().painting(Emotion.FEAR, "gone"))
    await Chats(lived_in.redis).set(lived_in.person.user.id, gone)

    await lived_in.person.send_photo(picture())

    assert (await lived_in.worker.fail(Reason.NO_STYLE)).style == "gone"
    await lived_in.person.next_message(says("can no longer be painted", "/style auto"))
