"""The loss network gives the named activations of the file that it was read from."""

from __future__ import annotations

from pathlib import Path
from urllib.error import URLError

import pytest
import torch
from safetensors.torch import save_file

from training.common.errors import DataError
from training.losses.vgg import STYLE_LAYERS, Vgg, load_vgg


def test_activations_have_the_shapes_of_vgg16(vgg: Vgg) -> None:
    found = vgg(torch.rand(1, 3, 32, 32))

    assert {name: tuple(t.shape[1:]) for name, t in found.items()} == {
        "relu1_2": (64, 32, 32), "relu2_1": (128, 16, 16), "relu3_1": (256, 8, 8), "relu4_1": (512, 4, 4),
    }  # fmt: skip
    assert all(activation.min() >= 0 for activation in found.values())
    assert tuple(vgg(torch.rand(1, 3, 32, 32), until="relu3_1")) == STYLE_LAYERS[:3]


def test_pictures_are_normalised_as_imagenet_wants(vgg: Vgg) -> None:
    average = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1).expand(1, 3, 16, 16)

    seen = vgg(average)["relu1_2"]

    assert torch.allclose(seen, vgg.features[:4](torch.zeros(1, 3, 16, 16)), atol=1e-6)


def test_gradients_reach_the_picture_and_not_the_network(vgg: Vgg) -> None:
    picture = torch.rand(1, 3, 16, 16, requires_grad=True)

    vgg(picture)["relu4_1"].sum().backward()

    assert picture.grad is not None
    assert all(weight.grad is None for weight in vgg.parameters())


def test_a_trunk_is_read_from_its_file(vgg: Vgg, tmp_path: Path) -> None:
    path = tmp_path / "trunk.safetensors"
    save_file({f"features.{name}": t.half().contiguous() for name, t in vgg.features.state_dict().items()}, path)
    picture = torch.rand(1, 3, 16, 16)

    seen = load_vgg(str(path))(picture)

    assert torch.allclose(seen["relu4_1"], vgg(picture)["relu4_1"], rtol=0.05, atol=1e-3)


@pytest.mark.parametrize("content", [None, b"no tensors"])
def test_an_unreadable_file_is_named(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "vgg.safetensors").write_bytes(content)

    with pytest.raises(DataError, match=r"vgg\.safetensors cannot be read"):
        load_vgg(str(tmp_path / "vgg.safetensors"))


@pytest.mark.parametrize("name", ["other.weight", "features.0.weight"])
def test_another_network_is_refused(name: str, tmp_path: Path) -> None:
    save_file({name: torch.zeros(3)}, tmp_path / "odd.safetensors")

    with pytest.raises(DataError, match=r"odd\.safetensors is no VGG16 trunk"):
        load_vgg(str(tmp_path / "odd.safetensors"))


def test_without_a_network_a_file_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise URLError("no route")

    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    monkeypatch.setattr("torch.hub.download_url_to_file", refuse)

    with pytest.raises(DataError, match=r"cannot be downloaded .*--vgg"):
        load_vgg("imagenet")
