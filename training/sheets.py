"""Draw sheets to look at: `python -m training.sheets --content PHOTOS --styles PAINTINGS --out DIR`.

Writes JPEGs: 24 photos in every first choice, one photo in every style beside its artwork, and cuttings of faces, walls
and skies as large as people get them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import SettingsConfigDict
from tqdm import tqdm

from emostyle.imaging import images
from emostyle.imaging.images import Image
from emostyle.reading.faces import RetinaFace
from emostyle.styles.palette import ARTWORKS, all_style_names
from training.common.configs import DEVICES, CommandConfig, from_command_line
from training.common.errors import DataError, plain_endings
from training.painter.chosen import KINDS, SKIES, WALLS, chosen, find
from training.painter.delivery import Painter, at_long_side, chat_photo, first_choices, held_styles
from training.painter.paintings import load_paintings

EACH = 6  # photos of each kind on the first sheets
ROWS = 8  # photos on one of them
FACES = 5  # portraits and groups whose largest face is cut out
SMALL, MIDDLE = 288, 384  # pixels, long sides of pictures on the sheets
CUTTING = 288  # pixels, side of what is cut out of a delivered picture

Labelled = tuple[str, Image]
Part = Literal["choices", "styles", "faces", "walls", "skies"]


class SheetsConfig(CommandConfig):
    """What is drawn."""

    model_config = SettingsConfigDict(frozen=True, cli_kebab_case=True, cli_hide_none_type=True)

    content: Path = Field(description="folder of the validation photographs")
    styles: Path = Field(description="folder with one sub-folder of paintings per emotion")
    out: Path = Field(description="folder to write into")
    weights: Path | None = Field(None, description="weights to paint with; the shipped ones when not given")
    photo: str = Field(KINDS["portrait"][0], description="the photo that is painted in every style, without .jpg")
    parts: tuple[Part, ...] = Field(
        ("choices", "styles", "faces", "walls", "skies"), description='draw these alone, as ["styles","faces"]'
    )
    device: str = Field("auto", description=DEVICES)


def main(config: SheetsConfig) -> list[Path]:
    """Draw the sheets; return their paths. Raises DataError, WeightsError and OptionError."""
    painter = Painter(config.weights, config.device)
    config.out.mkdir(parents=True, exist_ok=True)
    sheets: dict[str, tuple[list[Labelled], int]] = {}
    firsts = held_styles(painter, tuple(first_choices()))
    if "choices" in config.parts:
        paths = list(find(config.content, chosen(EACH)).values())
        for number, begin in enumerate(range(0, len(paths), ROWS), 1):
            rows = tqdm(paths[begin : begin + ROWS], desc=f"choices {number}", leave=False)
            pictures = [each for path in rows for each in row_of(painter, firsts, path)]
            sheets[f"choices-{number}"] = pictures, 1 + len(firsts)
    if "styles" in config.parts:
        sheets["styles"] = styles_of(painter, config), 6
    for part, places in places_of(config).items():
        pictures = [each for path, place in places for each in cuttings(painter, firsts, path, place)]
        sheets[part] = pictures, 1 + len(firsts)
    return [_write(config.out / f"{name}.jpg", *sheet) for name, sheet in sheets.items()]


def row_of(painter: Painter, styles: Iterable[str], path: Path) -> list[Labelled]:
    """Return a photo and its paintings, small, with what stands below each."""
    photo = chat_photo(path)
    pictures = [(path.stem, images.decode(photo)), *((style, painter.paint(photo, style)) for style in styles)]
    return [(label, at_long_side(picture, SMALL)) for label, picture in pictures]


def styles_of(painter: Painter, config: SheetsConfig) -> list[Labelled]:
    """Return each artwork followed by a photo painted in its style, emotion by emotion."""
    held = held_styles(painter, all_style_names())
    paintings, pictures = load_paintings(config.styles, held), list[Labelled]()
    photo = chat_photo(find(config.content, [config.photo])[config.photo])
    for emotion, works in ARTWORKS.items():
        for work in (work for work in works if work.style in held):
            pictures += [
                (f"{work.title}\n{work.artist}, {work.year}", images.to_image(paintings[work.style])),
                (f"{work.style}\n{emotion}", painter.paint(photo, work.style)),
            ]
    return [(label, at_long_side(picture, MIDDLE)) for label, picture in pictures]


def places_of(config: SheetsConfig) -> dict[str, list[tuple[Path, tuple[float, float]]]]:
    """Return the middles of the cuttings, as shares of width and height, by part and photo."""
    places: dict[str, list[tuple[Path, tuple[float, float]]]] = {}
    if "walls" in config.parts:
        places["walls"] = [(find(config.content, [name])[name], at) for name, at in WALLS.items()]
    if "skies" in config.parts:
        places["skies"] = [(find(config.content, [name])[name], at) for name, at in SKIES.items()]
    if "faces" in config.parts:
        names = (*KINDS["portrait"][: FACES - 2], *KINDS["small faces"][:2])
        places["faces"] = [(path, middle_of_face(path)) for path in find(config.content, names).values()]
    return places


def middle_of_face(path: Path) -> tuple[float, float]:
    """Return the middle of the largest face of a photo as shares of width and height; raise DataError without one."""
    image = images.decode(chat_photo(path))
    faces = RetinaFace.load().detect(images.to_tensor(image))
    if not faces:
        raise DataError(f"{path} shows no face.")
    x, y = faces[0].box.middle
    return x / image.width, y / image.height


def cuttings(painter: Painter, styles: Iterable[str], path: Path, place: tuple[float, float]) -> list[Labelled]:
    """Cut the same square out of a photo and its paintings, without scaling it."""
    photo = chat_photo(path)
    pictures = [(path.stem, images.decode(photo)), *((style, painter.paint(photo, style)) for style in styles)]
    width, height = pictures[0][1].size
    left, top = (
        min(max(0, round(share * side - CUTTING / 2)), side - CUTTING)
        for share, side in zip(place, (width, height), strict=True)
    )
    return [(label, picture.crop((left, top, left + CUTTING, top + CUTTING))) for label, picture in pictures]


def _write(path: Path, pictures: list[Labelled], columns: int) -> Path:
    images.contact_sheet(pictures, columns).save(path, quality=88, optimize=True)
    return path


if __name__ == "__main__":
    with plain_endings():
        print("\n".join(map(str, main(from_command_line(SheetsConfig)))))
