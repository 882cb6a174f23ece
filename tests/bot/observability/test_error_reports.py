"""Where in our own code an error was, without what it says."""

from __future__ import annotations

import pytest

from bot.i18n.translator import Language, translator_for
from bot.observability.error_reports import place_of, trace_of


def test_the_place_is_the_last_file_of_ours_with_its_room() -> None:
    with pytest.raises(LookupError) as caught:
        translator_for(Language.ENGLISH).text("no-such-message")

    assert place_of(caught.value).startswith("i18n/translator.py:")


def test_an_error_from_elsewhere_has_no_place() -> None:
    with pytest.raises(ValueError, match="secret") as caught:
        raise ValueError("secret")

    assert place_of(caught.value) == "?"
    assert "test_error_reports" in trace_of(caught.value)
