"""What a person wishes with /style: an emotion, auto, or a word that is neither."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.words import find_meaning, nearest
from emostyle.emotions import Emotion

COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]+)(?:@(?P<bot>[A-Za-z0-9_]+))?(?:\s+(?P<rest>.*))?\s*", re.DOTALL)
LONGEST_WORD = 40  # characters of a word that is told back


@dataclass(frozen=True, slots=True)
class Command:
    """A command as Telegram writes it: /name@bot rest."""

    name: str  # in lower case
    rest: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that means nothing to us, and the nearest emotion."""

    name: str
    nearest: Emotion | None


def read_command(text: str | None, username: str) -> Command | None:
    """Return the command that a text or a caption is, or None when it is none or meant for another bot."""
    match = COMMAND.fullmatch(text or "")
    if match is None or (match["bot"] or username).lower() != username.lower():
        return None
    return Command(match["name"].lower(), (match["rest"] or "").strip())


def read_wish(rest: str) -> Emotion | Unknown | None:
    """Return the emotion that follows /style, None for auto, or Unknown."""
    try:
        return find_meaning(rest)
    except LookupError:
        return unknown(rest)


def unknown(word: str) -> Unknown:
    """Return a word that means nothing to us, with the nearest emotion if there is one."""
    try:
        close = nearest(word[:LONGEST_WORD])
    except LookupError:
        close = None
    return Unknown(word.strip()[:LONGEST_WORD], close)
