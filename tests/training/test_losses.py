"""Every term of the loss has the value that paper and pencil give."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from training.losses import (
    content_loss,
    flat_texture,
    flatness,
    gram,
    grams,
    paint_terms,
    range_loss,
    style_loss,
    tone_loss,
    variation_loss,
)
from training.vgg import CONTENT_LAYER, STYLE_LAYERS


@pytest.fixture
def seen() -> dict[str, Tensor]:
    generator = torch.Generator().manual_seed(0)
    return {layer: torch.rand(2, 3, 4, 5, generator=generator) for layer in STYLE_LAYERS}


def test_the_gram_matrix_of_a_known_tensor() -> None:
    features = torch.tensor([[[[1.0, 2.0]], [[3.0, 4.0]]]])  # (1, 2, 1, 2)

    assert gram(features).tolist() == [[[5 / 4, 11 / 4], [11 / 4, 25 / 4]]]


def test_the_gram_matrix_forgets_places_and_size(seen: dict[str, Tensor]) -> None:
    features = seen[CONTENT_LAYER]

    assert torch.allclose(gram(features), gram(features.flip(-1)))
    assert torch.allclose(gram(features), gram(features.repeat(1, 1, 2, 3)))
    assert gram(features.bfloat16()).dtype == torch.float32


def test_style_loss_is_zero_for_itself_and_one_for_nothing(seen: dict[str, Tensor]) -> None:
    wanted = grams(seen)

    assert style_loss(seen, wanted).tolist() == [0, 0]
    black = {layer: torch.zeros_like(t) for layer, t in seen.items()}
    assert style_loss(black, wanted).tolist() == pytest.approx([1, 1])


def test_style_loss_averages_layers(seen: dict[str, Tensor]) -> None:
    one_off = {**seen, STYLE_LAYERS[0]: torch.zeros_like(seen[STYLE_LAYERS[0]])}

    assert style_loss(one_off, grams(seen)).tolist() == pytest.approx([1 / len(STYLE_LAYERS)] * 2)


def test_content_loss_is_relative() -> None:
    photo = torch.full((2, 3, 4, 4), 2.0)
    painted = torch.stack([photo[0], photo[1] * 1.5])

    assert content_loss(painted, photo).tolist() == pytest.approx([0.0, 0.25])
    assert content_loss(painted * 10, photo * 10).tolist() == pytest.approx([0.0, 0.25])


def test_content_weight_counts_by_place() -> None:
    photo = torch.ones(1, 2, 2, 2)
    painted = photo.clone()
    painted[:, :, 0, 0] = 3  # a squared distance of 4 in one place of four
    weight = torch.ones(1, 1, 2, 2)

    assert content_loss(painted, photo).item() == pytest.approx(4 / 4)
    weight[..., 0, 0] = 5
    assert content_loss(painted, photo, weight).item() == pytest.approx(5 * 4 / (5 + 3))
    weight[..., 0, 0] = 0
    assert content_loss(painted, photo, weight).item() == 0


def test_variation_sees_edges_down_and_across() -> None:
    half = torch.zeros(1, 3, 4, 4)
    half[..., 2:] = 1  # one edge among three columns of differences

    assert variation_loss(half).item() == pytest.approx(1 / 3)
    assert variation_loss(half.transpose(2, 3)).item() == pytest.approx(1 / 3)
    assert variation_loss(torch.ones(1, 3, 4, 4)).item() == 0


def test_a_place_counts_in_the_variation_what_it_is_told_to() -> None:
    stripes = (torch.arange(8) % 2).float().expand(1, 3, 8, 8)
    left = torch.zeros(1, 1, 8, 8)
    left[..., :4] = 2

    assert variation_loss(stripes, torch.ones(1, 1, 8, 8)).item() == pytest.approx(variation_loss(stripes).item())
    assert variation_loss(stripes, left).item() == pytest.approx(2 * 3 / 7)  # three of seven steps are on the left


def test_a_face_that_becomes_darker_counts_and_its_details_and_surroundings_do_not() -> None:
    photo, mask = torch.full((1, 3, 32, 32), 0.6), torch.zeros(1, 1, 32, 32)
    mask[..., 8:24, 8:24] = 1
    stripes = photo + 0.2 * (torch.arange(32) % 2 * 2 - 1)

    assert tone_loss(photo - 0.3, photo, mask).item() == pytest.approx(0.09)
    assert tone_loss(torch.where(mask > 0, photo, photo - 0.3), photo, mask).item() == 0
    assert tone_loss(stripes, photo, mask).item() == pytest.approx(0, abs=1e-9)
    assert tone_loss(photo - 0.3, photo, torch.zeros_like(mask)).item() == 0


def test_a_sky_is_flat_and_grass_is_not() -> None:
    sky = torch.linspace(0.5, 0.7, 64).view(1, 1, 64, 1).expand(1, 3, 64, 32)
    grass = torch.rand(1, 3, 64, 32, generator=torch.Generator().manual_seed(0))

    flat = flatness(torch.cat([sky, grass], dim=3))

    assert flat.shape == (1, 1, 64, 64)
    assert flat[..., :24].min() > 0.8
    assert flat[..., 40:].max() < 0.1


def test_range_counts_only_what_lies_outside() -> None:
    assert range_loss(torch.tensor([0.0, 1.0, 1.5, -0.5]).view(4, 1, 1, 1)).tolist() == [0, 0, 0.25, 0.25]


def test_all_terms_come_per_sample(seen: dict[str, Tensor]) -> None:
    terms = paint_terms(torch.rand(2, 3, 8, 8), seen, seen[CONTENT_LAYER], grams(seen), None)

    assert list(terms) == ["style", "content", "variation", "range"]
    assert all(term.shape == (2,) for term in terms.values())
    assert terms["content"].tolist() == [0, 0]


def test_texture_counts_only_where_the_photo_is_flat() -> None:
    photo = torch.full((1, 3, 64, 64), 0.5)
    photo[..., 32:] = torch.rand(1, 3, 64, 32, generator=torch.Generator().manual_seed(0))
    stripes = torch.zeros(1, 3, 64, 64)
    stripes[..., ::2] = 0.1
    in_flat, in_grass = stripes.clone(), stripes.clone()
    in_flat[..., 24:], in_grass[..., :40] = 0, 0

    assert flat_texture(photo, torch.full_like(photo, 0.5)) > 0.1
    assert flat_texture(in_flat, photo) == pytest.approx(0.1, rel=0.25)
    assert flat_texture(in_grass, photo) < 0.01
