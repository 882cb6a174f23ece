"""The table of docs/privacy.md tells every key that we write, and no key that nobody writes any more."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import Path

from tests.whole.run_with_users import Run

ROOT = Path(__file__).parents[2]
TABLE = [line for line in (ROOT / "docs" / "privacy.md").read_text().splitlines() if line.startswith("| `")]
PATTERNS = [pattern for line in TABLE for pattern in re.findall(r"`((?:emostyle|rq):[^`]*)`", line.split("|")[1])]


def patterns_in_the_code() -> set[str]:
    """Return all names of keys that stand in the code, with * for what changes."""
    found = set()
    for package in ("bot", "worker"):
        for path in (ROOT / package).rglob("*.py"):
            for name in re.findall(r"""["'](emostyle:[a-z_:-]+(?:\{|["']))""", path.read_text()):
                found.add(name[:-1] + ("*" if name[-1] == "{" else ""))
    return found


def is_told(key: str) -> bool:
    return any(fnmatchcase(key, pattern) for pattern in PATTERNS)


def test_every_row_tells_what_how_long_and_why() -> None:
    assert len(TABLE) > 20
    for line in TABLE:
        assert all(cell.strip() for cell in line.split("|")[1:5]), line


def test_every_key_of_a_whole_run_is_told(whole_run: Run) -> None:
    assert {kind for key in whole_run.keys if (kind := ":".join(key.split(":")[:2]))} > {"emostyle:photo", "rq:job"}
    assert [key for key in sorted(whole_run.keys) if not is_told(key)] == []


def test_every_key_in_the_code_is_told() -> None:
    names = patterns_in_the_code()

    assert "emostyle:photo:*" in names
    assert [name for name in sorted(names) if not is_told(name)] == []
