"""Which buttons there are when workers offer more than they do today."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.handlers import painting_buttons
from bot.handlers.painting_buttons import wished
from bot.i18n.translator import Language, translator_for
from bot.jobs.painting_records import PaintingRecord, PaintingSummary
from bot.jobs.pictures import FoundPhoto
from bot.messages import keyboards
from bot.messages.keyboards import painting_keyboard as keyboard_of
from bot.styles import artworks
from bot.styles.paint_options import StyleChoice
from emostyle.emotions import Emotion
from emostyle.styles.palette import PALETTE, Artwork

ENGLISH = translator_for(Language.ENGLISH)
PHOTO = FoundPhoto(file_id="f", unique_id="u", message_id=1)
SCREAM = PALETTE[Emotion.FEAR]
OTHER = replace(SCREAM, style="other", title="Another Fear")
PAINTED = PaintingSummary(emotion=Emotion.FEAR, confidence=0.5, faces=(Emotion.FEAR, Emotion.HAPPY), style=SCREAM.style)
SHOWN = PaintingRecord(
    chat_id=1, thread_id=None, person_id=1, photo=PHOTO, as_file=False, wish=StyleChoice(), painted=PAINTED
)


@pytest.fixture
def two_fears(monkeypatch: pytest.MonkeyPatch) -> None:
    """A palette with two artworks for fear."""

    def of(emotion: Emotion) -> tuple[Artwork, ...]:
        return (SCREAM, OTHER) if emotion is Emotion.FEAR else (PALETTE[emotion],)

    for module in (artworks, painting_buttons, keyboards):
        monkeypatch.setattr(module, "artworks_of", of)


def labels(shown: PaintingRecord) -> list[str]:
    rows = keyboard_of(ENGLISH, "token", shown).inline_keyboard
    return [button.text for row in rows for button in row]


@pytest.mark.usefixtures("two_fears")
def test_other_artworks_of_the_emotion_are_offered() -> None:
    assert "✓ 🖌 The Scream" in labels(SHOWN)
    assert "🖌 Another Fear" in labels(SHOWN)
    assert wished(SHOWN, "t", "1") == StyleChoice(emotion=Emotion.FEAR, style="other")
    assert wished(SHOWN, "t", "2") is None


def test_each_face_its_own_is_offered_for_several_faces() -> None:
    alone = SHOWN.now(painted=PAINTED.model_copy(update={"faces": (Emotion.FEAR,)}))

    assert "👥 Each face its own" in labels(SHOWN)
    assert "👥 Each face its own" not in labels(alone)
    assert wished(SHOWN, "g", "") == StyleChoice(by_face=True)
