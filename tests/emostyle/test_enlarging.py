"""Pictures are resized, blurred and enlarged alike whatever computes them."""

from __future__ import annotations

import pytest
import torch
from torch import Generator, Tensor
from torch.nn import functional as F

from emostyle.enlarging import REACH, SHARPENING, enlarge, gaussian, luma, resize


@pytest.fixture
def picture() -> Tensor:
    return resize(torch.rand(1, 3, 12, 16, generator=Generator().manual_seed(0)), (48, 64)).clamp(0, 1)


@pytest.mark.parametrize("deviation", [0.6, 1.7])
def test_a_blur_is_the_convolution_with_a_gaussian(picture: Tensor, deviation: float) -> None:
    reach = round(2.5 * deviation)
    row = torch.exp(-((torch.arange(-reach, reach + 1) / deviation) ** 2) / 2)
    kernel = (row[:, None] * row / row.sum() ** 2)[None, None]
    planes = F.pad(picture, (reach,) * 4, mode="reflect").transpose(0, 1)

    assert torch.allclose(gaussian(picture, deviation), F.conv2d(planes, kernel).transpose(0, 1), atol=1e-5)


def test_an_enlarged_painting_is_its_sharpened_self_interpolated(picture: Tensor) -> None:
    sharp = picture.lerp(gaussian(picture, REACH), -SHARPENING).clamp(0, 1)
    wanted = F.interpolate(sharp, size=(120, 160), mode="bicubic", antialias=True, align_corners=False)

    assert (enlarge(picture, (120, 160)) - wanted.clamp(0, 1)).abs().max() < 4 / 255


def test_enlarging_leaves_the_painting_itself_alone(picture: Tensor) -> None:
    before = picture.clone()

    enlarge(picture, (96, 128))

    assert torch.equal(picture, before)


def test_luma_weighs_green_most() -> None:
    colours = torch.eye(3).view(3, 3, 1, 1)

    assert luma(colours).flatten().tolist() == pytest.approx([0.299, 0.587, 0.114])
