"""The table of the painter's card is the one that the script makes of its figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts import style_card

ROW = dict.fromkeys((name for name, _ in style_card.COLUMNS.values()), 0.5)
HEAD = f"| {' | '.join(['style', *style_card.COLUMNS])} |\n"
CARD, FIGURES = "style.md", "style.json"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A card with an empty table and figures of two styles, on which the script works."""
    (tmp_path / CARD).write_text(f"# The painter\n\n{HEAD}\nThe end.\n\n| a | b |\n| --- | --- |\n")
    figures = {
        "munch-the-scream": ROW,
        "hokusai-the-great-wave-off-kanagawa": {**ROW, "faces_found": None, "tint_score": 0.987},
    }
    (tmp_path / FIGURES).write_text(json.dumps({"styles": figures}))
    monkeypatch.setattr(style_card, "MODELS", tmp_path)
    return tmp_path


def test_figures_reach_the_table_and_nothing_else_changes(folder: Path) -> None:
    style_card.main()

    lines = (folder / CARD).read_text().splitlines()
    assert lines[:3] == ["# The painter", "", HEAD.strip()]
    assert lines[6:] == ["", "The end.", "", "| a | b |", "| --- | --- |"]
    scream, wave = (line.strip("| ").split(" | ") for line in lines[4:6])
    assert scream[:4] == ["**munch-the-scream** (fear)", "50 %", "50 %", "0.50"]
    assert (wave[0], wave[3], wave[5]) == ("hokusai-the-great-wave-off-kanagawa (surprise)", "0.99", "–")


def test_a_second_time_nothing_changes(folder: Path) -> None:
    style_card.main()
    before = (folder / CARD).read_text()

    style_card.main()

    assert (folder / CARD).read_text() == before


@pytest.mark.parametrize("copies", [0, 2])
def test_a_card_without_the_heading_or_with_two_is_refused_and_left_alone(folder: Path, copies: int) -> None:
    card = (folder / CARD).read_text().replace(HEAD, f"{HEAD}\n" * copies)
    (folder / CARD).write_text(card)

    with pytest.raises(ValueError, match="the card has no table of"):
        style_card.main()

    assert (folder / CARD).read_text() == card
