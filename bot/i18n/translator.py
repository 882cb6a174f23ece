"""The languages that the bot speaks, and the texts of their catalogues, written in Fluent."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Pattern

from bot.i18n.message_ids import MessageId
from emostyle.emotions import Emotion


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


LOCALES = Path(__file__).parent / "locales"


class Translator:
    """Texts of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._bundle = FluentBundle([language.value], use_isolating=False)
        self._bundle.add_resource(FluentResource((LOCALES / f"{language}.ftl").read_text(encoding="utf-8")))

    def text(self, name: str, /, **values: str | float) -> str:
        """Return a sentence with its values filled in; raise LookupError when it or one of its values is missing."""
        pattern = self._bundle.get_message(name).value
        if pattern is None:
            raise LookupError(f"the message {name} of {self.language} has no text")
        return self._fill(pattern, values)

    def knows(self, name: str) -> bool:
        """Return whether there is such a sentence."""
        return self._bundle.has_message(name)

    def face(self, emotion: Emotion, count: int) -> str:
        """Return how `count` faces with this emotion are called."""
        return self._fill(self._bundle.get_message(f"emotion-{emotion}").attributes["face"], {"count": count})

    def listed(self, items: Iterable[str]) -> str:
        """Return items with what stands between the items of a list in this language."""
        return self.text(MessageId.LIST_JOINT).join(items)

    def words(self, what: str) -> list[str]:
        """Return the words that people of this language type for an emotion or for "auto"."""
        return [word.strip() for word in self.text(f"words-{what}").split(",")]

    def also(self, name: str) -> list[str]:
        """Return other names for what a message names, such as those that are usual in another country."""
        others = self._bundle.get_message(name).attributes.get("also")
        return [] if others is None else [each.strip() for each in self._fill(others, {}).split(",")]

    def _fill(self, pattern: Pattern, values: dict[str, str | float]) -> str:
        text, problems = self._bundle.format_pattern(pattern, values)
        if problems:
            raise LookupError(f"a sentence of {self.language} cannot be filled in: {problems[0]}")
        return str(text)


@cache
def translator_for(language: Language) -> Translator:
    """Return the voice of a language; its catalogue is read once."""
    return Translator(language)
