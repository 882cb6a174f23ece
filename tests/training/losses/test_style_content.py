"""Every term of the loss has the value that paper and pencil give, or is zero for what it wants."""

from __future__ import annotations

import pytest
import torch
from torch import Generator, Tensor
from torch.nn import functional as F

from training.losses.style_content import (
    heads_loss,
    layout_loss,
    light_loss,
    luminance,
    moment_loss,
    moments,
    neighbour_loss,
    palette_loss,
    range_loss,
    shape_loss,
    some_places,
    spread_loss,
    spreads,
    variation_loss,
)


@pytest.fixture
def features() -> Tensor:
    return torch.rand(2, 6, 8, 10, generator=Generator().manual_seed(0))


def test_luma_is_that_of_bt_601() -> None:
    red = torch.tensor([1.0, 0.0, 0.0]).view(1, 3, 1, 1).expand(1, 3, 2, 2)

    assert luminance(red).flatten().tolist() == pytest.approx([0.299] * 4)


def test_the_moments_of_a_known_tensor_keep_half_of_the_mean() -> None:
    moment, mean = moments(torch.tensor([[[[1.0, 2.0]], [[3.0, 5.0]]]]))  # (1, 2, 1, 2)

    assert mean.tolist() == [[1.5, 4.0]]
    covariance = torch.tensor([[0.25, 0.5], [0.5, 1.0]])
    assert torch.allclose(moment[0], covariance + torch.outer(mean[0] / 2, mean[0] / 2))


def test_moments_forget_places_and_size(features: Tensor) -> None:
    assert torch.allclose(moments(features)[0], moments(features.flip(-1))[0], atol=1e-6)
    assert torch.allclose(moments(features)[0], moments(features.repeat(1, 1, 2, 3))[0], atol=1e-6)
    assert moments(features.bfloat16())[0].dtype == torch.float32


def test_the_distance_of_moments_is_zero_for_themselves_and_bounded(features: Tensor) -> None:
    wanted = moments(features)

    assert moment_loss(features, *wanted).tolist() == pytest.approx([0, 0], abs=1e-6)
    far = moment_loss(features * 1000, *wanted)
    assert torch.allclose(far, moment_loss(features * 2000, *wanted), rtol=0.01)


def test_what_consists_of_an_artworks_places_is_near_it_wherever_they_are(features: Tensor) -> None:
    mean = features.mean(dim=(2, 3))
    bank = F.normalize(features.flatten(2).transpose(1, 2) - mean[:, None], dim=2)

    assert neighbour_loss(features.flip(-1), bank, mean).tolist() == pytest.approx([0, 0], abs=1e-5)
    other = torch.rand(2, 6, 8, 10, generator=Generator().manual_seed(1))
    assert (neighbour_loss(other, bank, mean) > 0.01).all()
    one_place = features[:, :, :1, :1].expand_as(features)  # each is the artwork's, but most of the artwork is missing
    assert (neighbour_loss(one_place, bank, mean) > 0.1).all()


def test_about_as_many_places_are_taken_as_wanted() -> None:
    features = torch.rand(1, 2, 40, 40)

    assert some_places(features, 400, Generator().manual_seed(0)).shape == (1, 2, 20, 20)
    assert some_places(features, 4000, Generator().manual_seed(0)).shape == features.shape


def test_a_layout_does_not_change_with_what_places_look_like(features: Tensor) -> None:
    turned = features[:, torch.randperm(6, generator=Generator().manual_seed(0))] * 3

    assert layout_loss(turned, features).tolist() == pytest.approx([0, 0], abs=1e-4)
    assert (layout_loss(features.flip(-1), features) > 0.01).all()


def test_shapes_are_free_of_tones_and_contrasts(features: Tensor) -> None:
    scales = torch.linspace(0.5, 3, 6).view(1, 6, 1, 1)

    assert shape_loss(features * scales + 1, features).max() < 0.15  # a floor under the variance leaves some
    assert shape_loss(features, features).tolist() == pytest.approx([0, 0], abs=1e-5)
    assert (shape_loss(features.flip(-1), features) > 0.5).all()


def test_only_shapes_within_the_matte_count(features: Tensor) -> None:
    painted, matte = features.clone(), torch.zeros(2, 1, 16, 20)
    painted[..., 5:] = painted[..., 5:].flip(-2)
    matte[..., :10] = 1

    assert shape_loss(painted, features, matte).tolist() == pytest.approx([0, 0], abs=1e-5)
    assert (shape_loss(painted, features, 1 - matte) > 0.5).all()


def test_the_order_of_light_and_dark_counts_and_their_contrast_does_not() -> None:
    photo = (
        torch.rand(1, 3, 4, 4, generator=Generator().manual_seed(0)).repeat_interleave(16, 2).repeat_interleave(16, 3)
    )

    assert light_loss(0.3 + 0.2 * photo, photo).item() == pytest.approx(0, abs=0.01)
    assert light_loss(1 - photo, photo).item() == pytest.approx(4, abs=0.05)


def test_colours_that_the_artwork_has_for_such_tones_cost_nothing() -> None:
    red, blue = torch.tensor([0.9, 0.1, 0.1]), torch.tensor([0.1, 0.1, 0.9])
    colours = torch.stack([blue, red]).view(1, 2, 1, 3)  # blue where it is dark, red where it is light
    tones = torch.zeros(1, 1, 8, 8)
    tones[..., 4:] = 0.9
    painted = torch.where(tones > 0.5, red.view(1, 3, 1, 1), blue.view(1, 3, 1, 1))

    even, left = torch.ones_like(tones), torch.zeros_like(tones)
    left[..., :4] = 1
    assert palette_loss(painted, tones, colours, even, 4).item() == 0
    assert palette_loss(painted, 1 - tones, colours, even, 4).item() > 1
    assert palette_loss(painted + 0.02, tones, colours, even, 4).item() == 0
    half_wrong = blue.view(1, 3, 1, 1).expand_as(painted)  # on the right
    assert palette_loss(half_wrong, tones, colours, left, 4).item() == 0
    assert palette_loss(half_wrong, tones, colours, 1 - left, 4).item() > 1


def test_only_heads_that_are_darker_than_in_the_photo_cost() -> None:
    photo, matte = torch.full((1, 3, 32, 32), 0.6), torch.zeros(1, 1, 32, 32)
    matte[..., :16] = 1
    dark_head, dark_wall = photo.clone(), photo.clone()
    dark_head[..., :16] = 0.4
    dark_wall[..., 16:] = 0.4

    assert heads_loss(dark_head, photo, matte, 8).item() == pytest.approx(0.2)
    assert heads_loss(dark_wall, photo, matte, 8).item() == pytest.approx(0, abs=1e-6)
    assert heads_loss(photo + 0.2, photo, matte, 8).item() == 0
    assert heads_loss(dark_head, photo, torch.zeros_like(matte), 8).item() == 0


def test_spread_sees_flat_and_grey_pictures_wherever_the_tones_are() -> None:
    painting = torch.rand(1, 3, 16, 16, generator=Generator().manual_seed(0)).repeat_interleave(4, 2)
    painting = painting.repeat_interleave(4, 3)
    wanted = spreads(painting)

    assert wanted.shape == (1, 2, 64)
    assert spread_loss(painting.flip(2, 3), wanted).item() == pytest.approx(0, abs=1e-6)
    flat, grey = 0.5 + 0.5 * (painting - 0.5), luminance(painting).expand(1, 3, 64, 64)
    assert spread_loss(flat, wanted).item() > 0.05
    assert spread_loss(grey, wanted).item() > 0.1


def test_variation_sees_edges_down_and_across() -> None:
    half = torch.zeros(1, 3, 4, 4)
    half[..., 2:] = 1  # one edge among three columns of differences

    assert variation_loss(half).item() == pytest.approx(1 / 3)
    assert variation_loss(half.transpose(2, 3)).item() == pytest.approx(1 / 3)
    assert variation_loss(torch.ones(1, 3, 4, 4)).item() == 0


def test_range_counts_only_what_lies_outside() -> None:
    assert range_loss(torch.tensor([0.0, 1.0, 1.5, -0.5]).view(4, 1, 1, 1)).tolist() == [0, 0, 0.5, 0.5]
