"""The words of the command line and what they turn into."""

from __future__ import annotations

import argparse
import math
from importlib.metadata import PackageNotFoundError, version

from emostyle.emotions import EMOTIONS, Emotion, parse_emotion
from emostyle.errors import OptionError
from emostyle.options import Brush
from emostyle.styles.palette import MAX_SHARE

AUTO = "auto"
_OUT_HELP = "picture to write, .jpg, .png or .webp; or the folder for it; or - for standard output"


def parser() -> argparse.ArgumentParser:
    """Build the parser of the command `emostyle`."""
    top = argparse.ArgumentParser(
        prog="emostyle",
        description="Read the emotion in a photo and paint the photo in the style of that emotion.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"emostyle {_installed_version()}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_paint(commands.add_parser("paint", help="paint a photo, or every photo of a folder", allow_abbrev=False))
    read = commands.add_parser("read", help="find the faces of a photo and read their emotions", allow_abbrev=False)
    _add_photo(read, "a photo, a folder of photos, or - for standard input")
    sheet = commands.add_parser("sheet", help="draw a photo and its seven paintings on one picture", allow_abbrev=False)
    _add_photo(sheet, "a photo, or - for standard input")
    sheet.add_argument("-o", "--out", help=_OUT_HELP)
    sheet.add_argument("--max-side", type=int, default=512, metavar="N", help="longest side of each in pixels (512)")
    palette = commands.add_parser(
        "palette", help="list the emotions, their artworks and the names of the styles", allow_abbrev=False
    )
    export = commands.add_parser(
        "export", help="write the painter and the reader for ONNX Runtime and for browsers", allow_abbrev=False
    )
    export.add_argument("--onnx", required=True, metavar="DIR", help="folder to write into; it is made when missing")
    doctor = commands.add_parser(
        "doctor", help="look whether everything here can work, and say what to do", allow_abbrev=False
    )
    for listing in (palette, doctor):
        listing.add_argument("--json", action="store_true", help="print one JSON array")
    return top


def is_auto(text: str | None) -> bool:
    """Return whether an option leaves the choice to the reading."""
    return text is not None and text.strip().lower() == AUTO


def chosen_emotion(name: str, mix: str | None) -> Emotion | None:
    """Return the emotion that `--emotion` names, None for auto; raise OptionError."""
    if is_auto(name):
        return None
    if mix is not None:
        raise OptionError("Give either --emotion or --mix, not both.")
    return parse_emotion(name)


def chosen_mix(text: str | None) -> dict[Emotion, float] | None:
    """Return the shares that `--mix` names, such as happy=0.7,sad=0.3, None for auto; raise OptionError."""
    if text is None or is_auto(text):
        return None
    shares: dict[Emotion, float] = {}
    for part in text.split(","):
        name, equals, number = part.partition("=")
        emotion = parse_emotion(name)
        if emotion in shares:
            raise OptionError(f"The mix names {emotion} twice. Give each emotion one share.")
        shares[emotion] = _share(number) if equals else 1.0
    if not sum(shares.values()) > 0:
        raise OptionError("The shares of the mix are all 0. Give at least one emotion more than 0.")
    return shares


def _add_photo(command: argparse.ArgumentParser, photo_help: str) -> None:
    command.add_argument("photo", metavar="PHOTO", help=photo_help)
    command.add_argument("--device", default=AUTO, help="auto, cpu, cuda, cuda:N or mps (auto)")
    command.add_argument("--json", action="store_true", help="print one JSON object per photo and nothing else")


def _add_paint(command: argparse.ArgumentParser) -> None:
    _add_photo(command, "a photo, a folder of photos, or - for standard input")
    command.add_argument("-o", "--out", help=_OUT_HELP)
    command.add_argument(
        "--emotion", default=AUTO, metavar="NAME", help=f"auto (read the faces), {', '.join(EMOTIONS)}"
    )
    command.add_argument(
        "--mix", metavar="SHARES", help="several styles in one picture, as in happy=0.7,sad=0.3; auto: as they are read"
    )
    command.add_argument("--style", metavar="NAME", help="one of the styles that `emostyle palette` lists")
    command.add_argument("--by-face", action="store_true", help="paint every face in its own emotion")
    command.add_argument("--strength", type=float, metavar="0..1", help="0 (the photo) to 1 (the full style)")
    command.add_argument(
        "--brush",
        choices=list(Brush),
        type=Brush,
        default=Brush.MEDIUM,
        metavar="|".join(Brush),
        help="size of the strokes (medium)",
    )
    command.add_argument(
        "--take", type=int, default=0, metavar="N", help="another painting of the same kind for each number (0)"
    )
    command.add_argument("--keep-colors", action="store_true", help="keep the colours of the photo")
    command.add_argument("--max-side", type=int, default=1280, metavar="N", help="longest side in pixels (1280)")


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = math.nan
    if not 0 <= share <= MAX_SHARE:
        raise OptionError(f"{text!r} is no share of a mix: write numbers from 0 to a million, as in happy=0.7,sad=0.3.")
    return share


def _installed_version() -> str:
    try:
        return version("emostyle")
    except PackageNotFoundError:
        return "(run from a folder, not installed)"
