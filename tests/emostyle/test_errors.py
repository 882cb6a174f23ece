"""The error tree is the one drawn at the top of its file, and its messages say what to do."""

from __future__ import annotations

import inspect
import re

from emostyle import errors
from emostyle.errors import EmoStyleError, NoFaceError, OptionError, PhotoError, UnknownEmotionError, UnknownStyleError


def tree() -> list[type[EmoStyleError]]:
    found = [value for value in vars(errors).values() if inspect.isclass(value) and issubclass(value, EmoStyleError)]
    assert len(found) > 8
    return found


def test_the_drawing_names_every_error_once() -> None:
    drawn = re.findall(r"^ +[│├└─ ]*(\w+Error)\b", errors.__doc__ or "", re.MULTILINE)

    assert sorted(drawn) == sorted(error.__name__ for error in tree())


def test_the_drawing_indents_children_below_their_parents() -> None:
    depths = {error.__name__: len(error.__mro__) - len(EmoStyleError.__mro__) for error in tree()}
    lines = [line for line in (errors.__doc__ or "").splitlines() if "Error" in line and line.startswith("    ")]

    for line in lines:
        match = re.search(r"\w+Error", line)
        assert match is not None
        assert match.start() == 4 + 4 * depths[match.group()], line


def test_one_name_catches_all_photo_errors_and_another_all_option_errors() -> None:
    assert {error.__name__ for error in PhotoError.__subclasses__()} == {
        "UnreadablePhotoError", "UnsupportedPhotoError", "PhotoTooLargeError", "PhotoTooSmallError",
    }  # fmt: skip
    assert {error.__name__ for error in OptionError.__subclasses__()} == {
        "UnknownEmotionError", "UnknownStyleError", "MissingStyleError",
    }  # fmt: skip


def test_messages_say_what_to_do() -> None:
    assert "--emotion happy" in str(NoFaceError())
    assert str(UnknownEmotionError("joy", ("sad", "fear"))) == "There is no emotion 'joy'. Choose one of: sad, fear."
    assert str(UnknownStyleError("x", ("a", "b"))) == "There is no style 'x'. Choose one of: a, b."
