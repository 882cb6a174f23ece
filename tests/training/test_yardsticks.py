"""The yardsticks of others: L-BFGS on pixels, and LPIPS."""

from __future__ import annotations

import sys

import pytest
import torch

from training.gatys import painting_loss, steps_to_reach
from training.losses import grams
from training.lpips_distance import LAYERS, load_heads, lpips_distance
from training.vgg import CONTENT_LAYER, Vgg

WEIGHTS = (12.0, 1.5)


def pictures() -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(0)
    return torch.rand(1, 3, 32, 32, generator=generator), torch.rand(1, 3, 32, 32, generator=generator) ** 3


def test_a_photo_is_as_good_as_itself_at_once_and_better_goals_take_more(vgg: Vgg) -> None:
    photo, style = pictures()
    wanted = grams(vgg(style))

    assert steps_to_reach(vgg, photo, photo, wanted, WEIGHTS, most=5, start="photo") == 0
    assert steps_to_reach(vgg, photo, style, wanted, WEIGHTS, most=3, start="photo") > 0
    assert steps_to_reach(vgg, style, style, wanted, (0.0, 1.0), most=2) == 2  # noise is far from it


def test_a_goal_that_is_out_of_reach_counts_as_the_most(vgg: Vgg, monkeypatch: pytest.MonkeyPatch) -> None:
    photo, style = pictures()
    near = (photo + 0.001).clamp(0, 1)
    wanted = grams(vgg(near))  # nothing is nearer than `near` itself

    assert steps_to_reach(vgg, style, near, wanted, (1.0, 0.0), most=2) == 2


def test_the_loss_is_that_of_the_recipe(vgg: Vgg) -> None:
    photo, style = pictures()
    content = vgg(photo)[CONTENT_LAYER]

    assert painting_loss(vgg, photo, content, grams(vgg(style)), (0.0, 1.5)).item() == 0
    assert painting_loss(vgg, style, content, grams(vgg(style)), (12.0, 0.0)).item() == pytest.approx(0, abs=1e-6)


def test_the_same_picture_is_no_distance_away_and_more_change_is_further(vgg: Vgg) -> None:
    photo, other = pictures()
    heads = [torch.ones(1, channels, 1, 1) for channels in (64, 128, 256, 512)]

    seen = [vgg(shown, until=LAYERS[-1], layers=LAYERS) for shown in (photo, photo.lerp(other, 0.2), other)]
    same, little, much = (lpips_distance(heads, seen[0], activations).item() for activations in seen)

    assert same == 0
    assert 0 < little < much


def test_the_head_fits_our_layers() -> None:
    heads = load_heads()

    assert heads is not None
    assert [tuple(head.shape) for head in heads] == [(1, c, 1, 1) for c in (64, 128, 256, 512)]
    assert len(heads) == len(LAYERS)
    assert "lpips" not in sys.modules  # its code is not run


def test_without_the_package_there_is_no_head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.lpips_distance.find_spec", lambda name: None)

    assert load_heads() is None
