"""Findings are lines for people and JSON for programs."""

from __future__ import annotations

import json

from emostyle.findings import Level, as_json, exit_code, failure, lines, note, ok, warning


def test_findings_are_lines_with_advice() -> None:
    found = [ok("one", "good"), warning("two", "poor", "Mend it."), failure("three", "bad", "Replace it.")]

    assert lines(found) == "✓ one: good\n! two: poor\n    → Mend it.\n✗ three: bad\n    → Replace it."
    assert (exit_code(found), exit_code(found[:2])) == (1, 0)


def test_findings_are_a_json_array() -> None:
    found = json.loads(as_json([note("disk", "almost full"), failure("redis", "is away", "Start it.")]))

    assert [each["level"] for each in found] == [Level.NOTE, Level.FAILURE]
    assert found[1] == {"subject": "redis", "level": "failure", "said": "is away", "advice": "Start it."}
