"""Each style is learnt from its own painting, in the order of the weights."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from emostyle.palette import IDENTITY_STYLE, all_style_names, style_names
from training import paintings
from training.errors import DataError
from training.losses import grams
from training.paintings import load_paintings, resize_short, shipped_styles, style_targets
from training.vgg import STYLE_LAYERS, Vgg

CPU = torch.device("cpu")


def test_the_identity_style_comes_after_the_palette() -> None:
    assert shipped_styles() == (*all_style_names(), IDENTITY_STYLE)


def test_paintings_are_scaled_to_their_short_side(paintings_folder: Path) -> None:
    found = load_paintings(paintings_folder, 35)  # from 90 x 70

    assert tuple(found) == all_style_names()
    assert tuple(load_paintings(paintings_folder, 35, style_names())) == style_names()
    assert {tuple(painting.shape) for painting in found.values()} == {(1, 3, 35, 45)}
    assert all(painting.min() >= 0 and painting.max() <= 1 for painting in found.values())


def test_small_paintings_are_enlarged() -> None:
    assert resize_short(torch.rand(1, 3, 20, 10), 30).shape == (1, 3, 60, 30)


def test_a_missing_painting_is_named(paintings_folder: Path) -> None:
    next(paintings_folder.glob("fear/*.jpg")).unlink()

    with pytest.raises(DataError, match=r"munch-the-scream\.jpg is missing: --styles"):
        load_paintings(paintings_folder, 64)


def test_a_damaged_painting_is_named(paintings_folder: Path) -> None:
    next(paintings_folder.glob("fear/*.jpg")).write_bytes(b"no picture")

    with pytest.raises(DataError, match=r"munch-the-scream\.jpg: This is not a picture"):
        load_paintings(paintings_folder, 64)


def test_targets_are_the_gram_matrices_in_the_order_of_the_paintings(vgg: Vgg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paintings, "CROPS", 3)
    colours = {"dark": torch.full((1, 3, 40, 50), 0.1), "light": torch.full((1, 3, 50, 40), 0.9)}

    targets = style_targets(vgg, colours, 32, CPU)

    assert tuple(targets) == STYLE_LAYERS
    for i, painting in enumerate(colours.values()):
        alone = grams(vgg(painting[..., :32, :32]))  # every crop of an even painting is the same
        for layer, target in targets.items():
            assert target.shape[0] == 2
            assert torch.allclose(target[i], alone[layer][0], rtol=1e-3, atol=1e-6)
    assert not targets["relu1_2"].requires_grad


def test_crops_are_no_larger_than_the_painting(vgg: Vgg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paintings, "CROPS", 1)

    targets = style_targets(vgg, {"small": torch.rand(1, 3, 24, 40)}, 64, CPU)

    assert targets["relu4_1"].shape == (1, 512, 512)
