"""A weight file explains itself, and a wrong one is refused with a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from emostyle.errors import WeightsError
from emostyle.reading.emotion_net import EmotionNet
from emostyle.weights import files as weights
from emostyle.weights.files import WeightsHeader, fill, load_weights, save_weights, sha256_of

HEADER = WeightsHeader(kind="emotion", config={"widths": [1]}, labels=("a", "b"), extra={"temperature": 0.5})


def test_what_is_saved_is_loaded_with_its_header(tmp_path: Path) -> None:
    path = tmp_path / "some.safetensors"
    digest = save_weights(path, {"x": torch.tensor([1.0, 2.5]), "n": torch.tensor(3)}, HEADER)

    tensors, header = load_weights(path, "emotion")

    assert tensors["x"].dtype == torch.float32
    assert tensors["x"].tolist() == [1.0, 2.5]
    assert tensors["n"].item() == 3
    assert header == HEADER
    assert digest == sha256_of(path)


def test_weights_of_another_kind_are_refused(tmp_path: Path) -> None:
    save_weights(tmp_path / "x.safetensors", {"x": torch.zeros(1)}, HEADER)

    with pytest.raises(WeightsError, match="holds emotion weights"):
        load_weights(tmp_path / "x.safetensors", "style")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"gone\.safetensors are missing"):
        load_weights(tmp_path / "gone.safetensors", "style")


@pytest.mark.parametrize("content", [b"", b"not safetensors at all", b"\x08\x00\x00\x00\x00\x00\x00\x00{}"])
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.safetensors"
    path.write_bytes(content)

    with pytest.raises(WeightsError):
        load_weights(path, "style")


def test_a_file_without_our_header_is_refused(tmp_path: Path) -> None:
    from safetensors.torch import save_file

    save_file({"x": torch.zeros(1)}, tmp_path / "x.safetensors")

    with pytest.raises(WeightsError, match="no emostyle header"):
        load_weights(tmp_path / "x.safetensors", "style")


def test_weights_that_do_not_fit_the_network_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="do not fit"):
        fill(EmotionNet(), {"x": torch.zeros(1)}, tmp_path)


def test_a_changed_shipped_file_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "MODELS_DIR", tmp_path)
    path = tmp_path / "emotion.safetensors"
    digest = save_weights(path, {"x": torch.zeros(1)}, HEADER)
    (tmp_path / "sha256.json").write_text(json.dumps({path.name: digest}))
    load_weights(path, "emotion")

    path.write_bytes(path.read_bytes()[:-1] + b"\x01")

    with pytest.raises(WeightsError, match="not the ones that were shipped"):
        load_weights(path, "emotion")
