"""Decisions have one form; they and all other pages name files and modules that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
WRITTEN = (".env", ".json", ".yaml")  # files without a folder that a reader or a command writes
DIARY = "painter-log.md"  # names files of its time
SECTIONS = ["Context", "Decision", "Consequences"]
LONGEST = 800  # words, about a page
PACKAGES = ("bot", "worker", "emostyle", "training", "tests", "scripts", "deploy")


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_a_status_and_three_sections_on_about_a_page(path: Path) -> None:
    text = path.read_text()

    assert text.startswith(f"# {path.name[:4]} ")
    assert "\n**Status:** " in text
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS
    assert len(text.split()) <= LONGEST


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize(
    "path", [*DECISIONS, *(page for page in PAGES if page.name != DIARY)], ids=lambda path: path.stem
)
def test_files_and_modules_that_a_page_names_exist(path: Path) -> None:
    spans = re.findall(r"`([a-z_.0-9/]+)`", path.read_text())
    named = [name for name in spans if "/" in name or not name.endswith(WRITTEN)]

    missing = [name for name in named if name.partition("/")[0].partition(".")[0] in PACKAGES and not exists(name)]
    files = {file.name for package in PACKAGES for file in (ROOT / package).rglob("*.py")}

    assert missing == []
    assert {name for name in named if name.endswith(".py") and "/" not in name} <= files


def exists(name: str) -> bool:
    """Return whether a path or a dotted name (module, or something in one) is there."""
    if "/" in name or "." not in name:
        return (ROOT / name).exists()
    parts = name.split(".")
    module, rest = ROOT.joinpath(*parts), ROOT.joinpath(*parts[:-1])
    if module.is_dir() or module.with_suffix(".py").is_file():
        return True
    owner = rest.with_suffix(".py")
    return owner.is_file() and re.search(rf"\b{re.escape(parts[-1])}\b", owner.read_text()) is not None
