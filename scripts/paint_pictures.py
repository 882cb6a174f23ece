"""Paint photos in some styles as emostyle does: `python scripts/paint_pictures.py PHOTOS OUT STYLE...`.

Writes OUT/PHOTO--STYLE.png for `python -m training.blind_pairs`. It needs of emostyle only what all versions have, so
PYTHONPATH may name the checkout of an older one. Each style is as strong as its palette suggests.
"""

from __future__ import annotations

import sys
from pathlib import Path

from emostyle.imaging import images
from emostyle.pipeline import PaintOptions, Pipeline


def main(photos: Path, out: Path, styles: list[str]) -> None:
    """Paint every PNG and JPEG of a folder. Raises OSError, and PhotoError for a bad photo."""
    pipeline = Pipeline.load("cpu")
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(path for path in photos.iterdir() if path.suffix in {".png", ".jpg"}):
        for style in styles:
            picture = pipeline.paint(path.read_bytes(), PaintOptions(style=style)).image
            (out / f"{path.stem}--{style}.png").write_bytes(images.encode(picture, "png"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
