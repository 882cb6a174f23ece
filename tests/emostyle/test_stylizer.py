"""The painter mixes styles and keeps pictures in range."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from emostyle.errors import UnknownStyleError, WeightsError
from emostyle.palette import IDENTITY_STYLE, all_style_names
from emostyle.style_net import StyleNet, StyleNetConfig
from emostyle.stylizer import Stylizer
from emostyle.weights import WeightsHeader, save_weights


@pytest.fixture(scope="module")
def stylizer() -> Stylizer:
    return Stylizer.load()


def test_it_holds_every_style_of_the_palette_and_the_identity(stylizer: Stylizer) -> None:
    assert set(stylizer.styles) == {*all_style_names(), IDENTITY_STYLE}


def test_shares_are_scaled_and_strength_leaves_the_rest_to_the_identity(stylizer: Stylizer) -> None:
    first, second = stylizer.styles[0], stylizer.styles[1]

    mix = stylizer.mix_vector({first: 3.0, second: 1.0}, strength=0.8)

    assert mix[0, 0].item() == pytest.approx(0.6)
    assert mix[0, 1].item() == pytest.approx(0.2)
    assert mix[0, stylizer.styles.index(IDENTITY_STYLE)].item() == pytest.approx(0.2)


def test_an_unknown_style_is_named(stylizer: Stylizer) -> None:
    with pytest.raises(UnknownStyleError, match="no style 'candy'"):
        stylizer.mix_vector({"candy": 1.0})


def test_a_painting_stays_in_range(stylizer: Stylizer) -> None:
    painting = stylizer.paint(torch.rand(2, 3, 40, 56), torch.eye(len(stylizer.styles))[:2])

    assert painting.shape == (2, 3, 40, 56)
    assert painting.min() >= 0
    assert painting.max() <= 1


def test_weights_without_an_identity_style_are_refused(tmp_path: Path) -> None:
    net = StyleNet(StyleNetConfig(styles=1, widths=(8, 8, 8), blocks=1))
    header = WeightsHeader(kind="style", config={"styles": 1, "widths": [8, 8, 8], "blocks": 1}, labels=("a",))
    save_weights(tmp_path / "s.safetensors", net.state_dict(), header)

    with pytest.raises(WeightsError, match="no identity style"):
        Stylizer.load(tmp_path / "s.safetensors")
