"""Grain goes, strokes keep their edges, and gradients are those of the formula."""

from __future__ import annotations

import torch

from emostyle.painting.smoothing import median, smoothed


def test_the_median_is_that_of_nine_and_has_a_gradient() -> None:
    pictures = torch.rand(2, 3, 9, 11, requires_grad=True)
    padded = torch.nn.functional.pad(pictures, (1, 1, 1, 1), mode="reflect")
    wanted = padded.unfold(2, 3, 1).unfold(3, 3, 1).flatten(4).median(dim=4).values

    found = median(pictures)
    (gradient,) = torch.autograd.grad(found.sum(), pictures)

    assert torch.equal(found, wanted)
    assert (gradient == 0).any()  # what the median hides gets none


def test_what_alternates_from_pixel_to_pixel_is_smoothed_away_and_even_places_stay() -> None:
    stripes = torch.tensor([0.0, 1.0]).repeat(8).expand(1, 3, 16, 16)

    assert torch.allclose(smoothed(stripes)[..., 1:-1], torch.full((1, 3, 16, 14), 0.5))
    assert torch.allclose(smoothed(stripes.transpose(2, 3))[:, :, 1:-1], torch.full((1, 3, 14, 16), 0.5))
    assert torch.allclose(smoothed(torch.full((1, 3, 16, 16), 0.3)), torch.full((1, 3, 16, 16), 0.3))
