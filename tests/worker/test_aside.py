"""The former name of the dead letters still lists them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_former_command_says_the_same(redis_url: str, tmp_path: Path) -> None:
    environment = {"REDIS_URL": redis_url, "PYTHONPATH": str(ROOT), "PATH": ""}
    for module in ("worker.aside", "worker.dead_letters"):
        done = subprocess.run(
            [sys.executable, "-m", module], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
