"""Augmented faces keep their shape, their range and their labels."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Generator, Tensor

from training.reader import augment

Change = Callable[[Tensor, Generator], Tensor]
CHANGES: dict[str, Change] = {
    "affine": augment.affine,
    "light": augment.light,
    "degrade": lambda faces, generator: augment.degrade(faces, 0.5, generator),
    "compress": lambda faces, generator: augment.compress(faces, 0.5, generator),
    "erase": lambda faces, generator: augment.erase(faces, 0.5, generator),
}


def seeded(seed: int = 0) -> Generator:
    return Generator().manual_seed(seed)


@pytest.fixture
def faces() -> Tensor:
    return torch.rand(16, 1, 48, 48, generator=seeded(9))


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_keeps_shape_and_range_and_follows_its_seed(name: str, faces: Tensor) -> None:
    changed = CHANGES[name](faces, seeded(1))

    assert changed.shape == faces.shape
    assert changed.min() >= 0
    assert changed.max() <= 1
    assert not torch.equal(changed, faces)
    assert torch.equal(changed, CHANGES[name](faces, seeded(1)))
    assert not torch.equal(changed, CHANGES[name](faces, seeded(2)))


@pytest.mark.parametrize("name", ["affine", "degrade"])
def test_moving_and_blurring_leave_an_even_face_even(name: str) -> None:
    even = torch.full((16, 1, 48, 48), 0.3)

    assert torch.allclose(CHANGES[name](even, seeded()), even, atol=1e-5)


def test_faces_can_be_made_smaller_on_the_way(faces: Tensor) -> None:
    assert augment.affine(faces, seeded(), size=36).shape == (16, 1, 36, 36)


def test_a_bad_jpeg_differs_more_than_a_good_one(faces: Tensor) -> None:
    face = (faces[0, 0] * 255).to(torch.uint8)

    bad, good = (augment.as_jpeg(face, quality).float() - face.float() for quality in (10, 95))

    assert bad.abs().mean() > 3 * good.abs().mean()


def test_about_half_of_the_faces_are_flipped() -> None:
    ramp = torch.linspace(0, 1, 48).expand(400, 1, 48, 48)  # dark on the left

    moved = augment.affine(ramp, seeded())

    flipped = (moved[..., :12].mean(dim=(1, 2, 3)) > moved[..., -12:].mean(dim=(1, 2, 3))).float().mean()
    assert 0.4 < flipped < 0.6


def test_light_changes_the_mean_and_not_the_order_of_greys() -> None:
    ramp = torch.linspace(0.2, 0.8, 48).expand(8, 1, 48, 48)

    lit = augment.light(ramp, seeded())

    assert (lit[..., 1:] >= lit[..., :-1]).all()
    assert lit.mean(dim=(1, 2, 3)).std() > 0.02


def test_nothing_is_degraded_or_erased_at_chance_zero(faces: Tensor) -> None:
    assert torch.equal(augment.degrade(faces, 0.0, seeded()), faces)
    assert torch.equal(augment.erase(faces, 0.0, seeded()), faces)
    assert torch.equal(augment.compress(faces, 0.0, seeded()), faces)


def test_degraded_faces_lose_detail(faces: Tensor) -> None:
    def roughness(batch: Tensor) -> float:
        return (batch[..., 1:] - batch[..., :-1]).abs().mean().item()

    assert roughness(augment.degrade(faces, 1.0, seeded())) < 0.5 * roughness(faces)


def test_blur_takes_detail_from_as_many_faces_as_asked_for(faces: Tensor) -> None:
    blurred = augment.blur(faces, 0.5, seeded())
    changed = (blurred != faces).flatten(1).any(dim=1)

    assert 0 < changed.sum() < len(faces)
    assert (blurred[changed].var(dim=(1, 2, 3)) < faces[changed].var(dim=(1, 2, 3))).all()
    assert torch.equal(augment.blur(faces, 0.0, seeded()), faces)


def test_erasing_covers_one_rectangle_with_one_grey(faces: Tensor) -> None:
    erased = augment.erase(faces, 1.0, seeded())

    for before, after in zip(faces[:, 0], erased[:, 0], strict=True):
        changed = before != after
        rows, columns = changed.any(dim=1), changed.any(dim=0)
        assert torch.equal(changed, rows[:, None] & columns[None])
        assert len(after[changed].unique()) == 1
        assert 0 < changed.float().mean() < 0.25


def test_mixup_mixes_faces_and_targets_alike() -> None:
    values, targets = torch.arange(7.0), torch.eye(7)
    faces = values.view(7, 1, 1, 1).expand(7, 1, 4, 4)

    mixed, wanted = augment.mixup(faces, targets, 0.5, seeded(3))

    assert torch.allclose(wanted.sum(dim=1), torch.ones(7))
    assert torch.allclose(mixed[:, 0, 0, 0], wanted @ values, atol=1e-5)
    assert (wanted.diagonal() >= 0.5).all()  # each face stays mostly itself
    assert not torch.equal(wanted, targets)
