"""What the command prints about a photo, for people and for programs."""

from __future__ import annotations

import errno

import pytest

from emostyle.cli.reports import (
    failure_record,
    palette_lines,
    palette_records,
    reading_lines,
    reading_record,
    sentence,
    styled_line,
    styled_record,
)
from emostyle.emotions import EMOTIONS, Emotion
from emostyle.errors import NoFaceError
from emostyle.options import PaintOptions
from emostyle.pipeline import PhotoReading
from emostyle.styles.catalogue import of_palette
from emostyle.styles.palette import all_style_names
from tests.emostyle.conftest import HAPPY_FACE, Brush


def test_a_reading_is_a_line_for_the_photo_and_one_for_each_face() -> None:
    reading = PhotoReading((HAPPY_FACE,), (64, 48))

    photo, face = reading_lines("me.jpg", reading).splitlines()

    assert photo == "me.jpg: happy (88% sure), 1 face"
    assert face.startswith("  face 1, 20×30 pixels at 3, 4: happy 88.0%, ")
    assert reading_record("me.jpg", reading)["faces"][0]["emotion"] == "happy"


def test_a_photo_without_a_face_is_said_to_have_none() -> None:
    reading = PhotoReading((), (64, 48))

    assert reading_lines("sea.jpg", reading) == "sea.jpg: no face was found in this photo."
    assert reading_record("sea.jpg", reading)["confidence"] is None


def test_a_mix_is_told_by_its_shares_the_largest_first() -> None:
    styled = Brush().paint(b"", PaintOptions(mix={Emotion.SAD: 0.25, Emotion.FEAR: 0.75}))

    assert styled_line("me.jpg", None, styled).startswith("me.jpg: 75% fear + 25% sad, after ")
    assert styled_record("me.jpg", None, styled)["mix"] == {"sad": 0.25, "fear": 0.75}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FileNotFoundError(errno.ENOENT, "no", "x.jpg"), "There is no file x.jpg."),
        (OSError(errno.ENOSPC, "No space left on device"), "The system refuses: No space left on device."),
        (OSError(errno.EACCES, "Permission denied", "out"), "The system refuses for out: Permission denied."),
    ],
)
def test_errors_of_the_system_are_sentences_too(error: OSError, said: str) -> None:
    assert sentence(error) == said


def test_a_failure_is_an_object_with_the_errors_name() -> None:
    assert failure_record("sea.jpg", NoFaceError())["error"]["type"] == "NoFaceError"


def test_the_palette_marks_first_choices_with_a_star() -> None:
    choices = of_palette(all_style_names())

    lines = palette_lines(choices).splitlines()

    assert len(lines) == len(palette_records(choices)) == len(choices)
    assert sum("*" in line for line in lines) == len(EMOTIONS)
