"""`python -m emostyle` is the command."""

from __future__ import annotations

import subprocess
import sys

from tests.emostyle.conftest import picture


def test_the_module_paints_from_one_pipe_into_another(face_photo: bytes) -> None:
    words = ["paint", "-", "--emotion", "angry", "--max-side", "128", "--device", "cpu"]

    done = subprocess.run(
        [sys.executable, "-m", "emostyle", *words], input=face_photo, capture_output=True, timeout=120, check=False
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert picture(done.stdout).size == (128, 128)
