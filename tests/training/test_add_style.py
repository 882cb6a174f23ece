"""A style of one's own is learnt beside weights that stay as they are, and can be painted at once."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from PIL import Image

from emostyle.catalogue import catalogue, find
from emostyle.emotions import Emotion
from emostyle.errors import WeightsError
from emostyle.headers import STYLE_WEIGHTS
from emostyle.palette import IDENTITY_STYLE
from emostyle.style_net import StyleNet, StyleNetConfig
from emostyle.stylizer import Stylizer
from emostyle.weights import WeightsHeader, save_weights
from training import paintings
from training.add_style import AddStyleConfig, lone_net, main
from training.configs import from_command_line
from training.errors import ConfigError, DataError
from training.paintings import style_targets
from training.photographs import load_photographs
from training.vgg import Vgg

WORDS = ["my.jpg", "--emotion", "sad", "--content", "photos"]


@pytest.fixture(autouse=True)
def few_crops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paintings, "CROPS", 2)


@pytest.fixture
def painting(tmp_path: Path) -> Path:
    """Red and yellow stripes."""
    image = Image.new("RGB", (96, 80), (200, 30, 20))
    for x in range(0, 96, 8):
        image.paste((240, 210, 40), (x, 0, x + 4, 80))
    image.save(tmp_path / "stripes.png")
    return tmp_path / "stripes.png"


def config(painting: Path, photos: Path, folder: Path, **changes: object) -> AddStyleConfig:
    settings: dict[str, object] = {
        "image": painting, "emotion": Emotion.HAPPY, "name": "stripes", "content": photos, "styles_dir": folder,
        "stages": ((48, 2, 4), (64, 1, 1)), "style_size": 64, "device": "cpu", "title": "Stripes",
    }  # fmt: skip
    return AddStyleConfig(**{**settings, **changes})  # type: ignore[arg-type]


def test_a_learnt_style_is_a_small_file_that_is_painted_by_its_name(
    painting: Path, photos_folder: Path, tmp_path: Path, vgg: Vgg
) -> None:
    done = main(config(painting, photos_folder, tmp_path / "styles"), vgg)

    assert 0 < done["bytes"] < 20_000
    assert done["style"] > 0
    choices = catalogue(styles_dir=tmp_path / "styles")
    mine = find("stripes", choices)
    assert (mine.emotion, mine.artwork.title, mine.artwork.source) == (Emotion.HAPPY, "Stripes", "stripes.png")
    stylizer, photo = Stylizer.load(added=choices), torch.rand(1, 3, 48, 48)
    new, start = (stylizer.paint(photo, stylizer.mix_vector({n: 1.0})) for n in ("stripes", done["started_from"]))
    assert (new - start).abs().mean() > 1e-3


def test_the_style_comes_nearer_while_it_is_learnt(
    painting: Path, photos_folder: Path, tmp_path: Path, vgg: Vgg
) -> None:
    short = main(config(painting, photos_folder, tmp_path / "a", stages=((48, 2, 1),)), vgg)
    longer = main(config(painting, photos_folder, tmp_path / "b", stages=((48, 2, 120),)), vgg)

    assert longer["style"] < short["style"]


def test_a_learnt_style_is_compared_with_the_one_that_was_trained(
    painting: Path, photos_folder: Path, tmp_path: Path, vgg: Vgg
) -> None:
    first = main(config(painting, photos_folder, tmp_path), vgg)
    best = first["started_from"]

    done = main(config(painting, photos_folder, tmp_path, compare_with=best), vgg)

    assert done["started_from"] != best
    assert set(done["times_its_loss"]) == {"total", "style", "content"}
    assert all(0.1 < times < 10 for times in done["times_its_loss"].values())
    assert "times_its_loss" not in first
    with pytest.raises(DataError, match="has no nothing style"):
        main(config(painting, photos_folder, tmp_path, compare_with="nothing"), vgg)


def test_only_the_numbers_of_the_new_style_are_learnt(
    painting: Path, photos_folder: Path, tmp_path: Path, vgg: Vgg
) -> None:
    settings = config(painting, photos_folder, tmp_path)
    targets = style_targets(vgg, {"x": torch.rand(1, 3, 64, 64)}, 48, torch.device("cpu"))

    net, start = lone_net(STYLE_WEIGHTS, load_photographs(photos_folder), vgg, targets, settings)
    net(torch.rand(1, 3, 32, 32), torch.tensor([[1.0, 0.0]])).sum().backward()

    assert start in Stylizer.load().styles
    for name, parameter in net.named_parameters():
        assert parameter.requires_grad == name.endswith((".scale", ".shift"))
        if parameter.grad is not None:
            assert parameter.grad[1].abs().sum() == 0  # the identity style


def test_weights_without_an_identity_style_are_refused(
    painting: Path, photos_folder: Path, tmp_path: Path, vgg: Vgg
) -> None:
    net = StyleNet(StyleNetConfig(styles=1, widths=(8, 8, 8), blocks=1))
    header = WeightsHeader("style", {"styles": 1, "widths": [8, 8, 8], "blocks": 1}, ("dots",))
    save_weights(tmp_path / "w.safetensors", net.state_dict(), header)

    with pytest.raises(DataError, match="no identity style"):
        main(config(painting, photos_folder, tmp_path, weights=tmp_path / "w.safetensors"), vgg)
    with pytest.raises(WeightsError, match="missing"):
        main(config(painting, photos_folder, tmp_path, weights=tmp_path / "none.safetensors"), vgg)


def test_a_missing_painting_is_named(photos_folder: Path, tmp_path: Path, vgg: Vgg) -> None:
    with pytest.raises(DataError, match=r"no\.png is missing"):
        main(config(tmp_path / "no.png", photos_folder, tmp_path), vgg)


def test_the_command_of_the_docs_is_understood() -> None:
    settings = from_command_line(AddStyleConfig, [*WORDS, "--name", "my-style"])

    assert (settings.image, settings.emotion, settings.name) == (Path("my.jpg"), Emotion.SAD, "my-style")


@pytest.mark.parametrize(
    ("name", "says"),
    [("My Style", "small letters"), ("../x", "small letters"), ("munch-the-scream", "already"),
     (IDENTITY_STYLE, "already")],
)  # fmt: skip
def test_impossible_names_are_refused(name: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        from_command_line(AddStyleConfig, [*WORDS, "--name", name])
