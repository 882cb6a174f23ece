"""What the scripts of the repository promise."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "script", [".ci/run", "scripts/setup-venv", "scripts/setup-browser", "scripts/audit", "scripts/compose_scale"]
)
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


def test_an_audit_that_reaches_nobody_fails_aloud(tmp_path: Path) -> None:
    nowhere = dict.fromkeys(("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"), "http://127.0.0.1:9")
    done = subprocess.run(
        [ROOT / "scripts" / "audit", sys.prefix],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PIP_CACHE_DIR": str(tmp_path), **nowhere},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "[audit] failed: the service that keeps the advisories could not be asked. Nothing is known" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("says", "code", "told"),
    [("No known vulnerabilities found", 0, ""), ("Found 2 known vulnerabilities in 1 package", 1, "a known weakness")],
)
def test_an_audit_tells_a_weakness_from_none(tmp_path: Path, says: str, code: int, told: str) -> None:
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
    python.chmod(0o755)

    done = subprocess.run([ROOT / "scripts" / "audit", tmp_path], capture_output=True, text=True, check=False)

    assert done.returncode == code
    assert says in done.stdout + done.stderr
    assert told in done.stderr
    assert "could not be asked" not in done.stderr


def test_every_constraint_is_one_exact_version() -> None:
    for path in ROOT.glob("constraints*.txt"):
        lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
        assert not [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)]


def test_ci_runs_the_two_commands_of_the_readme() -> None:
    text = (ROOT / ".ci" / "run").read_text()

    assert "make check" in text
    assert "make test" in text
