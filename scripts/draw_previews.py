"""Draw the pictures that /emotions shows, one per emotion: python scripts/draw_previews.py PHOTO."""

import sys
from pathlib import Path

from emostyle.emotions import EMOTIONS
from emostyle.imaging import images
from emostyle.pipeline import PaintOptions, Pipeline

SIDE = 512  # pixels
ASSETS = Path(__file__).parent.parent / "bot" / "assets"

pipeline, photo = Pipeline.load("cpu"), Path(sys.argv[1]).read_bytes()
for emotion in EMOTIONS:
    painting = pipeline.paint(photo, PaintOptions(emotion, max_side=SIDE)).image
    (ASSETS / f"{emotion}.jpg").write_bytes(images.encode(painting, "jpeg"))
