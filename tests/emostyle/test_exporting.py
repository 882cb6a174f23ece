"""What ONNX Runtime makes of the exported files is what torch makes of the networks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
import torch
from torch import Generator

from emostyle import exporting
from emostyle.cli import main as cli
from emostyle.emotions import EMOTIONS
from emostyle.errors import MissingPackageError, OptionError
from emostyle.exporting import NOISE_STEPS, READINGS, export, export_painter, export_reader
from emostyle.painting import stylizer
from emostyle.painting.style_net import StyleNet, StyleNetConfig, draw_noise
from emostyle.painting.stylizer import Stylizer
from emostyle.reading.emotion_net import EmotionNet, EmotionNetConfig
from emostyle.reading.recognizer import Calibration, Recognizer
from emostyle.styles.palette import IDENTITY_STYLE
from emostyle.weights.headers import sha256_of
from tests.emostyle.nets import random_net, write_style


def session_of(path: Path) -> Any:
    return onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])


def same_paintings(net: StyleNet, path: Path, height: int, width: int) -> float:
    """Return the largest difference of a pixel, in 0..1."""
    photo = torch.rand(1, 3, height, width)
    mix = torch.rand(1, net.config.styles).softmax(dim=1)
    noise = draw_noise(photo, Generator().manual_seed(1))
    inputs = {name: n.numpy() for name, n in zip(NOISE_STEPS, noise, strict=True)}
    (painting,) = session_of(path).run(["painting"], {"photo": photo.numpy(), "mix": mix.numpy(), **inputs})
    with torch.inference_mode():
        own = net(photo, mix, noise).clamp(0, 1)
    assert painting.dtype == np.float32
    return float(np.abs(painting - own.numpy()).max())


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shipped networks and an added style."""
    folder = tmp_path_factory.mktemp("exported")
    write_style(folder / "styles")
    assert export(folder / "onnx", folder / "styles") == tuple(
        folder / "onnx" / name for name in ("painter.onnx", "reader.onnx", "emostyle.json")
    )
    return folder


@pytest.mark.parametrize(("height", "width"), [(64, 64), (96, 128), (208, 72)])
def test_a_painting_is_the_same_at_any_size(tmp_path: Path, height: int, width: int) -> None:
    net = random_net(4)

    export_painter(net, tmp_path / "p.onnx")

    assert same_paintings(net, tmp_path / "p.onnx", height, width) < 1e-3


def test_the_network_of_the_recipe_is_the_same_at_its_working_size(tmp_path: Path) -> None:
    torch.manual_seed(0)
    net = StyleNet(StyleNetConfig(styles=22)).eval()

    export_painter(net, tmp_path / "p.onnx")

    assert same_paintings(net, tmp_path / "p.onnx", 432, 576) < 1e-3
    assert (tmp_path / "p.onnx").stat().st_size < 16e6


@pytest.mark.parametrize("count", [1, 3])
def test_readings_are_the_same_for_any_number_of_faces(tmp_path: Path, count: int) -> None:
    torch.manual_seed(0)
    calibration = Calibration(1.4, tuple(0.1 * i for i in range(7)), 1.7)
    recognizer = Recognizer(EmotionNet(EmotionNetConfig(widths=(4, 8, 16, 16))), calibration)
    faces = torch.rand(count, 1, 48, 48)

    export_reader(recognizer, tmp_path / "r.onnx")

    given = session_of(tmp_path / "r.onnx").run(list(READINGS), {"faces": faces.numpy()})
    logits = recognizer.logits(faces)
    own = (logits, recognizer.probabilities(logits), recognizer.vote_shares(logits))
    for ours, theirs in zip(own, given, strict=True):
        assert np.abs(ours.numpy() - theirs).max() < 1e-3


def test_the_shipped_networks_and_added_styles_are_written_and_described(exported: Path) -> None:
    about = json.loads((exported / "onnx" / "emostyle.json").read_text(encoding="utf-8"))

    styles = about["painter"]["styles"]
    own = Stylizer.load(dtype=torch.float32)
    assert styles == [*own.styles, "my-style"]
    assert about["painter"]["identity"] == IDENTITY_STYLE
    assert {artwork["style"] for artwork in about["painter"]["artworks"]} == {*styles} - {IDENTITY_STYLE}
    assert set(about["painter"]["brushes"]) == {"fine", "medium", "broad"}
    assert about["painter"]["noise"]["noise8"] == {"channels": 4, "step": 8, "cells": [1, 2, 4, 8]}
    assert about["reader"]["emotions"] == list(EMOTIONS)
    assert about["reader"]["calibration"]["temperature"] > 0
    assert (exported / "onnx" / "emostyle.json").stat().st_size < 30_000
    for part in ("painter", "reader"):
        assert sha256_of(exported / "onnx" / about[part]["file"]) == about[part]["sha256"]


def test_every_number_of_the_stylizer_is_told(exported: Path) -> None:
    about = json.loads((exported / "onnx" / "emostyle.json").read_text(encoding="utf-8"))
    told = numbers_in(about["painter"])
    own = {
        name: value
        for name, value in vars(stylizer).items()
        if name.isupper() and not name.startswith("_") and isinstance(value, int | float)
    }

    assert {"WHITE", "WIDENING", "CALM"} < set(own)
    assert {name for name, value in own.items() if value not in told} == set()


def numbers_in(value: object) -> set[float]:
    if isinstance(value, dict):
        return set().union(*map(numbers_in, value.values()))
    if isinstance(value, list):
        return set().union(*map(numbers_in, value))
    return {value} if isinstance(value, int | float) else set()


def test_the_inputs_are_what_a_page_expects(exported: Path) -> None:
    painter, reader = (session_of(exported / "onnx" / name) for name in ("painter.onnx", "reader.onnx"))

    assert [i.name for i in painter.get_inputs()] == ["photo", "mix", "noise8", "noise4", "noise2"]
    assert [i.shape[1] for i in painter.get_inputs()][2:] == [4, 1, 1]
    assert [o.name for o in painter.get_outputs()] == ["painting"]
    assert [(i.name, i.shape[1:]) for i in reader.get_inputs()] == [("faces", [1, 48, 48])]


def test_without_onnx_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(exporting, "find_spec", lambda name: None)

    with pytest.raises(MissingPackageError, match=r"emostyle\[export\]"):
        export(tmp_path / "onnx")
    assert cli.main(["export", "--onnx", str(tmp_path / "onnx")]) == 1
    assert "package onnx" in capsys.readouterr().err
    assert not (tmp_path / "onnx").exists()


def test_a_file_in_the_place_of_the_folder_is_a_wrong_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(OptionError, match="name a folder"):
        export(tmp_path / "file")
    assert cli.main(["export", "--onnx", str(tmp_path / "file")]) == 2
    assert "is a file" in capsys.readouterr().err


def test_the_command_lists_what_it_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def write(folder: Path, styles_dir: Path | None) -> tuple[Path, ...]:
        folder.mkdir()
        (folder / "painter.onnx").write_bytes(b"0" * 1_500_000)
        return (folder / "painter.onnx",)

    monkeypatch.setattr(exporting, "export", write)
    monkeypatch.chdir(tmp_path)

    assert cli.main(["export", "--onnx", "web"]) == 0
    assert capsys.readouterr().out == "web/painter.onnx: 1,500 kB\n"
