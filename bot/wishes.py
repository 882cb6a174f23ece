"""What a person wishes with /style: an emotion, auto, or a word that is neither."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from emostyle.emotions import EMOTIONS, Emotion

COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]+)(?:@(?P<bot>[A-Za-z0-9_]+))?(?:\s+(?P<rest>.*))?\s*", re.DOTALL)
AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Command:
    """A command as Telegram writes it: /name@bot rest."""

    name: str  # in lower case
    rest: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that is no emotion, and the nearest that is one."""

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
    word = rest.strip().lower()
    if word == AUTO:
        return None
    if word in EMOTIONS:
        return Emotion(word)
    close = difflib.get_close_matches(word, EMOTIONS, n=1)
    return Unknown(rest.strip()[:40], Emotion(close[0]) if close else None)
