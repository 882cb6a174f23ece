"""The languages that the bot speaks."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """A language with a catalogue of its own in `locales`; the value is its code at Telegram."""

    ENGLISH = "en"
    SPANISH = "es"
    PORTUGUESE = "pt"
    GERMAN = "de"
    FRENCH = "fr"
    RUSSIAN = "ru"
    HINDI = "hi"
    CHINESE = "zh"


def language_of(code: str | None) -> Language:
    """Return the language of an app, whose code is as "pt-br"; English when we do not speak it."""
    try:
        return Language((code or "").lower().replace("_", "-").partition("-")[0])
    except ValueError:
        return Language.ENGLISH
