"""The quick way to paint gives what the plain network gives."""

from __future__ import annotations

import pytest
import torch

from emostyle.fused_net import FusedNet
from emostyle.palette import IDENTITY_STYLE
from emostyle.style_net import Mix
from emostyle.stylizer import Stylizer


@pytest.fixture(scope="module")
def stylizer() -> Stylizer:
    return Stylizer.load(dtype=torch.float32)


def photos(count: int = 1, height: int = 64, width: int = 96) -> torch.Tensor:
    small = torch.rand(count, 3, height // 4, width // 4, generator=torch.Generator().manual_seed(5))
    return torch.nn.functional.interpolate(small, size=(height, width), mode="bilinear")


@torch.inference_mode()
def test_every_style_is_painted_as_the_plain_network_does(stylizer: Stylizer) -> None:
    mix = torch.eye(len(stylizer.styles))

    quick = FusedNet(stylizer.net).paint(photos().expand(len(mix), -1, -1, -1), Mix(mix))

    assert torch.allclose(quick, stylizer.net(photos().expand(len(mix), -1, -1, -1), mix), atol=1e-3)


@torch.inference_mode()
def test_a_map_is_painted_as_the_plain_network_does(stylizer: Stylizer) -> None:
    shares = torch.rand(2, len(stylizer.styles), 8, 12, generator=torch.Generator().manual_seed(1)).softmax(dim=1)

    quick = FusedNet(stylizer.net).paint(photos(2), Mix(shares))

    assert torch.allclose(quick, stylizer.net(photos(2), shares), atol=1e-3)


@torch.inference_mode()
def test_a_batch_of_mixed_styles_equals_the_photos_one_by_one(stylizer: Stylizer) -> None:
    batch, mix = photos(3), torch.eye(len(stylizer.styles))[:3]

    together = FusedNet(stylizer.net).paint(batch, Mix(mix))
    alone = [FusedNet(stylizer.net).paint(batch[i : i + 1], Mix(mix[i : i + 1])) for i in range(3)]

    assert torch.allclose(together, torch.cat(alone), atol=1e-3)


def test_half_precision_paints_the_same_picture(stylizer: Stylizer) -> None:
    half = Stylizer.load(dtype=torch.bfloat16)
    mix = torch.eye(len(stylizer.styles))
    batch = photos(height=128, width=128).expand(len(mix), -1, -1, -1)

    error = (half.paint(batch, mix) - stylizer.paint(batch, mix)).square().mean(dim=(1, 2, 3))

    assert error.max().item() < 1e-4  # 40 dB


def test_strength_zero_gives_the_photo_back_in_half_precision_too() -> None:
    half = Stylizer.load(dtype=torch.bfloat16)
    mix = half.mix_vector({half.styles[0]: 1.0}, strength=0.0)

    assert half.styles[mix.argmax()] == IDENTITY_STYLE
    assert torch.allclose(half.paint(photos(), mix), photos(), atol=1e-6)


def test_sizes_that_do_not_fit_the_network_are_refused(stylizer: Stylizer) -> None:
    with pytest.raises(ValueError, match="multiples of 8"):
        FusedNet(stylizer.net).paint(torch.rand(1, 3, 20, 24), Mix(torch.eye(len(stylizer.styles))[:1]))
