"""The painter is compared with a network that learns one style by the same loss."""

from __future__ import annotations

from pathlib import Path

import pytest

from training import paintings
from training.configs import from_command_line
from training.errors import ConfigError, RunExistsError
from training.separate_network import SeparateNetworkConfig, main
from training.vgg import Vgg

WORDS = ["--content", "photos", "--valid", "others", "--styles", "paintings"]


@pytest.fixture(autouse=True)
def few_crops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paintings, "CROPS", 2)


def config(photos: Path, styles: Path, tmp_path: Path, **changes: object) -> SeparateNetworkConfig:
    settings: dict[str, object] = {
        "content": photos, "valid": photos, "styles": styles, "run": tmp_path / "run", "stages": ((48, 2, 2),),
        "style_size": 64, "size": 64, "valid_limit": 2, "gatys_photos": 1, "gatys_steps": 3, "device": "cpu",
    }  # fmt: skip
    return SeparateNetworkConfig(**{**settings, **changes})  # type: ignore[arg-type]


def test_both_are_measured_alike_and_their_losses_compared(
    photos_folder: Path, paintings_folder: Path, tmp_path: Path, vgg: Vgg
) -> None:
    found = main(config(photos_folder, paintings_folder, tmp_path), vgg)

    assert found["photos_seen"] == 4
    assert found["ours"]["style_loss_of_photo"] == found["separate"]["style_loss_of_photo"] > 0
    assert found["ours"]["style_loss"] != found["separate"]["style_loss"]
    for name, ratio in found["ours_by_separate"].items():
        assert ratio == pytest.approx(found["ours"][name] / found["separate"][name], abs=1e-3)
    assert all(0 <= found[name]["lbfgs"] <= 3 for name in ("ours", "separate"))


def test_it_comes_nearer_to_the_painting_the_longer_it_learns(
    photos_folder: Path, paintings_folder: Path, tmp_path: Path, vgg: Vgg
) -> None:
    short = main(config(photos_folder, paintings_folder, tmp_path / "a", gatys_photos=0), vgg)
    longer = main(config(photos_folder, paintings_folder, tmp_path / "b", stages=((48, 2, 40),), gatys_photos=0), vgg)

    assert longer["separate"]["loss"] < short["separate"]["loss"]
    assert longer["ours"]["loss"] == short["ours"]["loss"]
    assert longer["separate"]["lbfgs"] is None


def test_a_run_goes_on_only_when_told_to(photos_folder: Path, paintings_folder: Path, tmp_path: Path, vgg: Vgg) -> None:
    first = main(config(photos_folder, paintings_folder, tmp_path, gatys_photos=0), vgg)

    with pytest.raises(RunExistsError):
        main(config(photos_folder, paintings_folder, tmp_path), vgg)
    again = main(config(photos_folder, paintings_folder, tmp_path, resume=True, gatys_photos=0), vgg)
    assert again["separate"]["style_loss"] == first["separate"]["style_loss"]


def test_the_style_is_one_of_the_palette() -> None:
    with pytest.raises(ConfigError, match="munch-the-scream"):
        from_command_line(SeparateNetworkConfig, [*WORDS, "--style", "no-such"])
