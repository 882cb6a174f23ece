"""What the doctor says of weights, styles and devices, and how it finds what is installed beside the library."""

from __future__ import annotations

import importlib
import json
import shutil
import tomllib
from pathlib import Path

import pytest

from emostyle.cli import main as cli
from emostyle.doctor import CHECKS, check_device, check_library, check_weights, examine
from emostyle.findings import Level, exit_code
from emostyle.weights.headers import MODELS_DIR

ROOT = Path(__file__).parents[2]


def test_what_was_shipped_is_healthy() -> None:
    found = check_library()

    assert exit_code(found) == 0
    assert [finding.subject for finding in found][:5] == ["weights", "weights", "styles", "torch", "device"]


def test_weights_that_are_missing_or_changed_are_told(tmp_path: Path) -> None:
    shutil.copytree(MODELS_DIR, tmp_path / "models")
    emotion, style = (tmp_path / "models" / f"{kind}.safetensors" for kind in ("emotion", "style"))
    emotion.unlink()
    with style.open("r+b") as file:
        file.seek(-1, 2)
        last = file.read(1)
        file.seek(-1, 2)
        file.write(bytes([last[0] ^ 1]))

    found = check_weights(emotion=emotion, style=style)

    assert [finding.level for finding in found] == [Level.FAILURE, Level.FAILURE, Level.OK]
    assert "missing" in found[0].said
    assert "not the ones that were shipped" in found[1].said


def test_a_folder_of_styles_that_is_none_is_told(tmp_path: Path) -> None:
    assert check_weights(tmp_path / "none")[-1].level is Level.FAILURE
    assert check_weights(tmp_path)[-1].said.endswith("0 of them added")


def test_a_device_that_is_not_there_is_told() -> None:
    (finding,) = check_device("cuda:77")

    assert finding.level is Level.FAILURE
    assert "EMOSTYLE_DEVICE" in finding.advice


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two packages beside the library: one that names a check, one whose requirement is missing."""
    (tmp_path / "neighbour.py").write_text(
        "from emostyle.findings import failure, ok\n"
        "def checks():\n"
        "    return [failure('neighbour', 'is ill', 'Help.'), ok('twice', 'said'), ok('twice', 'said')]\n"
    )
    (tmp_path / "lacking.py").write_text("import no_such_module_anywhere\n")
    info = tmp_path / "neighbour-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: neighbour\nVersion: 1\n")
    (info / "entry_points.txt").write_text(f"[{CHECKS}]\nneighbour = neighbour:checks\nlacking = lacking:checks\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    return tmp_path


@pytest.mark.usefixtures("installed")
def test_what_is_installed_beside_the_library_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.main(["doctor", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert code == 1
    by_subject = {finding["subject"]: finding for finding in told}
    assert by_subject["neighbour"]["advice"] == "Help."
    assert by_subject["lacking"]["said"] == "not installed here (no_such_module_anywhere is missing)"
    assert [finding["subject"] for finding in told].count("twice") == 1


def test_bot_and_worker_name_their_checks() -> None:
    points = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"][CHECKS]

    assert set(points) == {"bot", "worker"}
    for point in points.values():
        module, _, name = point.partition(":")
        assert callable(getattr(importlib.import_module(module), name))


def test_the_doctor_looks_at_the_library_first() -> None:
    assert examine()[0].subject == "weights"
