"""Findings of a check of the installation, printed as lines or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters."""

    OK = "ok"
    NOTE = "note"  # not looked at here, or good to know
    WARNING = "warning"  # it works, but not as it should
    FAILURE = "failure"  # it does not work


SIGNS = {Level.OK: "✓", Level.NOTE: "·", Level.WARNING: "!", Level.FAILURE: "✗"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    subject: str  # a word or two
    level: Level
    said: str  # what was found, without secrets
    advice: str = ""  # what to do about it


def ok(subject: str, said: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(subject, Level.OK, said)


def note(subject: str, said: str) -> Finding:
    """Return something that is good to know."""
    return Finding(subject, Level.NOTE, said)


def warning(subject: str, said: str, advice: str) -> Finding:
    """Return something that should be otherwise, and what to do."""
    return Finding(subject, Level.WARNING, said, advice)


def failure(subject: str, said: str, advice: str) -> Finding:
    """Return something that does not work, and what to do."""
    return Finding(subject, Level.FAILURE, said, advice)


def lines(findings: Iterable[Finding]) -> str:
    """Return a line for each finding, with the advice below it."""
    told = []
    for finding in findings:
        told.append(f"{SIGNS[finding.level]} {finding.subject}: {finding.said}")
        if finding.advice:
            told.append(f"    → {finding.advice}")
    return "\n".join(told)


def as_json(findings: Iterable[Finding]) -> str:
    """Return one JSON array."""
    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2)


def exit_code(findings: Iterable[Finding]) -> int:
    """Return 1 when something does not work, otherwise 0."""
    return int(any(finding.level is Level.FAILURE for finding in findings))
