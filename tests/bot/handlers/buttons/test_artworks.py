"""Artworks under a painting: those of its emotion, added ones, and those that are gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from bot.chats import Chats, ChatSettings
from bot.styles.artworks import all_artworks
from bot.styles.paint_options import StyleChoice
from bot.styles.vocabulary import artist_words, artwork_words
from emostyle.emotions import Emotion
from emostyle.styles.catalogue import STYLES_DIR
from emostyle.weights.files import save_weights
from emostyle.weights.headers import WeightsHeader
from tests.bot.conftest import BotHouse, says, until
from tests.bot.pressing import labels, painted, press, repainted
from tests.bot.stand_in_worker import picture, styled
from worker.shared.contract import Reason


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

    question = await lived_in.person.next_message(
        says("several artworks by “Munch”", "🖌 The Scream (😨 fear)\nA blood-orange sky", "🖌 Dots (😨 fear)\nw")
    )
    await lived_in.person.press("🖌 Dots", question)
    await until(lambda: "✓ 😨 4" in labels(question))


@pytest.mark.parametrize(("word", "button"), [("van gogh", "🖌 The Night Café"), ("The Nihgt Cafe", "🖌 The Night Café")])
async def test_an_artwork_that_a_caption_may_mean_is_chosen_for_its_photo(
    lived_in: BotHouse, word: str, button: str
) -> None:
    await lived_in.person.send_photo(picture(), f"/style {word}")

    question = await lived_in.person.next_message(says("The Night Café (🤢 disgust)"))
    await press(lived_in, button, question)
    request = await repainted(lived_in, question)

    assert request.style == "van-gogh-the-night-cafe"
    assert question.kind == "photo"
    assert not await lived_in.redis.keys("emostyle:chat:*")


async def test_an_artwork_that_was_taken_away_is_said_so_and_nothing_else_is_painted(lived_in: BotHouse) -> None:
    gone = ChatSettings(wish=StyleChoice().painting(Emotion.FEAR, "gone"))
    await Chats(lived_in.redis).set(lived_in.person.user.id, gone)

    await lived_in.person.send_photo(picture())

    assert (await lived_in.worker.fail(Reason.NO_STYLE)).style == "gone"
    await lived_in.person.next_message(says("can no longer be painted", "/style auto"))
