"""Faces get their part of the picture with soft borders, and the background the rest."""

from __future__ import annotations

import pytest
import torch

from emostyle.painting.face_masks import CELL, mix_map, partition
from emostyle.reading.faces import Box


def test_every_place_is_shared_out_whole_even_where_heads_overlap() -> None:
    weights = partition([Box(20, 20, 40, 50), Box(45, 25, 40, 50), Box(300, 10, 30, 30)], (401, 201))

    assert weights.shape == (4, 51, 101)
    assert torch.allclose(weights.sum(dim=0), torch.ones(51, 101), atol=1e-5)
    assert weights.min() >= 0


def test_a_face_is_its_own_in_the_middle_and_background_far_away() -> None:
    face = partition([Box(100, 100, 60, 80)], (400, 400))[1]

    assert face[140 // CELL, 130 // CELL] == 1
    assert face[0, 0] == 0
    assert face[350 // CELL, 350 // CELL] == 0


def test_borders_are_soft() -> None:
    face = partition([Box(100, 100, 60, 80)], (400, 400))[1]

    steps = (face[1:] - face[:-1]).abs().max(), (face[:, 1:] - face[:, :-1]).abs().max()
    assert max(steps).item() < 0.25


def test_without_faces_all_is_background() -> None:
    assert torch.equal(partition([], (64, 40)), torch.ones(1, 40 // CELL, 64 // CELL))


def test_a_map_holds_the_mix_of_each_part() -> None:
    weights = partition([Box(40, 40, 40, 40)], (200, 120))

    mixes = mix_map(weights, [torch.tensor([[1.0, 0.0]]), torch.tensor([[0.25, 0.75]])])

    assert mixes.shape == (1, 2, 30, 50)
    assert mixes[0, :, 60 // CELL, 60 // CELL].tolist() == pytest.approx([0.25, 0.75])
    assert mixes[0, :, 0, 49].tolist() == [1.0, 0.0]
