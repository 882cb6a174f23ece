"""A style taken out of a network paints the same in another one with the same shared weights."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from emostyle.errors import WeightsError
from emostyle.painting.style_files import append, is_of_a_style, load_style, numbers_of, trunk_fingerprint
from emostyle.painting.style_net import StyleNet, StyleNetConfig
from emostyle.painting.stylizer import Stylizer
from emostyle.styles.catalogue import catalogue
from emostyle.weights.files import WeightsHeader, save_weights
from tests.emostyle.nets import random_net, write_style


def test_an_added_style_paints_as_the_numbers_that_it_holds(tmp_path: Path) -> None:
    write_style(tmp_path / "styles")
    choices = catalogue(styles_dir=tmp_path / "styles")
    stylizer, photo = Stylizer.load(dtype=torch.float32, added=choices), torch.rand(1, 3, 64, 64)

    added, own = (stylizer.paint(photo, stylizer.mix_vector({n: 1.0})) for n in ("my-style", stylizer.styles[3]))

    assert torch.allclose(added, own, atol=1e-4)
    plain = Stylizer.load(dtype=torch.float32)
    first, second = (
        painter.paint(photo, painter.mix_vector({plain.styles[0]: 1.0}, 0.5)) for painter in (plain, stylizer)
    )
    assert torch.allclose(first, second, atol=1e-4)


def test_a_style_that_was_learnt_beside_other_weights_is_refused(tmp_path: Path) -> None:
    other = StyleNet(StyleNetConfig(styles=4))
    path = write_style(tmp_path / "styles", net=other)

    with pytest.raises(WeightsError, match="trained against other base weights"):
        Stylizer.load(added=catalogue(styles_dir=path.parent))


def test_the_fingerprint_is_of_the_shared_weights_alone() -> None:
    net = random_net(3)
    before = trunk_fingerprint(net)

    append(net, numbers_of(net, 1))
    assert all(len(p) == 4 for name, p in net.named_parameters() if is_of_a_style(name))
    assert trunk_fingerprint(net) == before
    assert net.config.styles == 4

    with torch.no_grad():
        net.down1.conv.weight.add_(1)
    assert trunk_fingerprint(net) != before


def test_numbers_of_another_network_do_not_fit(tmp_path: Path) -> None:
    net = random_net(2)
    with pytest.raises(ValueError, match="other layers"):
        append(net, {"stem.norm.scale": torch.ones(8)})

    header = WeightsHeader("palette", {}, ("odd",), extra={"trunk": trunk_fingerprint(net)})
    save_weights(tmp_path / "odd.safetensors", {"x": torch.zeros(1)}, header)
    with pytest.raises(WeightsError, match="does not fit the network"):
        load_style(tmp_path / "odd.safetensors", net)
