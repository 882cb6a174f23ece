"""A style of one's own is learnt beside weights that stay as they are, and can be painted at once."""

from __future__ import annotations

import os
import stat
from dataclasses import asdict
from pathlib import Path

import pytest
import torch
from PIL import Image

from emostyle.emotions import Emotion
from emostyle.errors import WeightsError
from emostyle.painting.style_files import is_of_a_style
from emostyle.painting.style_net import StyleNet, StyleNetConfig, draw_noise
from emostyle.painting.stylizer import Stylizer
from emostyle.styles.catalogue import catalogue, find
from emostyle.styles.palette import IDENTITY_STYLE
from emostyle.weights.files import WeightsHeader, save_weights
from training.add_style import AddStyleConfig, main, net_of
from training.common.configs import from_command_line
from training.common.errors import ConfigError, DataError
from training.losses.vgg import Vgg
from training.painter import paintings

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


@pytest.fixture
def few_styles(tmp_path: Path) -> Path:
    """A small painter of three styles and identity, whose weights nobody trained."""
    torch.manual_seed(0)
    net = StyleNet(StyleNetConfig(styles=4, encoder=(8, 8, 8), decoder=(8, 8), blocks=(1, 1, 1)))
    with torch.no_grad():
        net.up2.norm.shift.copy_(torch.randn_like(net.up2.norm.shift))
    path, labels = tmp_path / "few.safetensors", ("dots", "waves", "picabia-udnie", IDENTITY_STYLE)
    save_weights(path, net.state_dict(), WeightsHeader("style", asdict(net.config), labels))
    return path


def config(painting: Path, content: Path, folder: Path, weights: Path, **changes: object) -> AddStyleConfig:
    settings: dict[str, object] = {
        "image": painting, "emotion": Emotion.HAPPY, "name": "stripes", "content": content, "styles_dir": folder,
        "stages": ((48, 4, 4), (64, 2, 1)), "device": "cpu", "title": "Stripes", "weights": weights,
    }  # fmt: skip
    return AddStyleConfig(**{**settings, **changes})  # type: ignore[arg-type]


def test_a_learnt_style_is_a_small_file_that_is_painted_by_its_name(
    painting: Path, photos_folder: Path, tmp_path: Path, few_styles: Path, vgg: Vgg
) -> None:
    done = main(config(painting, photos_folder, tmp_path / "styles", few_styles), vgg)

    assert 0 < done["bytes"] < 20_000
    assert done["loss"] > 0
    assert done["style"] > 0
    assert done["started_from"] in {"dots", "waves", "picabia-udnie"}
    choices = catalogue(few_styles, styles_dir=tmp_path / "styles")
    mine = find("stripes", choices)
    assert (mine.emotion, mine.artwork.title, mine.artwork.source) == (Emotion.HAPPY, "Stripes", "stripes.png")
    stylizer, photo = Stylizer.load(few_styles, added=choices), torch.rand(1, 3, 48, 48)
    new, start = (stylizer.paint(photo, stylizer.mix_vector({n: 1.0})) for n in ("stripes", done["started_from"]))
    assert (new - start).abs().mean() > 1e-3


def test_everybody_may_read_its_file_as_far_as_the_umask_says(
    painting: Path, photos_folder: Path, tmp_path: Path, few_styles: Path, vgg: Vgg
) -> None:
    before = os.umask(0o022)
    try:
        done = main(config(painting, photos_folder, tmp_path / "styles", few_styles, stages=((48, 2, 1),)), vgg)
    finally:
        os.umask(before)

    assert stat.S_IMODE(Path(done["file"]).stat().st_mode) == 0o644


def test_the_style_comes_nearer_while_it_is_learnt(
    painting: Path, photos_folder: Path, tmp_path: Path, few_styles: Path, vgg: Vgg
) -> None:
    short = main(config(painting, photos_folder, tmp_path / "a", few_styles, stages=((48, 2, 1),)), vgg)
    longer = main(config(painting, photos_folder, tmp_path / "b", few_styles, stages=((48, 2, 60),)), vgg)

    assert longer["loss"] < short["loss"]


def test_a_learnt_style_is_compared_with_the_one_that_was_trained(
    painting: Path, photos_folder: Path, tmp_path: Path, few_styles: Path, vgg: Vgg
) -> None:
    first = main(config(painting, photos_folder, tmp_path, few_styles), vgg)
    best = first["started_from"]

    done = main(config(painting, photos_folder, tmp_path, few_styles, compare_with=best), vgg)

    assert done["started_from"] != best
    assert set(done["times_its_loss"]) == {"loss", "style", "neighbours", "content"}
    assert all(0.1 < times < 10 for times in done["times_its_loss"].values())
    assert "times_its_loss" not in first
    with pytest.raises(DataError, match="has no nothing style"):
        main(config(painting, photos_folder, tmp_path, few_styles, compare_with="nothing"), vgg)


def test_only_the_numbers_of_the_new_style_are_learnt(few_styles: Path) -> None:
    net, photo = net_of(few_styles, "waves"), torch.rand(1, 3, 32, 32)
    net(photo, torch.tensor([[1.0, 0.0]]), draw_noise(photo, torch.Generator().manual_seed(0))).sum().backward()

    assert net.config.styles == 2
    for name, parameter in net.named_parameters():
        assert parameter.requires_grad == is_of_a_style(name)
        if parameter.grad is not None:
            assert parameter.grad[1].abs().sum() == 0  # the identity style


def test_weights_without_an_identity_style_are_refused(
    painting: Path, photos_folder: Path, tmp_path: Path, vgg: Vgg
) -> None:
    net = StyleNet(StyleNetConfig(styles=1, encoder=(8, 8, 8), decoder=(8, 8), blocks=(1, 0, 0)))
    save_weights(tmp_path / "w.safetensors", net.state_dict(), WeightsHeader("style", asdict(net.config), ("dots",)))

    with pytest.raises(DataError, match="no identity style"):
        main(config(painting, photos_folder, tmp_path, tmp_path / "w.safetensors"), vgg)
    with pytest.raises(WeightsError, match="missing"):
        main(config(painting, photos_folder, tmp_path, tmp_path / "none.safetensors"), vgg)


def test_a_missing_painting_is_named(photos_folder: Path, tmp_path: Path, few_styles: Path, vgg: Vgg) -> None:
    with pytest.raises(DataError, match=r"no\.png is missing"):
        main(config(tmp_path / "no.png", photos_folder, tmp_path, few_styles), vgg)


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
