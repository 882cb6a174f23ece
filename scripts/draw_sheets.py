"""Draw the contact sheets of the docs: `python scripts/draw_sheets.py PHOTOS MANIFEST.csv`.

Takes the validation photographs that may be published (CC BY) and that the manifest names with their authors, paints
each in the first choice of every emotion as strongly as the palette suggests, and writes the sheets with their credits.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from PIL.Image import Image, Resampling

from emostyle.emotions import EMOTIONS
from emostyle.imaging import images
from emostyle.pipeline import PaintOptions, Pipeline
from emostyle.styles.palette import PALETTE

FREE = ("CC BY 2.0", "CC BY 4.0")
SET_CREDITS = {
    "london": "Lisa DeBruine & Benedict Jones, Face Research Lab London Set, doi 10.6084/m9.figshare.5047666"
}
PAINTED, SHOWN = 512, 200  # pixels, longest sides
ROWS, COLUMNS = 12, 1 + len(EMOTIONS)
DOCS = Path(__file__).parent.parent / "docs" / "images"


def main(photos: Path, manifest: Path) -> None:
    """Write `sheet-1.jpg` and so on, and what is owed to whom. Raises OSError, and PhotoError for a bad photo."""
    with manifest.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == "valid" and row["licence"] in FREE]
    pipeline = Pipeline.load("cpu")
    for number, begin in enumerate(range(0, len(rows), ROWS), 1):
        part = rows[begin : begin + ROWS]
        pictures = [picture for row in part for picture in row_of(pipeline, photos / row["file"], author_of(row))]
        sheet = images.contact_sheet(pictures, COLUMNS)
        sheet.save(DOCS / f"sheet-{number}.jpg", quality=82, optimize=True)
    (DOCS / "CREDITS.md").write_text(credits_of(rows))


def row_of(pipeline: Pipeline, photo: Path, author: str) -> list[tuple[str, Image]]:
    """Return a photo and its seven paintings with what stands below each."""
    data = photo.read_bytes()
    image = images.decode(data)
    large = image.resize([round(side * PAINTED / max(image.size)) for side in image.size], Resampling.LANCZOS)
    bigger = images.encode(large, "png")
    painted = [pipeline.paint(bigger, PaintOptions(emotion, max_side=PAINTED)).image for emotion in EMOTIONS]
    found = [(author, large), *zip(EMOTIONS, painted, strict=True)]
    return [(text, images.fit(picture, SHOWN)) for text, picture in found]


def author_of(row: dict[str, str]) -> str:
    """Return who made a photograph, in a few words."""
    return row["author"] or SET_CREDITS[row["set"]].partition(",")[0]


def credits_of(rows: list[dict[str, str]]) -> str:
    """Return the credits of the sheets as Markdown."""
    works = "; ".join(f"{emotion}: {work.artist}, {work.title}" for emotion, work in PALETTE.items())
    lines = [
        "# Credits of the contact sheets",
        "",
        "`sheet-*.jpg` are drawn by `scripts/draw_sheets.py` from validation photographs, each painted in seven styles "
        f"({works}). The photographs were scaled and cut; the paintings of them are changes made by emostyle.",
        "",
        *(
            f"- {author} ({row['licence']}): {row['url'] or SET_CREDITS[row['set']]}"
            for row in rows
            for author in [author_of(row)]
        ),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
