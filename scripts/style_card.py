"""Write the figures of `style.json` into the tables of the painter's card: `python scripts/style_card.py`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from emostyle.palette import ARTWORKS

MODELS = Path(__file__).parent.parent / "emostyle" / "models"
COLUMNS = {
    "style loss": ("style_loss", "{:.3f}"),
    "of the photo": ("style_loss_of_photo", "{:.2f}"),
    "content loss": ("content_loss", "{:.2f}"),
    "sandwich": ("sandwich", "{:.0%}"),
    "LPIPS": ("lpips", "{:.2f}"),
    "found at 1": ("faces_found", "{:.0%}"),
    "read as before at 1": ("faces_read_as_before", "{:.0%}"),
    "found at 0.5": ("faces_found_at_half", "{:.0%}"),
    "read as before at 0.5": ("faces_read_as_before_at_half", "{:.0%}"),
    "spectrum": ("checkerboard_ratio", "{:.2f}"),
    "worst wave": ("worst_wave", "{:.2f}"),
    "patches": ("patches", "{:.1%}"),
    "dots": ("dots", "{:.2%}"),
    "halo": ("halo", "{:.3f}"),
    "texture in flat": ("flat_texture", "{:.3f}"),
    "hatching": ("hatching", "{:.3f}"),
}


def main() -> None:
    """Replace both tables of the card. Raises OSError without the files, ValueError for a card without the tables."""
    styles = json.loads((MODELS / "style.json").read_text())["styles"]
    emotions = {artwork.style: emotion for emotion, works in ARTWORKS.items() for artwork in works}
    firsts = {works[0].style for works in ARTWORKS.values()}
    names = {style: f"{f'**{style}**' if style in firsts else style} ({emotions[style]})" for style in styles}
    figures = [[names[style], *_cells(row)] for style, row in styles.items()]
    claims = [[names[style], _claims(row)] for style, row in styles.items() if row["directions"]]
    card = (MODELS / "style.md").read_text()
    card = _replaced(card, ["style", *COLUMNS], figures)
    card = _replaced(card, ["style", "direction: share of photos (of the artwork itself)"], claims)
    (MODELS / "style.md").write_text(card)


def _cells(row: dict[str, Any]) -> list[str]:
    values = [(row[name], form) for name, form in COLUMNS.values()]
    return ["–" if value is None else form.format(value).replace("%", " %") for value, form in values]


def _claims(row: dict[str, Any]) -> str:
    itself = row["directions_of_painting"]
    return ", ".join(f"{claim}: {held:.0%} ({itself[claim]:.0%})" for claim, held in row["directions"].items())


def _replaced(card: str, head: list[str], rows: list[list[str]]) -> str:
    table = "".join(f"| {' | '.join(row)} |\n" for row in (head, ["---"] * len(head), *rows))
    first = re.escape(f"| {' | '.join(head)} |")
    new, count = re.subn(rf"^{first}\n(?:\|.*\n)*", lambda _: table, card, flags=re.MULTILINE)
    if count != 1:
        raise ValueError(f"the card has no table of {head[-1]}")
    return new


if __name__ == "__main__":
    main()
