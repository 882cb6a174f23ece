"""The painter paints at one size whatever the photo's, mixes styles, and keeps pictures in range."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
import torch
from torch import Generator, Tensor

from emostyle.errors import UnknownStyleError, WeightsError
from emostyle.imaging import images
from emostyle.options import Brush
from emostyle.painting import stylizer
from emostyle.painting.enlarging import resize
from emostyle.painting.face_masks import head
from emostyle.painting.style_net import draw_noise
from emostyle.painting.stylizer import (
    CALM,
    CLOSE_UPS,
    Stylizer,
    calmed,
    lighten_faces,
    widened,
    without_specks,
    working_size,
)
from emostyle.reading.faces import Box
from emostyle.styles.palette import IDENTITY_STYLE, all_style_names
from emostyle.weights.files import WeightsHeader, save_weights
from tests.conftest import astronaut_jpeg
from tests.emostyle.nets import random_net, random_stylizer

PEAK = """
import resource, sys, torch
from tests.emostyle.nets import random_stylizer
from emostyle.reading.faces import Box
from emostyle.runtime.allocator import keep_freed_memory
keep_freed_memory()
torch.set_num_threads(1)
painter = random_stylizer()
mix, faces = painter.mix_vector({"first": 1.0}, float(sys.argv[1])), [Box(100, 100, 300, 400)]
painter.paint(torch.rand(1, 3, 640, 640), mix)
photo = torch.rand(1, 3, 4096, 4096)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert painter.paint(photo, mix, faces=faces).shape == photo.shape
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.fixture(scope="module")
def painter() -> Stylizer:
    return random_stylizer()


@pytest.fixture(scope="module")
def photo() -> Tensor:
    """The astronaut, (1, 3, 384, 512)."""
    return images.to_tensor(images.decode(astronaut_jpeg()))[..., :384, :]


def correlation(first: Tensor, second: Tensor) -> float:
    rows = torch.stack([first.flatten(), second.flatten()])
    return float(torch.corrcoef(rows)[0, 1])


def only(painter: Stylizer, style: str = "first", strength: float = 1.0) -> Tensor:
    return painter.mix_vector({style: 1.0}, strength)


def test_the_shipped_weights_hold_every_style_of_the_palette_and_the_identity() -> None:
    assert set(Stylizer.load().styles) == {*all_style_names(), IDENTITY_STYLE}


def test_shares_are_scaled_and_strength_leaves_the_rest_to_the_identity(painter: Stylizer) -> None:
    mix = painter.mix_vector({"first": 3.0, "second": 1.0}, strength=0.8)

    assert mix[0].tolist() == pytest.approx([0.6, 0.2, 0.2])


def test_an_unknown_style_is_named(painter: Stylizer) -> None:
    with pytest.raises(UnknownStyleError, match="no style 'candy'"):
        painter.mix_vector({"candy": 1.0})


@pytest.mark.parametrize(("height", "width"), [(16, 16), (40, 56), (16, 320), (501, 333)])
def test_a_painting_is_as_large_as_its_photo_and_stays_in_range(painter: Stylizer, height: int, width: int) -> None:
    painting = painter.paint(torch.rand(1, 3, height, width), only(painter))

    assert painting.shape == (1, 3, height, width)
    assert painting.min() >= 0
    assert painting.max() <= 1


@pytest.mark.parametrize("brush", Brush)
@pytest.mark.parametrize("size", [(640, 480), (427, 640), (4096, 4096), (100, 2000)])
def test_a_working_size_has_the_area_of_its_brush_and_the_shape_of_the_photo(
    brush: Brush, size: tuple[int, int]
) -> None:
    height, width = working_size(size, brush)

    assert height % 8 == width % 8 == 0
    assert height * width == pytest.approx(stylizer.WORKING_AREA[brush], rel=0.06)
    assert height / width == pytest.approx(size[0] / size[1], rel=0.06)


@pytest.mark.parametrize("ratio", [(3, 4), (2, 3), (9, 16), (1, 1)])
def test_sizes_that_were_rounded_are_painted_at_one_size(ratio: tuple[int, int]) -> None:
    sizes = [(round(side * ratio[0] / ratio[1]), side) for side in (640, 853, 1280, 2047, 4096)]

    assert len({working_size(size, Brush.MEDIUM) for size in sizes}) == 1


def test_strokes_scale_with_the_frame(painter: Stylizer, photo: Tensor) -> None:
    sides = (640, 1280, 4096)
    paintings = [painter.paint(resize(photo, (side * 3 // 4, side)), only(painter), seed=7) for side in sides]

    small, *larger = (resize(painting, (480, 640)) for painting in paintings)
    for painting in larger:
        assert correlation(painting, small) > 0.95


def test_brushes_differ_and_a_broad_one_has_the_coarser_noise(painter: Stylizer) -> None:
    wall = torch.full((1, 3, 960, 1280), 0.4)  # what is painted there is strokes alone

    fine, medium, broad = (painter.paint(wall, only(painter), brush) for brush in Brush)

    def steepness(painting: Tensor) -> float:
        return float((painting[..., 1:] - painting[..., :-1]).abs().mean() / painting.std())

    assert steepness(fine) > steepness(medium) > steepness(broad)


def test_the_seed_alone_makes_another_take(painter: Stylizer, photo: Tensor) -> None:
    first, again, other = (painter.paint(photo, only(painter), seed=seed) for seed in (3, 3, 4))

    assert torch.equal(first, again)
    assert (first - other).abs().mean() > 0.002
    assert correlation(first, other) > 0.5  # of the same kind


@pytest.mark.parametrize("brush", Brush)
def test_strength_zero_gives_the_photo_back_exactly(painter: Stylizer, photo: Tensor, brush: Brush) -> None:
    faces = [Box(200, 100, 40, 50)]

    assert torch.equal(painter.paint(photo, only(painter, strength=0), brush, 5, faces), photo)


def test_strength_zero_in_half_precision_and_by_a_map_is_the_photo_too(photo: Tensor) -> None:
    half = random_stylizer()
    half.dtype = torch.bfloat16
    mix = only(half, strength=0)

    assert torch.equal(half.paint(photo, mix), photo)
    assert torch.allclose(half.paint(photo, mix[:, :, None, None].expand(-1, -1, 48, 64)), photo, atol=1e-5)


def test_half_strength_lies_between_the_photo_and_full_strength(painter: Stylizer, photo: Tensor) -> None:
    distances = [
        float((painter.paint(photo, only(painter, strength=s)) - photo).abs().mean()) for s in (0, 0.25, 0.5, 0.75, 1)
    ]

    assert distances == sorted(distances)
    assert 0.1 * distances[-1] < distances[2] < 0.9 * distances[-1]


def test_a_small_face_is_painted_again_within_its_head_alone(
    painter: Stylizer, photo: Tensor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("emostyle.painting.stylizer.LIGHTNESS", 0.0)
    monkeypatch.setattr("emostyle.painting.stylizer.CALM", 1.0)
    box = Box(200, 60, 28, 34)

    plain, close = (painter.paint(photo, only(painter), seed=2, faces=boxes) for boxes in ((), (box,)))

    matte = head(box, torch.arange(512) + 0.5, torch.arange(384) + 0.5)
    changed = (plain - close).abs().amax(dim=(0, 1))
    assert changed[matte == 0].max() == 0
    assert changed[matte > 0.9].mean() > 0.003


def test_large_and_tiny_faces_are_left_alone_and_of_many_the_first_are_taken(
    painter: Stylizer, photo: Tensor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("emostyle.painting.stylizer.LIGHTNESS", 0.0)
    monkeypatch.setattr("emostyle.painting.stylizer.CALM", 1.0)
    plain = painter.paint(photo, only(painter))

    assert torch.equal(painter.paint(photo, only(painter), faces=[Box(150, 50, 160, 200), Box(5, 5, 5, 6)]), plain)
    boxes = [Box(10 + 50 * (i % 9), 20 + 90 * (i // 9), 26, 32) for i in range(CLOSE_UPS + 1)]
    last = boxes[-1]
    many = painter.paint(photo, only(painter), faces=boxes)
    corner = (..., slice(last.top, last.top + 32), slice(last.left, last.left + 26))
    assert not torch.equal(many, plain)
    assert torch.equal(many[corner], plain[corner])


def test_a_face_at_the_border_and_one_of_a_map_are_painted_again_too(painter: Stylizer, photo: Tensor) -> None:
    mix = torch.zeros(1, 3, 48, 64)
    mix[:, 0, :, :32], mix[:, 1, :, 32:] = 1, 1

    painting = painter.paint(photo, mix, faces=[Box(-5, -8, 28, 34), Box(490, 355, 28, 34)])

    assert painting.shape == photo.shape
    assert not torch.equal(painting, painter.paint(photo, mix))


def test_a_dark_head_gets_as_light_as_it_was_and_nothing_far_from_it_changes(photo: Tensor) -> None:
    dark = photo * 0.4
    dark[..., :40] = 1
    lightened = dark.clone()

    lighten_faces(lightened, photo, [Box(150, 50, 100, 120)])

    assert lightened[..., 80:140, 170:230].mean() > 1.2 * dark[..., 80:140, 170:230].mean()
    assert torch.equal(lightened[..., 420:], dark[..., 420:])


def test_tones_are_widened_towards_black_and_white_and_even_pictures_stay() -> None:
    dull = torch.linspace(0.3, 0.6, 64).expand(1, 3, 64, 64)

    wide = widened(dull)

    assert 0.25 < wide.min() < 0.29
    assert 0.62 < wide.max() < 0.66
    assert torch.equal(wide.argsort(dim=3), dull.argsort(dim=3))
    even = torch.full((1, 3, 16, 16), 0.4)
    assert torch.equal(widened(even), even)


def test_specks_are_smoothed_where_the_photo_is_even_and_strokes_stay() -> None:
    photo = torch.full((1, 3, 96, 96), 0.6)
    photo[..., :48] += 0.2 * (torch.rand(1, 1, 96, 48) - 0.5)  # leaves on the left, a wall on the right
    strokes = 0.5 + 0.1 * torch.sin(torch.arange(96) * 1.2).expand(1, 3, 96, 96)
    painted = strokes.clone()
    for left in (20, 72):
        painted[..., 40:46, left : left + 6] = (torch.arange(36) % 2).float().view(6, 6)

    clean = without_specks(painted, photo)

    assert torch.equal(clean[..., 40:46, 20:26], painted[..., 40:46, 20:26])
    assert (clean - strokes)[..., 40:46, 72:78].abs().max() < 0.2
    assert torch.equal(clean[..., :24, :], painted[..., :24, :])
    assert torch.equal(without_specks(strokes, photo), strokes)


def test_lightening_a_face_leaves_the_wall_around_it_and_dark_hair() -> None:
    photo, dark = torch.full((1, 3, 200, 200), 0.95), torch.full((1, 3, 200, 200), 0.6)
    photo[..., 60:140, 60:140] = 0.5  # a face before a white wall
    photo[..., 60:80, 60:140] = 0.05  # its hair
    dark[..., 60:140, 60:140] = 0.2
    painted = dark.clone()

    lighten_faces(painted, photo, [Box(60, 60, 80, 80)])

    change = (painted - dark).mean(dim=(0, 1))
    assert change[85:135, 70:130].min() > 0.02
    assert change[60:80].max() < 0.25 * change[100, 100]
    assert change[:, 145:].max() < 0.25 * change[100, 100]


def test_a_face_lighter_than_in_the_photo_stays() -> None:
    light = torch.full((1, 3, 64, 64), 0.8)

    lighten_faces(light, torch.full((1, 3, 64, 64), 0.3), [Box(16, 16, 32, 32)])

    assert torch.allclose(light, torch.full((1, 3, 64, 64), 0.8))


def test_noise_is_calmed_on_faces_alone() -> None:
    noise = draw_noise(torch.zeros(1, 3, 128, 128), Generator().manual_seed(0))

    calm = calmed(noise, 128, [Box(32, 32, 32, 32)])

    for before, after in zip(noise, calm, strict=True):
        middle, far = (before.shape[-1] * 48 // 128,) * 2, before.shape[-1] * 110 // 128
        assert torch.allclose(after[..., middle[0], middle[1]], CALM * before[..., middle[0], middle[1]])
        assert torch.equal(after[..., far:], before[..., far:])


def test_a_map_paints_every_part_with_the_kernels_of_its_own_style(painter: Stylizer, photo: Tensor) -> None:
    mix = torch.zeros(1, 3, 48, 64)
    mix[:, 0, :, :32], mix[:, 1, :, 32:] = 1, 1

    painted = painter.paint(photo, mix)

    for style, part in (("first", slice(0, 200)), ("second", slice(312, 512))):
        other = "second" if style == "first" else "first"
        near, far = (painter.paint(photo, only(painter, name)) for name in (style, other))
        assert (painted - near)[..., part].abs().mean() < 0.6 * (painted - far)[..., part].abs().mean()


def test_half_precision_paints_the_same_picture(painter: Stylizer, photo: Tensor) -> None:
    half = Stylizer(random_net(), painter.styles, dtype=torch.bfloat16)

    assert correlation(half.paint(photo, only(half)), painter.paint(photo, only(painter))) > 0.99


@pytest.mark.parametrize("strength", [1.0, 0.5])
def test_a_very_large_photo_is_painted_in_bounded_memory(strength: float) -> None:
    root = Path(__file__).parents[3]
    words = [sys.executable, "-c", PEAK, str(strength)]
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=True)

    assert int(done.stdout) < 600  # MB beside the photo, which is 200; the painting is as large


def test_weights_without_an_identity_style_are_refused(tmp_path: Path) -> None:
    net = random_net(1)
    save_weights(tmp_path / "s.safetensors", net.state_dict(), WeightsHeader("style", asdict(net.config), ("a",)))

    with pytest.raises(WeightsError, match="no identity style"):
        Stylizer.load(tmp_path / "s.safetensors")


def test_weights_of_the_network_before_this_one_are_refused_with_a_sentence(tmp_path: Path) -> None:
    header = WeightsHeader("style", {"styles": 1, "widths": [8, 8, 8], "blocks": 1}, (IDENTITY_STYLE,))
    save_weights(tmp_path / "s.safetensors", {"x": torch.zeros(1)}, header)

    with pytest.raises(WeightsError, match="another network"):
        Stylizer.load(tmp_path / "s.safetensors")
