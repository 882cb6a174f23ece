"""Pictures of other sizes keep their brightness, and enlarged ones their edges."""

from __future__ import annotations

import torch

from emostyle.painting.enlarging import enlarge, gaussian, luma, resize


def test_enlarged_edges_are_crisper_than_interpolation_leaves_them() -> None:
    steps = torch.zeros(1, 3, 32, 32)
    steps[..., 16:] = 1

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
