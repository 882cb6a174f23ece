"""From results to replies."""

from __future__ import annotations

import pytest

from bot.i18n.translator import Language, translator_for
from bot.jobs.tickets import Ticket
from bot.messages.replies import PictureReply, TextReply, compose, fits_a_photo
from bot.messages.texts import why
from emostyle.emotions import Emotion
from tests.bot.stand_in_worker import styled
from worker.shared.contract import FaceReading, Failed, Reason, StyleRequest

REQUEST = StyleRequest(request_id="r1", ticket="{}", submitted=1.0)
TICKET = Ticket(chat_id=1, message_id=2)
ENGLISH = translator_for(Language.ENGLISH)


def test_a_painting_is_a_photo_with_emotion_certainty_and_artwork() -> None:
    reply = compose(styled(REQUEST, Emotion.HAPPY), TICKET, size=1000)

    caption = "😄 happy · 70% sure\n🖼 Composition VII, Wassily Kandinsky, 1913"
    assert reply == PictureReply(caption, "photo-happy.jpg", as_file=False)


def test_a_painting_of_a_chosen_emotion_is_not_said_to_be_certain() -> None:
    reply = compose(styled(REQUEST.model_copy(update={"emotion": Emotion.HAPPY})), TICKET, size=1000)

    assert isinstance(reply, PictureReply)
    assert "sure" not in reply.caption


def test_a_painting_of_a_file_is_a_file_of_its_name() -> None:
    ticket = TICKET.model_copy(update={"as_file": True, "file_stem": "scan 1"})

    reply = compose(styled(REQUEST, Emotion.FEAR, media_type="image/png"), ticket, size=1000)

    assert isinstance(reply, PictureReply)
    assert (reply.filename, reply.as_file) == ("scan 1-fear.png", True)


@pytest.mark.parametrize(
    ("width", "height", "size", "fits"),
    [
        (5000, 5000, 10_000_000, True),
        (5001, 5000, 1, False),
        (64, 48, 10_000_001, False),
        (2000, 100, 1, True),
        (99, 2000, 1, False),
    ],
)
def test_what_telegram_takes_as_no_photo_goes_as_a_file(width: int, height: int, size: int, fits: bool) -> None:
    result = styled(REQUEST).model_copy(update={"width": width, "height": height})

    reply = compose(result, TICKET, size)

    assert fits_a_photo(width, height, size) is fits
    assert isinstance(reply, PictureReply)
    assert reply.as_file is not fits


def test_a_face_without_a_reading_is_not_named() -> None:
    unread = FaceReading(left=0, top=0, width=1, height=1, probabilities={})

    reply = compose(styled(REQUEST, Emotion.SAD).model_copy(update={"faces": (unread,)}), TICKET, size=1)

    assert isinstance(reply, PictureReply)
    assert "faces" not in reply.caption


@pytest.mark.parametrize("reason", Reason)
def test_a_failure_is_told_in_a_sentence(reason: Reason) -> None:
    assert compose(Failed(request_id="r1", ticket="{}", reason=reason), TICKET, size=0) == TextReply(
        why(ENGLISH, reason)
    )


def test_a_reply_is_in_the_language_of_its_ticket() -> None:
    ticket = TICKET.model_copy(update={"language": Language.GERMAN})

    reply = compose(styled(REQUEST, Emotion.HAPPY), ticket, size=1000)

    assert isinstance(reply, PictureReply)
    assert reply.caption.startswith("😄 Freude · zu 70\N{NO-BREAK SPACE}% sicher\n🖼 Komposition VII")
