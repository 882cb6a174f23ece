"""The pictures of the model card are drawn from files, and wrong files are named."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from training.common.configs import EvaluateEmotionConfig
from training.common.errors import DataError
from training.evaluate_emotion import main as evaluate
from training.plots import PlotsConfig, confusion, curves, main, reliability


@pytest.fixture
def metrics(faces_folder: Path, tmp_path: Path) -> Path:
    path = tmp_path / "emotion.json"
    path.write_text(json.dumps(evaluate(EvaluateEmotionConfig(data=faces_folder))))
    return path


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    lines = [json.dumps({"step": i, "loss/train": 2.0 - i / 10, "accuracy": i / 10}) for i in range(1, 5)]
    (folder / "metrics.jsonl").write_text("\n".join(lines) + "\n")
    return folder


def test_three_pictures_are_drawn(metrics: Path, run: Path, tmp_path: Path) -> None:
    paths = main(PlotsConfig(metrics=metrics, runs=[run], out=tmp_path / "out"))

    assert [path.name for path in paths] == ["reader-confusion.png", "reader-reliability.png", "reader-curves.png"]
    for path in paths:
        with Image.open(path) as picture:
            assert min(picture.size) > 300


def test_the_confusion_shows_every_count() -> None:
    counts = [[100 * i + j for j in range(7)] for i in range(7)]

    words = [text.get_text().split("\n")[0] for text in confusion(counts).axes[0].texts]

    assert words == [str(count) for row in counts for count in row]


def test_the_reliability_curve_goes_through_its_bins() -> None:
    bins = [{"n": 5, "confidence": 0.3, "accuracy": 0.2}, {"n": 9, "confidence": 0.9, "accuracy": 0.95}]

    curve = reliability(bins).axes[0].lines[1]

    assert np.asarray(curve.get_xydata()).tolist() == [[0.3, 0.2], [0.9, 0.95]]


def test_a_curve_skips_lines_without_its_number() -> None:
    lines = [{"step": 1.0, "accuracy": 0.5, "loss/train": 1.0}, {"step": 2.0, "loss/train": 0.5}]

    left, right = curves({"run": lines}).axes

    assert [np.size(axes.lines[0].get_xdata()) for axes in (left, right)] == [2, 1]


def test_files_that_are_missing_or_of_another_form_are_named(metrics: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="--metrics names"):
        main(PlotsConfig(metrics=tmp_path / "none.json", out=tmp_path))
    with pytest.raises(DataError, match="--runs names"):
        main(PlotsConfig(metrics=metrics, runs=[tmp_path / "none"], out=tmp_path))
    (tmp_path / "other.json").write_text("{}")
    with pytest.raises(DataError, match="no figures of evaluate_emotion"):
        main(PlotsConfig(metrics=tmp_path / "other.json", out=tmp_path))
