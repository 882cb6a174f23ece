"""Large pictures are painted piece by piece, and nobody sees where the pieces meet."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from emostyle import tiles
from emostyle.fused_net import FusedNet, Known
from emostyle.style_net import Mix
from emostyle.stylizer import Stylizer
from emostyle.tiles import MARGIN, Window, pieces, survey

PEAK = """
import resource, torch
from emostyle.memory import keep_freed_memory
from emostyle.stylizer import Stylizer
keep_freed_memory()
torch.set_num_threads(1)
stylizer = Stylizer.load()
photo = torch.rand(1, 3, 2048, 4096)
stylizer.paint(photo[..., :1024, :1024], stylizer.mix_vector({stylizer.styles[0]: 1.0}))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
painted = stylizer.paint(photo, stylizer.mix_vector({stylizer.styles[0]: 1.0}))
assert painted.shape == photo.shape
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.fixture(scope="module")
def stylizer() -> Stylizer:
    return Stylizer.load(dtype=torch.float32)


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiles, "WHOLE", 0)
    monkeypatch.setattr(tiles, "CUTTING", 64)


def picture(height: int, width: int) -> Tensor:
    small = torch.rand(1, 3, height // 8, width // 8, generator=torch.Generator().manual_seed(2))
    return F.interpolate(small, size=(height, width), mode="bilinear")


def mix_of(stylizer: Stylizer, varies: bool) -> Mix:
    if not varies:
        return Mix(stylizer.mix_vector({stylizer.styles[2]: 1.0}))
    shares = torch.zeros(1, len(stylizer.styles), 6, 8)
    shares[:, 1], shares[:, 1, 2:4, 2:4], shares[:, 4, 2:4, 2:4] = 1, 0, 1
    return Mix(shares)


@pytest.mark.parametrize("varies", [False, True])
@torch.inference_mode()
def test_pieces_show_no_seam(
    stylizer: Stylizer, varies: bool, small_pieces: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo, mix = picture(384, 512), mix_of(stylizer, varies)
    at_eighths = Mix(tiles._eighths(mix.shares, 384, 512), mix.styles)
    whole = FusedNet(stylizer.net).paint(photo, at_eighths, Known(survey(FusedNet(stylizer.net), photo, at_eighths)))
    monkeypatch.setattr(tiles, "pieces", lambda height, width: pieces(height, width, side=128))

    painted = tiles.paint(FusedNet(stylizer.net), photo, mix)

    assert torch.allclose(painted, whole, atol=1e-3)


@torch.inference_mode()
def test_a_margin_that_is_too_small_would_show(
    stylizer: Stylizer, small_pieces: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo, mix = picture(384, 512), mix_of(stylizer, varies=False)
    whole = FusedNet(stylizer.net).paint(photo, mix, Known(survey(FusedNet(stylizer.net), photo, mix)))
    monkeypatch.setattr(tiles, "pieces", lambda height, width: pieces(height, width, side=128))
    monkeypatch.setattr(tiles, "MARGIN", 16)

    assert not torch.allclose(tiles.paint(FusedNet(stylizer.net), photo, mix), whole, atol=1e-3)


@torch.inference_mode()
def test_cuttings_stand_for_the_whole(stylizer: Stylizer, small_pieces: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiles, "CUTTING", 128)
    photo, mix = picture(512, 512), mix_of(stylizer, varies=False)
    own = FusedNet(stylizer.net).paint(photo, mix).clamp(0, 1)

    painted = tiles.paint(FusedNet(stylizer.net), photo, mix).clamp(0, 1)

    assert (painted - own).square().mean().item() < 3e-3  # 25 dB: the same picture to the eye


@torch.inference_mode()
def test_a_style_of_a_small_place_is_measured_there(stylizer: Stylizer, small_pieces: None) -> None:
    shares = torch.zeros(1, len(stylizer.styles), 64, 64)
    shares[:, 0], shares[:, 0, 1:3, 1:3], shares[:, 3, 1:3, 1:3] = 1, 0, 1  # between the cuttings of the lattice
    photo = torch.full((1, 3, 512, 512), 0.2)
    photo[..., 8:24, 8:24] = 0.9

    mean = survey(FusedNet(stylizer.net), photo, Mix(shares))[0].mean[0]  # (styles, C) of the first layer

    assert (mean[3] - mean[0]).abs().max() > 0.05


def test_every_pixel_belongs_to_one_piece() -> None:
    count = torch.zeros(1, 1, 200, 328)
    for window in pieces(200, 328, side=128):
        window.cut(count).add_(1)

    assert torch.equal(count, torch.ones_like(count))


def test_a_piece_sees_beyond_its_border_but_not_beyond_the_picture() -> None:
    window = Window(128, 0, 256, 128)

    grown = window.grown(MARGIN, 300, 200)

    assert grown == Window(0, 0, 300, 200)
    assert window.inside(grown) == Window(128, 0, 256, 128)


def test_a_very_large_photo_is_painted_in_bounded_memory() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PEAK], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True
    )

    assert int(done.stdout) < 700  # MB above what a small photo takes; the picture itself is 100
