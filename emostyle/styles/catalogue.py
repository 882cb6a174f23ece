"""Which styles can be painted: those of the palette that the weights hold, and those that the host added.

An added style is a file of a few KB with the numbers of one style, made by `python -m training.add_style`; all files of
the folder that EMOSTYLE_STYLES_DIR names are taken. Nothing here needs torch.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from emostyle.emotions import EMOTIONS, Emotion
from emostyle.errors import MissingStyleError, UnknownStyleError, WeightsError
from emostyle.styles.palette import ARTWORKS, Artwork, all_style_names
from emostyle.weights.headers import STYLE_WEIGHTS, WeightsHeader, read_header

STYLES_DIR = "EMOSTYLE_STYLES_DIR"  # the environment variable
SUFFIX = ".safetensors"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")  # of a style
_TEXTS = ("title", "artist", "year", "why", "source")  # fields of an artwork that an added style's header holds


@dataclass(frozen=True, slots=True)
class Choice:
    """A style that can be painted."""

    emotion: Emotion
    artwork: Artwork
    first: bool = False  # whether it is its emotion's first choice
    file: Path | None = None  # of an added style


def catalogue(weights: Path = STYLE_WEIGHTS, styles_dir: Path | None = None) -> tuple[Choice, ...]:
    """List what can be painted, by emotion, the first choices first; raise WeightsError for files that do not fit."""
    known = of_palette(read_header(weights, "style").labels)
    added = added_styles(styles_dir) if styles_dir else ()
    taken = {choice.artwork.style for choice in known}
    for choice in added:
        if choice.artwork.style in taken:
            raise WeightsError(f"There are two styles called {choice.artwork.style!r}; {choice.file} is one of them.")
        taken.add(choice.artwork.style)
    return tuple(sorted((*known, *added), key=lambda choice: EMOTIONS.index(choice.emotion)))


def find(name: str, choices: Iterable[Choice]) -> Choice:
    """Return the choice of this name; raise MissingStyleError or UnknownStyleError."""
    known = {choice.artwork.style: choice for choice in choices}
    if name not in known:
        raise (MissingStyleError if name in all_style_names() else UnknownStyleError)(name, tuple(known))
    return known[name]


def of_palette(labels: Iterable[str]) -> tuple[Choice, ...]:
    """Return the artworks of the palette whose styles are among the `labels` of weights."""
    held = set(labels)
    return tuple(
        Choice(emotion, artwork, first=artwork is ARTWORKS[emotion][0])
        for emotion in EMOTIONS
        for artwork in ARTWORKS[emotion]
        if artwork.style in held
    )


def added_styles(folder: Path) -> tuple[Choice, ...]:
    """Read the headers of a folder's files, in order of their names; raise WeightsError."""
    if not folder.is_dir():
        raise WeightsError(f"{STYLES_DIR} names {folder}, which is no folder. Make it, or leave the setting out.")
    files = sorted(path for path in folder.iterdir() if path.suffix == SUFFIX and path.name[0] != ".")
    return tuple(choice_of(path, read_header(path, "palette")) for path in files)


def choice_of(path: Path, header: WeightsHeader) -> Choice:
    """Return the style that a palette file holds; raise WeightsError when its header is incomplete."""
    extra = header.extra
    try:
        (name,) = header.labels
        emotion, strength = Emotion(extra["emotion"]), float(extra["strength"])
        texts = {field: str(extra[field]) for field in _TEXTS}
    except (KeyError, ValueError, TypeError) as error:
        raise WeightsError(f"{path} does not say which style it holds ({error}): make it again.") from error
    if not NAME.fullmatch(name) or not 0 <= strength <= 1:
        raise WeightsError(f"{path} holds a style with an impossible name or strength: make it again.")
    return Choice(emotion, Artwork(style=name, strength=strength, **texts), file=path)


def folder_from_environment() -> Path | None:
    """Return the folder that EMOSTYLE_STYLES_DIR names, None when it names none."""
    name = os.environ.get(STYLES_DIR, "")
    return Path(name) if name else None
