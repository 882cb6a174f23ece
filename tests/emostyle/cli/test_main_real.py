"""The command line with the shipped weights, as people run it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from emostyle.cli import main as cli
from emostyle.emotions import EMOTIONS
from emostyle.pipeline import Pipeline
from tests.emostyle.conftest import picture


@pytest.fixture
def photo(tmp_path: Path, face_photo: bytes) -> Path:
    path = tmp_path / "me.jpg"
    path.write_bytes(face_photo)
    return path


def answer(command: list[str], pipeline: Pipeline, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert cli.main([*command, "--json"], lambda _: pipeline) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    record: dict[str, Any] = json.loads(captured.out)
    return record


def test_a_face_is_read_where_it_is(photo: Path, pipeline: Pipeline, capsys: pytest.CaptureFixture[str]) -> None:
    record = answer(["read", str(photo)], pipeline, capsys)

    (face,) = record["faces"]
    assert face["box"]["left"] < 224 < face["box"]["left"] + face["box"]["width"]
    assert sum(face["probabilities"].values()) == pytest.approx(1, abs=1e-3)
    assert set(face["probabilities"]) == set(EMOTIONS)
    assert record["emotion"] == face["emotion"]


def test_a_photo_is_painted_after_what_its_face_shows(
    photo: Path, pipeline: Pipeline, capsys: pytest.CaptureFixture[str]
) -> None:
    read = answer(["read", str(photo)], pipeline, capsys)
    record = answer(["paint", str(photo), "--max-side", "256"], pipeline, capsys)

    assert (record["emotion"], record["confidence"]) == (read["emotion"], read["confidence"])
    assert record["mix"] == {record["emotion"]: 1.0}
    assert set(record["seconds"]) == {"decode", "faces", "read", "paint", "encode"}
    assert Path(record["out"]) == photo.with_name(f"me-{record['emotion']}.jpg")
    assert picture(Path(record["out"]).read_bytes()).size == tuple(record["size"]) == (256, 256)


def test_a_mix_keeps_the_colours_when_asked(
    photo: Path, pipeline: Pipeline, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = ["--mix", "sad=3,fear=1", "--max-side", "128", "--keep-colors", "-o", str(tmp_path / "x.png")]

    record = answer(["paint", str(photo), *words], pipeline, capsys)

    assert record["mix"] == {"sad": 0.75, "fear": 0.25}
    assert record["emotion"] == "sad"


def test_a_sheet_holds_eight_pictures(photo: Path, pipeline: Pipeline, capsys: pytest.CaptureFixture[str]) -> None:
    record = answer(["sheet", str(photo), "--max-side", "96"], pipeline, capsys)

    width, height = record["size"]
    assert width > 4 * 96
    assert height > 2 * 96
    assert picture(Path(record["out"]).read_bytes()).size == (width, height)


def test_a_photo_without_a_face_names_the_way_out(
    tmp_path: Path, faceless_photo: bytes, pipeline: Pipeline, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sea.jpg").write_bytes(faceless_photo)

    assert cli.main(["paint", str(tmp_path / "sea.jpg")], lambda _: pipeline) == 1
    assert "--emotion happy" in capsys.readouterr().err


def test_a_device_that_is_not_here_is_a_wrong_option(photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", str(photo), "--device", "abacus"]) == 2

    assert capsys.readouterr().err.startswith("emostyle: The device 'abacus' cannot be used here")
