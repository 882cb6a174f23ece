"""The subjects of commits are as short as CONTRIBUTING asks for, since the commit with which that rule was tested."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SINCE = "c73ba6cfe042"  # older subjects may be longer
LONGEST = 72  # characters, what `git log --oneline` shows in a terminal of 80


def subjects_since(commit: str, folder: Path) -> list[str] | None:
    """Return the subjects of commits after `commit`; None without a history that reaches back to it."""
    words = ["git", "-C", str(folder), "log", "--no-merges", "--format=%s", f"{commit}..HEAD"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.stdout.splitlines() if done.returncode == 0 else None


def test_subjects_of_commits_fit_into_a_line() -> None:
    subjects = subjects_since(SINCE, ROOT)
    if subjects is None:
        pytest.skip("a source archive or a shallow clone has no history to look at")

    assert [subject for subject in subjects if len(subject) > LONGEST] == []


def test_without_a_history_there_is_nothing_to_look_at(tmp_path: Path) -> None:
    assert subjects_since(SINCE, tmp_path) is None


def test_subjects_are_those_after_the_commit(tmp_path: Path) -> None:
    for subject in ("first", "second"):
        words = ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", subject]
        subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True)

    assert subjects_since("HEAD~1", tmp_path) == ["second"]
