"""What is looked for in paintings is found where it is, and not where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from emostyle.imaging import images
from training.common.errors import DataError
from training.losses.vgg import Vgg
from training.painter import texture, tint
from training.painter.chosen import KINDS, chosen, find
from training.painter.delivery import chat_photo, looked_at, shown, spread
from training.painter.figures import light_order
from training.painter.points import PointFinder, shifts
from training.painter.walls import Waves, even_places


def natural(height: int = 96, width: int = 128, seed: int = 0) -> Tensor:
    """Colours of many sizes, as photos have them."""
    generator = torch.Generator().manual_seed(seed)
    picture = torch.zeros(1, 3, height, width)
    for cells in (3, 12, 48):
        picture += F.interpolate(torch.rand(1, 3, cells, cells, generator=generator), (height, width), mode="bilinear")
    return picture / 3


def strokes(period: int, amplitude: float = 0.1, side: int = 160) -> Tensor:
    return 0.5 + amplitude * torch.sin(torch.arange(side) * 2 * torch.pi / period).expand(1, 3, side, side)


def test_a_tint_of_a_photo_has_no_texture_of_its_own() -> None:
    photo = natural()
    tints = torch.tensor([[0.2, 0.5, 0.1], [0.9, -0.3, 0.2], [0.1, 0.1, 0.4]])
    tinted = torch.einsum("oi,nihw->nohw", tints, photo) + 0.1

    own = texture.Photo(photo).own_texture(tinted).mean().sqrt()

    assert own < 1e-4
    assert texture.Photo(photo).own_texture(1 - photo).mean().sqrt() < 1e-4


@pytest.mark.parametrize(("period", "band"), [(4, 0), (9, 1), (18, 2), (36, 3)])
def test_strokes_over_an_even_wall_are_own_texture_of_their_width(period: int, band: int) -> None:
    wall = texture.Photo(torch.full((1, 3, 160, 160), 0.5))

    energies = wall.own_texture(strokes(period)).mean(dim=(1, 2))

    assert int(energies.argmax()) == band
    assert energies[band] > 0.1 * 0.1**2 / 2


def test_an_artworks_texture_is_measured_like_a_paintings() -> None:
    artwork = strokes(9)
    wall = texture.Photo(torch.full_like(artwork, 0.5))

    own, wanted = wall.own_texture(artwork).mean(dim=(1, 2)), texture.artwork_energies(artwork)

    assert torch.allclose(own, wanted, rtol=0.1, atol=1e-5)


def test_the_artwork_has_the_best_score_and_its_colours_alone_none(vgg: Vgg) -> None:
    photo, artwork = natural(), strokes(6, 0.4, 128) * torch.tensor([1.0, 0.7, 0.3])[None, :, None, None]
    known = tint.look_at_artwork(vgg, artwork)
    tinted = [tint.distances(tint.look(vgg, tint.tinted(photo, artwork)), known.seen)]

    def score(picture: Tensor) -> float:
        return sum(tint.scores([tint.distances(tint.look(vgg, picture), known.seen)], tinted, known)) / 3

    assert score(tint.tinted(photo, artwork)) == pytest.approx(0, abs=1e-5)
    assert score(artwork) > 0.9
    assert score(photo) < score(artwork)


def test_a_tint_takes_over_means_and_spreads_of_colours() -> None:
    photo, artwork = natural(), 0.3 + 0.3 * natural(seed=1).flip(1)

    tinted = tint.tinted(photo, artwork)

    rows, wanted = (picture[0].flatten(1) for picture in (tinted, artwork))
    assert torch.allclose(rows.mean(dim=1), wanted.mean(dim=1), atol=0.01)
    assert torch.allclose(torch.cov(rows), torch.cov(wanted), atol=0.002)


def test_light_and_dark_keep_their_order_whatever_their_tones() -> None:
    photo = natural()

    assert light_order(photo**2 / 2, photo) > 0.99
    assert light_order(1 - photo, photo) < -0.99
    assert light_order(torch.full_like(photo, 0.5), photo) == pytest.approx(0, abs=1)


def test_walls_are_where_nothing_changes() -> None:
    photo = torch.full((1, 3, 96, 128), 0.6)
    photo[..., 64:] = natural()[..., 64:]

    even = even_places(photo)

    assert even[:, :50].all()
    assert even[:, 80:].float().mean() < 0.2


def test_a_weave_on_a_wall_stands_out_and_strokes_by_chance_do_not() -> None:
    wall, generator = torch.full((1, 3, 192, 192), 0.5), torch.Generator().manual_seed(0)
    grain = wall + 0.02 * torch.randn(1, 3, 192, 192, generator=generator)
    weave = grain + 0.02 * torch.sin(torch.arange(192) * 2 * torch.pi / 8)

    found = {}
    for name, painted in (("grain", grain), ("weave", weave)):
        waves = Waves()
        waves.add(painted, wall, even_places(wall))
        found[name] = waves.strongest()

    assert found["grain"] is not None
    assert found["weave"] is not None
    assert found["grain"][0] < 2 < found["weave"][0]
    assert found["weave"][1] == pytest.approx(0.02, rel=0.2)


def test_waves_that_nobody_sees_and_photos_without_walls_do_not_count() -> None:
    wall = torch.full((1, 3, 128, 128), 0.5)
    waves, without = Waves(), Waves()

    waves.add(wall + 0.0004 * torch.sin(torch.arange(128) * 2 * torch.pi / 8), wall, even_places(wall))
    without.add(natural(128, 128), natural(128, 128), torch.zeros(128, 128, dtype=torch.bool))

    assert waves.strongest() is not None
    assert (waves.strongest() or (0.0, 0.0))[0] == 1
    assert without.strongest() is None


def test_the_points_of_a_face_move_with_it(face_photo: bytes) -> None:
    picture = images.to_tensor(images.decode(face_photo))
    finder = PointFinder.load()
    face = max(finder.detect(picture), key=lambda found: found.score)

    points = finder.points(picture, face.box)
    moved = finder.points(picture.roll((6, 9), dims=(2, 3)), face.box)

    eyes = torch.tensor([face.left_eye, face.right_eye])
    assert points.shape == (5, 2)
    assert (points[:2] - eyes).norm(dim=1).max() < 0.15 * (eyes[1] - eyes[0]).norm()
    assert points[2, 1] < points[3:, 1].min()  # the nose above the mouth
    assert torch.allclose((moved - points).mean(dim=0), torch.tensor([9.0, 6.0]), atol=1.5)
    assert shifts(points, points).tolist() == [0] * 5


def test_a_face_at_the_border_is_looked_at_too(face_photo: bytes) -> None:
    picture = images.to_tensor(images.decode(face_photo))
    finder = PointFinder.load()
    box = finder.detect(picture)[0].box

    cut = picture[..., box.top :, box.left :]

    near = type(box)(0, 0, box.width, box.height)
    assert finder.points(cut, near).isfinite().all()


def test_chat_photos_have_one_size_and_are_shown_smaller(photos_folder: Path) -> None:
    picture = images.to_tensor(images.decode(chat_photo(photos_folder / "land.jpg")))

    assert picture.shape == (1, 3, 960, 1280)
    assert looked_at(picture).shape == (1, 3, 480, 640)
    assert shown(picture).shape == (1, 3, 384, 512)


def test_photos_are_spread_over_their_folder(photos_folder: Path, tmp_path: Path) -> None:
    assert [path.name for path in spread(photos_folder, 0)] == ["face.jpg", "land.jpg"]
    assert len(spread(photos_folder, 1)) == 1
    assert len(spread(photos_folder, 9)) == 2
    with pytest.raises(DataError, match="nowhere is no folder"):
        spread(tmp_path / "nowhere", 1)
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="holds no photos"):
        spread(tmp_path / "empty", 1)
    (photos_folder / "bad.jpg").write_bytes(b"no picture")
    with pytest.raises(DataError, match=r"bad\.jpg"):
        chat_photo(photos_folder / "bad.jpg")


def test_photos_are_chosen_by_kind(photos_folder: Path) -> None:
    assert len(chosen(6)) == 6 * len(KINDS) == 24
    assert set(chosen(1).values()) == set(KINDS)
    assert find(photos_folder, ["land"])["land"].name == "land.jpg"
    with pytest.raises(DataError, match="lacks the photos nobody"):
        find(photos_folder, ["nobody", "land"])
