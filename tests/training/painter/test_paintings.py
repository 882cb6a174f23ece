"""Each style is learnt from its own painting, in the order of the weights."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor

from emostyle.styles.palette import IDENTITY_STYLE, all_style_names, style_names
from training.common.errors import DataError
from training.losses.style_content import moments
from training.losses.vgg import Vgg
from training.painter import paintings
from training.painter.paintings import (
    MOMENT_LAYERS,
    NEIGHBOUR_LAYERS,
    STROKE,
    colours_of,
    load_paintings,
    painting_side,
    resize_short,
    shipped_styles,
    style_targets,
    texture_width,
)

CPU = torch.device("cpu")


def stripes(width: int, side: int = 256) -> Tensor:
    return (torch.arange(side) // width % 2).float().expand(1, 3, side, side)


def test_the_identity_style_comes_after_the_palette() -> None:
    assert shipped_styles() == (*all_style_names(), IDENTITY_STYLE)


def test_paintings_are_read_in_the_order_of_the_palette(paintings_folder: Path) -> None:
    found = load_paintings(paintings_folder)

    assert tuple(found) == all_style_names()
    assert tuple(load_paintings(paintings_folder, style_names())) == style_names()
    for painting in found.values():  # from 90 x 70
        assert painting.shape[3] / painting.shape[2] == pytest.approx(90 / 70, rel=0.05)
        assert 0 <= painting.min() <= painting.max() <= 1


def test_coarse_strokes_are_wider_than_fine_ones() -> None:
    assert texture_width(stripes(2)) < texture_width(stripes(6)) < texture_width(stripes(16))


def test_paintings_are_scaled_until_their_strokes_are_as_wide_and_no_further_than_their_file_allows() -> None:
    coarse, fine = stripes(16, 512), stripes(1, 512)

    side = painting_side(coarse)

    assert side < 512
    assert side == pytest.approx(512 * STROKE / texture_width(coarse), rel=0.01)
    assert painting_side(fine) == 768


def test_small_paintings_are_enlarged() -> None:
    assert resize_short(torch.rand(1, 3, 20, 10), 30).shape == (1, 3, 60, 30)


def test_a_missing_painting_is_named(paintings_folder: Path) -> None:
    next(paintings_folder.glob("fear/munch*.jpg")).unlink()

    with pytest.raises(DataError, match=r"munch-the-scream\.jpg is missing: --styles"):
        load_paintings(paintings_folder)


def test_a_damaged_painting_is_named(paintings_folder: Path) -> None:
    next(paintings_folder.glob("fear/munch*.jpg")).write_bytes(b"no picture")

    with pytest.raises(DataError, match=r"munch-the-scream\.jpg: This is not a picture"):
        load_paintings(paintings_folder)


def test_targets_are_what_the_loss_network_sees_in_the_order_of_the_paintings(
    vgg: Vgg, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paintings, "CROPS", 3)
    colours = {"dark": torch.full((1, 3, 80, 90), 0.1), "light": torch.full((1, 3, 90, 80), 0.9)}

    targets = style_targets(vgg, colours, 32, CPU, bf16=False)

    assert tuple(targets.moments) == tuple(targets.half_means) == MOMENT_LAYERS
    assert tuple(targets.banks) == NEIGHBOUR_LAYERS
    for i, painting in enumerate(colours.values()):
        alone = vgg(painting[..., :32, :32])  # every crop of an even painting is the same
        for layer, target in targets.moments.items():
            assert target.shape[0] == 2
            moment, mean = moments(alone[layer])
            assert torch.allclose(target[i], moment[0], rtol=1e-3, atol=1e-5)
            assert torch.allclose(targets.means[layer][i], mean[0], rtol=1e-3, atol=1e-5)
    assert not targets.moments["relu1_2"].requires_grad
    assert targets.colours.shape[0] == 2
    assert torch.allclose(targets.colours[1], torch.tensor(0.9))


def test_the_bank_holds_places_of_the_painting_as_directions_from_their_mean(
    vgg: Vgg, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paintings, "CROPS", 2)

    targets = style_targets(vgg, {"noise": torch.rand(1, 3, 64, 64)}, 32, CPU, bf16=False)

    for layer in NEIGHBOUR_LAYERS:
        assert targets.banks[layer].shape == (1, paintings.PLACES, targets.centres[layer].shape[1])
        assert torch.allclose(targets.banks[layer].norm(dim=2), torch.tensor(1.0), atol=1e-3)


def test_crops_are_no_larger_than_the_painting(vgg: Vgg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paintings, "CROPS", 1)

    targets = style_targets(vgg, {"small": torch.rand(1, 3, 24, 40)}, 64, CPU, bf16=False)

    assert targets.moments["relu4_1"].shape == (1, 512, 512)


def test_colours_are_kept_by_how_light_they_are() -> None:
    painting = torch.zeros(1, 3, 64, 64)
    painting[:, 2, :32] = 1  # dark blue above
    painting[:, :2, 32:] = 1  # light yellow below

    found = colours_of(painting)

    assert found.shape[2] == 3
    assert torch.allclose(found[0], torch.tensor([0.0, 0.0, 1.0]), atol=1e-4)
    assert torch.allclose(found[-1], torch.tensor([1.0, 1.0, 0.0]), atol=1e-4)
