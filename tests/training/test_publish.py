"""Published weights carry their figures and their hash."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from emostyle.errors import WeightsError
from emostyle.weights.files import WeightsHeader, load_weights, save_weights, sha256_of
from training.common.errors import DataError
from training.publish import main

HEADER = WeightsHeader(kind="style", config={"styles": 8}, labels=("a", "b"), extra={"training": {"seed": 3}})


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "run" / "style.safetensors"
    save_weights(path, {"scale": torch.rand(3, 4), "count": torch.tensor(5)}, HEADER)
    return path


def figures_of(weights: Path, **figures: object) -> Path:
    path = weights.with_name("figures.json")
    path.write_text(json.dumps({"weights_sha256": sha256_of(weights), "photos": 2, **figures}))
    return path


def test_without_figures_the_file_is_the_same(weights: Path, tmp_path: Path) -> None:
    target = main([str(weights), "--models", str(tmp_path / "models")])

    assert target == tmp_path / "models" / "style.safetensors"
    assert target.read_bytes() == weights.read_bytes()
    assert json.loads((tmp_path / "models" / "sha256.json").read_text()) == {target.name: sha256_of(target)}


def test_figures_go_into_the_header_and_beside_the_file(weights: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"

    target = main([str(weights), "--metrics", str(figures_of(weights)), "--models", str(models)])

    tensors, header = load_weights(target, "style")
    assert header.metrics == {"evaluation": {"photos": 2}}
    assert (header.extra, header.labels) == (HEADER.extra, HEADER.labels)
    assert all(torch.equal(tensors[name], t) for name, t in load_weights(weights, "style")[0].items())
    beside = json.loads((models / "style.json").read_text())
    assert beside == {"photos": 2, "weights_sha256": sha256_of(target)}
    assert json.loads((models / "sha256.json").read_text()) == {target.name: sha256_of(target)}


def test_figures_of_a_split_keep_its_name(weights: Path, tmp_path: Path) -> None:
    figures = figures_of(weights, split="valid")

    target = main([str(weights), "--metrics", str(figures), "--models", str(tmp_path / "models")])

    assert load_weights(target, "style")[1].metrics == {"valid": {"photos": 2, "split": "valid"}}


def test_hashes_of_other_files_stay(weights: Path, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "sha256.json").write_text('{"emotion.safetensors": "f00"}')

    main([str(weights), "--models", str(tmp_path / "models")])

    assert json.loads((tmp_path / "models" / "sha256.json").read_text())["emotion.safetensors"] == "f00"


@pytest.mark.parametrize("text", ['{"weights_sha256": "of another file"}', "{}", "[]"])
def test_figures_of_other_weights_are_refused(text: str, weights: Path, tmp_path: Path) -> None:
    (tmp_path / "figures.json").write_text(text)

    with pytest.raises(DataError, match=r"holds no figures of .*style\.safetensors"):
        main([str(weights), "--metrics", str(tmp_path / "figures.json"), "--models", str(tmp_path / "models")])
    assert not (tmp_path / "models").exists()


def test_unreadable_figures_are_named(weights: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"missing\.json cannot be read"):
        main([str(weights), "--metrics", str(tmp_path / "missing.json"), "--models", str(tmp_path / "models")])


def test_weights_of_another_kind_are_refused(weights: Path, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="emotion weights are wanted"):
        main([str(weights), "--kind", "emotion", "--models", str(tmp_path / "models")])
