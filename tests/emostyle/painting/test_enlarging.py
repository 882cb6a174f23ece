"""Pictures of other sizes keep their brightness, and enlarged ones their edges, whatever computes them."""

from __future__ import annotations

import pytest
import torch
from torch import Generator, Tensor
from torch.nn import functional as F

from emostyle.painting.enlarging import REACH, SHARPENING, enlarge, gaussian, luma, resize


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


def test_enlarged_edges_are_crisper_than_interpolation_leaves_them() -> None:
    steps = torch.full((1, 3, 32, 32), 0.2)
    steps[..., 16:] = 0.8

    larger, plain = enlarge(steps, (128, 128)), resize(steps, (128, 128))

    assert (larger[..., 1:] - larger[..., :-1]).max() > 1.2 * (plain[..., 1:] - plain[..., :-1]).max()
    assert torch.equal(enlarge(steps, (16, 16)), resize(steps, (16, 16)))
    assert resize(steps, (32, 32)) is steps


def test_a_blur_keeps_the_mean_and_even_places() -> None:
    even = torch.full((1, 3, 20, 30), 0.3)

    assert torch.allclose(gaussian(even, 3.0), even, atol=1e-6)
    assert gaussian(torch.rand(1, 3, 4, 4), 5.0).shape == (1, 3, 4, 4)


def test_luma_weighs_green_most_and_leaves_grey_as_it_is() -> None:
    red, green, blue = (luma(torch.eye(3)[i].view(1, 3, 1, 1)).item() for i in range(3))

    assert green > red > blue
    assert torch.allclose(luma(torch.full((1, 3, 2, 2), 0.4)), torch.full((1, 1, 2, 2), 0.4))
