"""What a person wishes: how a photo is to be painted, and how wishes are read from commands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot.mixes import UnknownWordError, mix_of
from bot.words import Meaning, find_meaning, nearest, works_near, works_of
from emostyle.emotions import Emotion

COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]+)(?:@(?P<bot>[A-Za-z0-9_]+))?(?:\s+(?P<rest>.*))?\s*", re.DOTALL)
LONGEST_WORD = 40  # characters of a word that is told back


class Wish(BaseModel):
    """How a photo is to be painted; what is not set is left to the faces and to the artwork."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    emotion: Emotion | None = None  # None: read it
    mix: dict[Emotion, float] | None = None  # shares of several, sum 1, instead of one
    style: str | None = None  # another artwork of that emotion
    by_face: bool = False  # every face in its own emotion
    strength: float | None = None  # 0..1; None: as the artwork suggests
    keep_colors: bool = False

    @property
    def is_free(self) -> bool:
        """Whether the emotion is left to the faces."""
        return self.emotion is None and self.mix is None

    def painting(self, emotion: Emotion | None, style: str | None = None) -> Wish:
        """Return the same wish for one emotion, or for the one that is read."""
        return self.model_copy(update={"emotion": emotion, "style": style, "mix": None, "by_face": False})

    def mixing(self, mix: dict[Emotion, float]) -> Wish:
        """Return the same wish for a mix of emotions, or for the only one in it."""
        shares = shares_of(mix)
        return self.painting(*shares) if len(shares) == 1 else self.painting(None).model_copy(update={"mix": shares})

    def asked_for(self) -> dict[str, Any]:
        """Return what a request asks a worker for: an artwork says which emotion it is of, and is asked for alone.

        One that the bot does not know is asked for too: a worker that has it paints it, others say that they have not.
        """
        return dict(self) | {"emotion": None} if self.style else dict(self)


@dataclass(frozen=True, slots=True)
class Command:
    """A command as Telegram writes it: /name@bot rest."""

    name: str  # in lower case
    rest: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that means nothing to us or several things, and the emotion or the artwork that is nearest."""

    name: str
    nearest: Meaning | None
    works: tuple[Meaning, ...] = ()  # the artworks of the artist that it names


def read_command(text: str | None, username: str) -> Command | None:
    """Return the command that a text or a caption is, or None when it is none or meant for another bot."""
    match = COMMAND.fullmatch(text or "")
    if match is None or (match["bot"] or username).lower() != username.lower():
        return None
    return Command(match["name"].lower(), (match["rest"] or "").strip())


def read_meaning(rest: str) -> Meaning | Unknown:
    """Return what follows /style: an emotion, an artwork, auto, or Unknown."""
    if len(works_of(rest)) > 1:  # before the beginnings of words: names of styles begin with their artists
        return unknown(rest)
    try:
        return find_meaning(rest)
    except LookupError:
        return unknown(rest)


def read_mix(rest: str) -> dict[Emotion, float] | Unknown | None:
    """Return the shares that follow /mix, as "happy 70 sad 30", Unknown for a wrong word, None for nothing to mix."""
    try:
        parts = mix_of(rest)
    except UnknownWordError as error:
        return unknown(str(error))
    return shares_of(parts) if parts else None


def shares_of(parts: dict[Emotion, float]) -> dict[Emotion, float]:
    """Return parts as shares with the sum 1, the largest first; raise ZeroDivisionError when all are 0."""
    total = sum(parts.values())
    ordered = sorted(parts.items(), key=lambda part: -part[1])
    return {emotion: round(part / total, 4) for emotion, part in ordered if part > 0}


def unknown(text: str) -> Unknown:
    """Return a word that means nothing to us or several things, with what is nearest if there is something."""
    word = text.strip()[:LONGEST_WORD]
    works = works_of(text)
    close = _nearest(word) if len(works) < 2 else None
    works = works_near(word) if not works and close is None else works
    return Unknown(word, close, works if len(works) > 1 else ())


def _nearest(word: str) -> Meaning | None:
    try:
        return nearest(word)
    except LookupError:
        return None
