"""Write the figures of `style.json` into the table of the painter's card: `python scripts/style_card.py`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from emostyle.styles.palette import ARTWORKS

MODELS = Path(__file__).parent.parent / "emostyle" / "models"
COLUMNS = {
    "own texture": ("own_texture", "{:.0%}"),
    "on walls": ("own_texture_on_walls", "{:.0%}"),
    "tint score": ("tint_score", "{:.2f}"),
    "light and dark": ("light_order", "{:.2f}"),
    "found at 1": ("faces_found", "{:.0%}"),
    "read as before at 1": ("faces_read_as_before", "{:.0%}"),
    "points moved": ("landmark_shift", "{:.1%}"),
    "found at 0.5": ("faces_found_at_half", "{:.0%}"),
    "read as before at 0.5": ("faces_read_as_before_at_half", "{:.0%}"),
    "wave on walls": ("wall_wave", "{:.2f}"),
}


def main() -> None:
    """Replace the table of the card. Raises OSError without the files, ValueError for a card without the table."""
    styles = json.loads((MODELS / "style.json").read_text())["styles"]
    emotions = {artwork.style: emotion for emotion, works in ARTWORKS.items() for artwork in works}
    firsts = {works[0].style for works in ARTWORKS.values()}
    names = {style: f"{f'**{style}**' if style in firsts else style} ({emotions[style]})" for style in styles}
    figures = [[names[style], *_cells(row)] for style, row in styles.items()]
    card = (MODELS / "style.md").read_text()
    card = _replaced(card, ["style", *COLUMNS], figures)
    (MODELS / "style.md").write_text(card)


def _cells(row: dict[str, Any]) -> list[str]:
    values = [(row[name], form) for name, form in COLUMNS.values()]
    return ["–" if value is None else form.format(value).replace("%", " %") for value, form in values]


def _replaced(card: str, head: list[str], rows: list[list[str]]) -> str:
    table = "".join(f"| {' | '.join(row)} |\n" for row in (head, ["---"] * len(head), *rows))
    first = re.escape(f"| {' | '.join(head)} |")
    new, count = re.subn(rf"^{first}\n(?:\|.*\n)*", lambda _: table, card, flags=re.MULTILINE)
    if count != 1:
        raise ValueError(f"the card has no table of {head[-1]}")
    return new


if __name__ == "__main__":
    main()
