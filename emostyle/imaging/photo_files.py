"""The photos of a folder, and the files for pictures that are made of them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from emostyle.errors import OptionError, UnreadablePhotoError
from emostyle.imaging.limits import Limits

STREAM = "-"
SUFFIXES: dict[str, Literal["jpeg", "png", "webp"]] = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".webp": "webp"}
PHOTO_SUFFIXES = frozenset({*SUFFIXES, ".bmp", ".gif", ".tif", ".tiff", ".heic", ".heif", ".avif"})
FOLDER_NAME = "painted"  # inside the folder of the photos, unless another is named


@dataclass(frozen=True, slots=True)
class Out:
    """Where pictures go: one file, a folder in which each gets a name, or, with neither, standard output."""

    file: Path | None = None
    folder: Path | None = None

    def path(self, stem: str, word: str) -> Path | None:
        """Return the file for the picture that `word` was made of from the photo `stem`; None for standard output."""
        return self.folder / f"{stem}-{word}.jpg" if self.folder else self.file


def photos_of(argument: str) -> list[str] | None:
    """Return the photos of a folder in order, or None for a single photo; raise OptionError for an empty folder."""
    if not argument:
        raise OptionError("The name of the photo is empty.")
    path = Path(argument)
    if argument == STREAM or not path.is_dir():
        return None
    found = photos_in(path)
    if not found:
        raise OptionError(f"The folder {path} holds no photos ({', '.join(sorted(PHOTO_SUFFIXES))}).")
    return [str(photo) for photo in found]


def photos_in(folder: Path) -> list[Path]:
    """Return the files of a folder that are called like photos, in order; hidden ones are none."""
    entries = (path for path in folder.iterdir() if path.suffix.lower() in PHOTO_SUFFIXES and path.name[0] != ".")
    return sorted(path for path in entries if path.is_file())


def stems_of(photos: Sequence[str]) -> dict[str, str]:
    """Return a name without suffix for each photo, such that no two are the same: a.png beside a.jpg is a-png."""
    counts = Counter(Path(photo).stem.lower() for photo in photos)
    return {
        photo: path.stem if counts[path.stem.lower()] == 1 else f"{path.stem}-{path.suffix[1:]}"
        for photo, path in ((photo, Path(photo)) for photo in photos)
    }


def read_photo(argument: str) -> bytes:
    """Return the bytes of a photo, from standard input for -, at most one more than are painted."""
    most = Limits().max_bytes + 1
    if argument == STREAM:
        return sys.stdin.buffer.read(most)
    if Path(argument).is_dir():
        raise UnreadablePhotoError(f"{argument} is a folder. Name one photo.")
    with Path(argument).open("rb") as file:
        return file.read(most)


def choose_out(out: str | None, photo: str) -> Out:
    """Return where the picture of one photo goes, by default beside it; raise OptionError for an impossible place."""
    if out == STREAM or (out is None and photo == STREAM):
        if sys.stdout.isatty():
            raise OptionError("A picture is not for a terminal: add -o FILE, or send the output into a file.")
        return Out()
    if out is None:
        return Out(folder=Path(photo).parent)
    path = Path(out)
    if path.is_dir():
        return Out(folder=path)
    form_of(path)
    _check_parent(path)
    if photo != STREAM and path.exists() and Path(photo).exists() and path.samefile(photo):
        raise OptionError(f"{out} is the photo itself. Choose another --out, so that nothing is lost.")
    return Out(file=path)


def choose_folder(out: str | None, photos: str) -> Out:
    """Return the folder for the paintings of a folder, and make it; raise OptionError for an impossible place."""
    folder = Path(photos) / FOLDER_NAME if out is None else Path(out)
    if out == STREAM or folder.is_file() or (folder.suffix.lower() in SUFFIXES and not folder.is_dir()):
        raise OptionError("The paintings of a folder go into a folder: name one with --out.")
    if folder.is_dir() and folder.samefile(photos):
        raise OptionError("The paintings need another folder than the photos, or they would be painted next time.")
    _check_parent(folder)
    folder.mkdir(exist_ok=True)
    return Out(folder=folder)


def form_of(path: Path | None) -> Literal["jpeg", "png", "webp"]:
    """Return the picture format that a file's suffix names, JPEG for standard output; raise OptionError for others."""
    form = "jpeg" if path is None else SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise OptionError(f"{path} must end in {', '.join(SUFFIXES)}, which says how to write the picture.")
    return form


def write_picture(path: Path | None, data: bytes) -> None:
    """Write a picture into a file in one step, or to standard output for None."""
    if path is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _check_parent(path: Path) -> None:
    if not path.parent.is_dir():
        raise OptionError(f"The folder {path.parent} does not exist. Make it first, or choose another --out.")
