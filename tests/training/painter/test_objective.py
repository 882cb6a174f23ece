"""The loss asks for the right things, and is given by name and by style."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Generator, Tensor
from torch.nn import functional as F

from emostyle.painting.style_net import StyleNet, StyleNetConfig
from training.common.configs import StyleConfig
from training.losses.vgg import Vgg
from training.painter import paintings
from training.painter.objective import IDENTITY_WEIGHT, Batch, Tally, loss_terms
from training.painter.paintings import StyleTargets, style_targets

STYLES = ("dots", "waves", "identity")
OF_STYLES = (
    *("style", "neighbours", "layout", "content", "face", "light"),
    *("heads", "palette", "spread", "lattice", "variation", "range"),
)


@pytest.fixture(scope="module")
def targets(vgg: Vgg) -> StyleTargets:
    artworks = {
        name: torch.rand(1, 3, 80, 80, generator=Generator().manual_seed(i)) for i, name in enumerate(STYLES[:2])
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paintings, "CROPS", 2)
        return style_targets(vgg, artworks, 48, torch.device("cpu"), bf16=False)


@pytest.fixture
def net() -> StyleNet:
    return StyleNet(StyleNetConfig(styles=3, encoder=(8, 8, 8), decoder=(8, 8), blocks=(1, 1, 1)))


def batch(mix: Tensor, photos: int = 0) -> Batch:
    count = photos or len(mix)
    pixels = torch.rand(count, 3, 48, 48, generator=Generator().manual_seed(0))
    matte = torch.zeros(count, 1, 48, 48)
    matte[0, :, 8:40, 8:40] = 1
    return Batch(pixels, matte, pixels[:, :1], mix)


def config(tmp_path: Path, **changes: object) -> StyleConfig:
    return StyleConfig(content=tmp_path, styles=tmp_path, bf16=False, **changes)  # type: ignore[arg-type]


def terms_of(
    net: StyleNet, vgg: Vgg, targets: StyleTargets, one: Batch, settings: StyleConfig
) -> tuple[Tensor, dict[str, Tensor]]:
    return loss_terms(net, vgg, targets, one, settings, Generator().manual_seed(0))


def test_every_term_has_a_number_for_each_sample_and_the_loss_a_gradient(
    net: StyleNet, vgg: Vgg, targets: StyleTargets, tmp_path: Path
) -> None:
    loss, terms = terms_of(net, vgg, targets, batch(torch.eye(3)), config(tmp_path))
    loss.backward()

    assert set(terms) == {*OF_STYLES, "identity"}
    assert all(values.shape == (3,) and not values.requires_grad for values in terms.values())
    assert terms["face"][0] > 0
    assert terms["face"][1:].tolist() == [0, 0]  # there is one head
    for parameter in (net.stem.norm.scale, net.paint.kernels, net.grain2.loudness):
        assert parameter.grad is not None
        assert (parameter.grad[:2].flatten(1).abs().sum(dim=1) > 0).all()


@pytest.mark.parametrize("name", OF_STYLES)
def test_each_term_counts_as_much_as_it_is_told_to_and_not_for_the_identity(
    net: StyleNet, vgg: Vgg, targets: StyleTargets, tmp_path: Path, name: str
) -> None:
    one = batch(torch.eye(3))

    without, with_it = (
        terms_of(net, vgg, targets, one, config(tmp_path, **{f"{name}_weight": weight}))[0].item() for weight in (0, 7)
    )

    term = terms_of(net, vgg, targets, one, config(tmp_path))[1][name]
    assert with_it - without == pytest.approx(7 * term[:2].sum().item() / 3, rel=1e-3, abs=1e-4)


def test_the_identity_asks_for_the_photo(net: StyleNet, vgg: Vgg, targets: StyleTargets, tmp_path: Path) -> None:
    loss, terms = terms_of(net, vgg, targets, batch(torch.eye(3)[2:]), config(tmp_path))

    assert loss.item() == pytest.approx(IDENTITY_WEIGHT * terms["identity"].item(), rel=1e-5)


def test_a_photo_is_painted_in_several_mixes(net: StyleNet, vgg: Vgg, targets: StyleTargets, tmp_path: Path) -> None:
    two = batch(torch.eye(3)[[0, 0, 1, 2]], photos=2)

    _, terms = terms_of(net, vgg, targets, two, config(tmp_path))

    assert two.copies == 2
    assert terms["style"].shape == (4,)
    assert terms["light"][0] != terms["light"][1]  # each with noise of its own
    assert (terms["face"] > 0).tolist() == [True, True, False, False]


def test_a_style_at_part_of_its_strength_is_asked_for_less_and_for_the_same(
    net: StyleNet, vgg: Vgg, targets: StyleTargets, tmp_path: Path
) -> None:
    mix = torch.tensor([[1.0, 0.0, 0.0], [0.5, 0.0, 0.5]])
    one = batch(mix)
    same = replace(one, photos=one.photos[:1].expand(2, -1, -1, -1))
    for parameter in net.parameters():  # paints the same whatever the mix
        torch.nn.init.zeros_(parameter)
    only = {name: 0.0 for name in StyleConfig.model_fields if name.endswith("_weight")} | {"style_weight": 1.0}

    loss, terms = terms_of(net, vgg, targets, same, config(tmp_path, **only))

    assert terms["style"][1].item() == pytest.approx(terms["style"][0].item())
    of_photo = 0.25 * IDENTITY_WEIGHT * terms["identity"][1]
    assert loss.item() == pytest.approx(((1.5 * terms["style"][0] + of_photo) / 2).item(), rel=1e-5)


def test_terms_are_summed_up_together_and_by_style() -> None:
    tally = Tally(STYLES)
    mix = torch.stack([F.one_hot(torch.tensor(i), 3) for i in (0, 0, 1, 2)]).float()
    terms = {"style": torch.tensor([1.0, 3.0, 5.0, 100.0]), "face": torch.tensor([0.0, 4.0, 2.0, 0.0]),
             "identity": torch.tensor([9.0, 9.0, 9.0, 0.5])}  # fmt: skip

    tally.add(terms, mix)

    means = tally.means()
    assert means["style"] == 3.0
    assert (means["style/dots"], means["style/waves"]) == (2.0, 5.0)
    assert means["face"] == 2.0
    assert tally.means() == {}
