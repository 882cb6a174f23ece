"""Photos that are looked at, by name: chosen by eye from our validation photographs, the plainest of a kind first.

Any folder with files of these names will do; suffixes do not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from emostyle.imaging.photo_files import photos_in
from training.common.errors import DataError

KINDS = {
    "portrait": (
        "london_094-08", "mask_n-408", "bsds_198023", "mask_n-90", "flickr8k_2088910854-c6f8d4f5f9", "osie_1602",
        "mask_n-297", "coco128_000000000389",
    ),
    "small faces": (
        "coco128_000000000536", "osie_1167", "osie_1156", "ccp_1217", "osie_1657", "ccp_0560",
        "bsds_285036", "flickr8k_1770036088-08abe4f6e9",
    ),
    "scene": (
        "nips17_7e4c41563370bed1", "bsds_161062", "nips17_b3f200c672c5ca4f", "coco128_000000000641",
        "nips17_8400742ba78ac009", "bsds_145079", "nips17_f20911d36a287dce", "bsds_334025",
    ),
    "animal": (
        "coco128_000000000599", "bsds_107014", "flickr8k_2095078658-c14ba89bc2", "coco128_000000000144",
        "nips17_8f9c1e4fd9f4cb2e", "osie_1549", "bsds_35049", "osie_1038",
    ),
}  # fmt: skip
# Middles of even places, as shares of width and height.
WALLS = {"london_018-03": (0.15, 0.35), "bsds_334025": (0.45, 0.35), "coco128_000000000536": (0.45, 0.15)}
SKIES = {"bsds_161062": (0.3, 0.2), "imagenet_n03888257-parachute": (0.15, 0.3), "nips17_b3f200c672c5ca4f": (0.5, 0.12)}


def chosen(each: int) -> dict[str, str]:
    """Return the kinds of the first so many photos of each kind, by their names."""
    return {name: kind for kind, names in KINDS.items() for name in names[:each]}


def find(folder: Path, names: Iterable[str]) -> dict[str, Path]:
    """Find photos by name in a folder; raise DataError when one is missing."""
    known = {path.stem: path for path in photos_in(folder)} if folder.is_dir() else {}
    missing = [name for name in names if name not in known]
    if missing:
        raise DataError(f"{folder} lacks the photos {', '.join(missing)}, which training/painter/chosen.py names.")
    return {name: known[name] for name in names}
