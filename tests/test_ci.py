"""What the scripts of the repository promise."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("script", [".ci/run", "scripts/setup-venv", "scripts/setup-browser"])
def test_scripts_are_executable_and_parse(script: str) -> None:
    path = ROOT / script

    assert path.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", str(path)], check=True)


def test_setting_up_with_a_missing_python_says_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [ROOT / "scripts" / "setup-venv", tmp_path / "venv", "bot", "constraints-run.txt"],
        env={"PYTHON": "python-that-is-not-here", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "python-that-is-not-here" in done.stderr
    assert not (tmp_path / "venv").exists()


def test_ci_runs_the_two_commands_of_the_readme() -> None:
    text = (ROOT / ".ci" / "run").read_text()

    assert "make check" in text
    assert "make test" in text
