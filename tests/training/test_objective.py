"""The loss asks for the right things, and is told by name and by style."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch.nn import functional as F

from emostyle.emotion_net import EmotionNet
from emostyle.recognizer import Recognizer
from emostyle.style_net import StyleNet, StyleNetConfig
from training.configs import StyleConfig
from training.directions import DIRECTIONS
from training.face_crops import cut_faces, face_features, readable
from training.losses import feature_loss, grams
from training.objective import Batch, Judges, Tally, loss_terms, make_judges
from training.vgg import Vgg

STYLES = ("dots", "waves", "identity")
FACE = torch.tensor([[1.0, 4.0, 4.0, 40.0, 44.0]])


@pytest.fixture(scope="module")
def judges(vgg: Vgg) -> Judges:
    made = make_judges(vgg, STYLES, torch.device("cpu"))
    return replace(made, targets=grams(vgg(torch.rand(2, 3, 48, 48))))


@pytest.fixture(scope="module")
def reader(judges: Judges) -> EmotionNet:
    return judges.reader


def batch(faces: torch.Tensor, mix: torch.Tensor) -> Batch:
    photos = torch.rand(len(mix), 3, 48, 48, generator=torch.Generator().manual_seed(0))
    return Batch(photos, torch.zeros(len(mix), 1, 48, 48), mix, faces)


def config(tmp_path: Path, **changes: object) -> StyleConfig:
    return StyleConfig(content=tmp_path, styles=tmp_path, bf16=False, **changes)  # type: ignore[arg-type]


def test_every_term_has_a_number_for_each_sample_and_the_loss_a_gradient(judges: Judges, tmp_path: Path) -> None:
    net = StyleNet(StyleNetConfig(styles=3, widths=(8, 8, 8), blocks=1))

    loss, terms = loss_terms(net, judges, batch(FACE, torch.eye(3)), config(tmp_path))
    loss.backward()

    of_styles = {"style", "content", "lattice", "dots", "patch", "halo", "hatching", "direction", "variation", "range"}
    assert set(terms) == of_styles | {"reading", "finding", "tone", "identity"}
    assert all(values.shape == (3,) and not values.requires_grad for values in terms.values())
    assert terms["reading"][0] == 0
    assert terms["reading"][1] > 0
    assert net.stem.norm.scale.grad is not None
    assert net.stem.norm.scale.grad[:2].abs().sum() > 0


def test_what_the_reader_sees_counts_as_much_as_it_is_told_to(judges: Judges, tmp_path: Path) -> None:
    net = StyleNet(StyleNetConfig(styles=3, widths=(8, 8, 8), blocks=1))
    one = batch(FACE, torch.eye(3))

    without, with_it = (loss_terms(net, judges, one, config(tmp_path, reading_weight=w))[0].item() for w in (0.0, 5.0))

    reading = loss_terms(net, judges, one, config(tmp_path))[1]["reading"].mean().item()
    assert with_it - without == pytest.approx(5 * reading, rel=1e-3)


def test_strokes_over_an_even_photo_count_as_much_as_they_are_told_to(judges: Judges, tmp_path: Path) -> None:
    net = StyleNet(StyleNetConfig(styles=3, widths=(8, 8, 8), blocks=1))
    mixed = batch(torch.empty(0, 5), torch.eye(3))
    even = replace(mixed, photos=torch.linspace(0.4, 0.6, 48).expand(3, 3, 48, -1))

    without, with_it = (
        loss_terms(net, judges, even, config(tmp_path, hatching_weight=w))[0].item() for w in (0.0, 3000.0)
    )

    strokes = loss_terms(net, judges, even, config(tmp_path))[1]["hatching"]
    assert strokes[0] > 0
    assert with_it - without == pytest.approx(3000 * strokes[:2].sum().item() / 3, rel=1e-3)  # not of the identity


def test_a_style_is_asked_for_what_it_claims(judges: Judges, tmp_path: Path) -> None:
    net = StyleNet(StyleNetConfig(styles=3, widths=(8, 8, 8), blocks=1))
    one = batch(FACE, torch.eye(3))

    claiming = replace(judges, claims=torch.tensor([[0.0], [1.0], [0.0]]).expand(3, len(DIRECTIONS)))
    terms = loss_terms(net, claiming, one, config(tmp_path))[1]

    assert terms["direction"][[0, 2]].tolist() == [0, 0]
    assert terms["direction"][1] > 0


def test_a_style_at_part_of_its_strength_is_asked_for_less_and_for_the_same(judges: Judges, tmp_path: Path) -> None:
    net = StyleNet(StyleNetConfig(styles=3, widths=(8, 8, 8), blocks=1))
    mix = torch.tensor([[1.0, 0.0, 0.0], [0.5, 0.0, 0.5]])
    one = batch(torch.empty(0, 5), mix)
    same = replace(one, photos=one.photos[:1].expand(2, -1, -1, -1))
    for parameter in net.parameters():  # paints the same whatever the mix
        torch.nn.init.zeros_(parameter)

    _, terms = loss_terms(net, judges, same, config(tmp_path))

    assert terms["style"][1].item() == pytest.approx(terms["style"][0].item())
    only = {name: 0.0 for name in StyleConfig.model_fields if name.endswith("_weight")} | {"style_weight": 1.0}
    full, _ = loss_terms(net, judges, replace(same, mix=mix[:1].expand(2, -1)), config(tmp_path, **only))
    assert full.item() == pytest.approx(terms["style"][0].item())


def test_an_unchanged_face_is_no_distance_away_and_gradients_reach_the_picture(reader: EmotionNet) -> None:
    picture = torch.rand(2, 3, 48, 48, requires_grad=True)
    features = face_features(reader, picture, FACE)

    assert feature_loss(features, features.detach()).item() == 0
    feature_loss(features, torch.zeros_like(features) + 1).sum().backward()
    assert picture.grad is not None
    assert picture.grad[1].abs().sum() > 0
    assert picture.grad[0].abs().sum() == 0


def test_faces_are_cut_where_their_boxes_are() -> None:
    picture = torch.zeros(2, 3, 120, 160)
    picture[1, :, 20:70, 30:80] = 1

    cut = cut_faces(picture, torch.tensor([[1.0, 30, 20, 80, 70], [0.0, 30, 20, 80, 70]]))

    assert cut.shape == (2, 1, 48, 48)
    assert cut[0].mean() > 0.97
    assert cut[1].sum() == 0


def test_the_reader_learns_nothing(reader: EmotionNet) -> None:
    assert not any(parameter.requires_grad for parameter in reader.parameters())
    assert torch.equal(reader(torch.zeros(1, 1, 48, 48)), Recognizer.load().net(torch.zeros(1, 1, 48, 48)))


def test_faces_that_are_small_or_cut_off_are_left_out() -> None:
    boxes = torch.tensor([[0.0, 0, 30, 30], [5, 5, 20, 20], [-20, 0, 30, 40], [40, 10, 90, 60]])

    assert readable(boxes, 64).tolist() == [[0, 0, 30, 30]]


def test_terms_are_told_together_and_by_style() -> None:
    tally = Tally(STYLES)
    mix = torch.stack([F.one_hot(torch.tensor(i), 3) for i in (0, 0, 1, 2)]).float()
    terms = {"style": torch.tensor([1.0, 3.0, 5.0, 100.0]), "reading": torch.tensor([0.0, 4.0, 0.0, 0.0]),
             "identity": torch.tensor([9.0, 9.0, 9.0, 0.5])}  # fmt: skip

    tally.add(terms, batch(FACE, mix))

    assert tally.means() == {
        "identity": 0.5, "reading": 4.0, "reading/dots": 4.0, "style": 3.0, "style/dots": 2.0, "style/waves": 5.0,
    }  # fmt: skip
    assert tally.means() == {}
