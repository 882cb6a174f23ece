"""The tables of the painter's card are those that the script makes of its figures."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from scripts import style_card

CARD, FIGURES = "style.md", "style.json"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of card and figures, on which the script works."""
    for name in (CARD, FIGURES):
        shutil.copy(style_card.MODELS / name, tmp_path)
    monkeypatch.setattr(style_card, "MODELS", tmp_path)
    return tmp_path


def test_the_card_holds_the_tables_of_its_figures(folder: Path) -> None:
    card = (folder / CARD).read_text()

    style_card.main()

    assert (folder / CARD).read_text() == card


@pytest.mark.parametrize("row", [r"^\| \*\*munch-the-scream\*\* \(fear\) \| 0.*\n", r"^\| .*darker: .*\n"])
def test_a_row_that_is_missing_comes_back(folder: Path, row: str) -> None:
    card = (folder / CARD).read_text()
    damaged, count = re.subn(row, "", card, flags=re.MULTILINE)
    assert count
    (folder / CARD).write_text(damaged)

    style_card.main()

    assert (folder / CARD).read_text() == card


def test_a_new_figure_reaches_its_place_and_no_other(folder: Path) -> None:
    figures = json.loads((folder / FIGURES).read_text())
    figures["styles"]["munch-the-scream"]["lpips"] = 0.987
    figures["styles"]["munch-the-scream"]["faces_found"] = None
    (folder / FIGURES).write_text(json.dumps(figures))
    before = (folder / CARD).read_text().splitlines()

    style_card.main()

    after = (folder / CARD).read_text().splitlines()
    ((old, new),) = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert old.startswith("| **munch-the-scream** (fear) |")
    cells = new.split(" | ")
    assert (cells[5], cells[6]) == ("0.99", "–")


@pytest.mark.parametrize("heading", ["| style | style loss |", "| style | direction"])
@pytest.mark.parametrize("copies", [0, 2])
def test_a_card_without_the_heading_of_a_table_or_with_two_is_refused_and_left_alone(
    folder: Path, heading: str, copies: int
) -> None:
    card = (folder / CARD).read_text()
    (line,) = [line for line in card.splitlines() if line.startswith(heading)]
    other = card.replace(f"{line}\n", f"{line}\n\n" * copies)
    (folder / CARD).write_text(other)

    with pytest.raises(ValueError, match="the card has no table of"):
        style_card.main()

    assert (folder / CARD).read_text() == other
