"""Strokes and takes: the same photo in the same emotion, painted otherwise."""

from __future__ import annotations

import pytest

from bot.handlers.painting_buttons import wished
from bot.i18n.translator import Language, translator_for
from bot.jobs.painting_records import PaintingRecord, read_record
from bot.jobs.pictures import FoundPhoto
from bot.messages.keyboards import painting_keyboard
from bot.sandbox.chats.keyboards import DATA_LIMIT
from bot.styles.paint_options import StyleChoice
from emostyle.emotions import EMOTIONS, Emotion
from emostyle.options import MAX_TAKE, Brush
from tests.bot.conftest import BotHouse, is_painting, until, until_delivered
from tests.bot.messages.test_texts import painted as summary
from tests.bot.pressing import labels, painted, press, repainted
from tests.bot.stand_in_worker import picture
from tests.test_samples import SAMPLES

PHOTO = FoundPhoto(file_id="f", unique_id="u", message_id=1)


def shown(wish: StyleChoice) -> PaintingRecord:
    """Return a painting with buttons that was painted by a wish."""
    painting = summary(Emotion.SAD, 0.5, Emotion.SAD, Emotion.HAPPY)
    return PaintingRecord(
        chat_id=1,
        thread_id=None,
        person_id=1,
        photo=PHOTO,
        as_file=False,
        wish=wish,
        painted=painting,
        read=Emotion.SAD,
    )


async def test_strokes_are_chosen_under_a_painting_and_marked(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)

    assert await press(lived_in, "🖌 Broad", painting) == "🎨 Painting…"
    request = await repainted(lived_in, painting, Emotion.SAD)

    assert (request.brush, request.emotion, request.take) == (Brush.BROAD, None, 0)
    assert {"🖌 Fine", "🖌 Medium", "✓ 🖌 Broad"} <= set(labels(painting))
    assert await press(lived_in, "✓ 🖌 Broad", painting) == "That is what you see already."


async def test_another_take_is_another_painting_by_the_same_wish_with_the_same_caption(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    caption = painting.content.text
    await press(lived_in, "50%", painting)
    await repainted(lived_in, painting, Emotion.SAD, color=60)

    for take in (1, 2):
        assert await press(lived_in, "🎲 Another take", painting) == "🎨 Painting…"
        request = await repainted(lived_in, painting, Emotion.SAD, color=120 * take)
        assert (request.take, request.strength, request.emotion) == (take, 0.5, None)

    assert painting.content.text == caption
    assert "✓ 50%" in labels(painting)


async def test_a_take_stays_when_something_else_is_changed_and_a_photo_that_is_sent_again_begins_anew(
    lived_in: BotHouse,
) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    await press(lived_in, "🎲 Another take", painting)
    await repainted(lived_in, painting, Emotion.SAD)

    await press(lived_in, "😨", painting)
    assert (await repainted(lived_in, painting, color=30)).take == 1
    await press(lived_in, "📄 Full size", painting)
    assert (await lived_in.worker.paint()).take == 1

    await lived_in.person.send_photo(picture(color=(1, 2, 3)))
    assert (await lived_in.worker.take()).take == 0


async def test_each_take_and_each_brush_is_kept_for_quick_answers_on_its_own(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    await until_delivered(lived_in)
    first = painting.data
    await press(lived_in, "🎲 Another take", painting)
    await repainted(lived_in, painting, Emotion.SAD)
    await until_delivered(lived_in)

    await lived_in.person.send_photo(picture())

    again = await lived_in.person.next_message(is_painting)
    assert again.data == first
    await press(lived_in, "🎲 Another take", again)
    await until(lambda: again.data == painting.data)
    assert await lived_in.worker.waiting() == 0
    await press(lived_in, "🖌 Fine", again)
    assert (await repainted(lived_in, again, Emotion.SAD, color=30)).brush is Brush.FINE


async def test_all_seven_are_painted_with_the_same_strokes_and_take(lived_in: BotHouse) -> None:
    painting = await painted(lived_in, Emotion.SAD)
    await press(lived_in, "🖌 Fine", painting)
    await repainted(lived_in, painting, Emotion.SAD, color=30)
    await press(lived_in, "🎲 Another take", painting)
    await repainted(lived_in, painting, Emotion.SAD)

    await press(lived_in, "🖼 All seven", painting)

    requests = [await lived_in.worker.paint() for _ in EMOTIONS]
    assert {(request.brush, request.take) for request in requests} == {(Brush.FINE, 1)}


def test_a_painting_that_an_older_bot_kept_has_the_new_buttons_too() -> None:
    kept = read_record((SAMPLES / "shown-1.json").read_text())

    assert kept is not None
    assert (kept.wish.brush, kept.wish.take) == (Brush.MEDIUM, 0)
    assert wished(kept, "n", "") == kept.wish.model_copy(update={"take": 1})
    assert wished(kept, "r", "fine") == kept.wish.model_copy(update={"brush": Brush.FINE})


def test_the_last_take_is_followed_by_the_first() -> None:
    last = StyleChoice(take=MAX_TAKE)

    assert wished(shown(last), "n", "") == StyleChoice(take=0)
    assert wished(shown(StyleChoice(take=MAX_TAKE - 1)), "n", "") == last


def test_a_brush_that_there_is_not_is_no_wish() -> None:
    assert wished(shown(StyleChoice()), "r", "huge") is None
    assert wished(shown(StyleChoice()), "r", "") is None


@pytest.mark.parametrize("language", Language)
def test_in_every_language_all_that_buttons_say_fits_and_their_rows_can_be_read_on_a_phone(language: Language) -> None:
    rows = painting_keyboard(translator_for(language), "x" * 12, shown(StyleChoice(brush=Brush.BROAD))).inline_keyboard

    assert all(len(str(button.callback_data).encode()) <= DATA_LIMIT for row in rows for button in row)
    new = [row for row in rows if str(row[0].callback_data).split(":")[2] in ("r", "n")]
    assert [len(row) for row in new] == [3, 2]
    assert all(sum(len(button.text) for button in row) <= 42 for row in new)  # letters beside each other
