"""What status messages say while a photo waits and is painted."""

from __future__ import annotations

import pytest

from bot.i18n.translator import Language, translator_for
from bot.jobs.tickets import AlbumPlace, Ticket
from bot.messages.texts import album_text, place_texts, stage_text, waiting_text
from worker.shared.contract import Stage

ENGLISH = translator_for(Language.ENGLISH)


def test_the_next_photo_is_said_to_be_painted() -> None:
    assert waiting_text(ENGLISH, 0, None) == "🎨 I have your photo and am painting it…"


def test_a_photo_that_waits_hears_its_place_and_its_time() -> None:
    assert "3" in waiting_text(ENGLISH, 3, None)
    assert "20 seconds" in waiting_text(ENGLISH, 3, 20)
    assert len(place_texts(ENGLISH, 3, None)) == 1
    assert len(place_texts(ENGLISH, 3, 20)) == 2


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_its_sentence(stage: Stage) -> None:
    assert stage_text(ENGLISH, stage)


def test_a_stage_of_a_newer_worker_changes_nothing() -> None:
    assert stage_text(ENGLISH, "framing") is None


def test_all_seven_of_one_photo_are_not_called_photos() -> None:
    several = Ticket(chat_id=1, message_id=2, album=AlbumPlace(album="a", place=0, total=7))
    place = AlbumPlace(album="a", place=0, total=7, is_one_photo=True)

    assert album_text(several, 0) != album_text(several.model_copy(update={"album": place}), 0)
