"""One network paints in every style, whatever the batch mixes and whatever size the photo has."""

from __future__ import annotations

import pytest
import torch
from torch import Generator, Tensor

from emostyle.painting import style_net
from emostyle.painting.style_files import is_of_a_style
from emostyle.painting.style_net import Mix, StyleNet, StyleNetConfig, draw_noise
from tests.emostyle.nets import SMALL, random_net


def noise_for(photos: Tensor, seed: int = 0) -> list[Tensor]:
    return draw_noise(photos, Generator().manual_seed(seed))


def paint(net: StyleNet, photos: Tensor, mix: Tensor | Mix, seed: int = 0) -> Tensor:
    painted: Tensor = net(photos, mix, noise_for(photos, seed))
    return painted


@pytest.mark.parametrize(("height", "width"), [(16, 16), (17, 31), (64, 40), (33, 100)])
def test_any_size_comes_back_as_it_went_in(height: int, width: int) -> None:
    assert paint(random_net(), torch.rand(1, 3, height, width), torch.eye(3)[:1]).shape == (1, 3, height, width)


@torch.no_grad()
def test_a_batch_of_mixed_styles_equals_the_photos_one_by_one() -> None:
    net, photos = random_net(), torch.rand(3, 3, 32, 32)
    noise = noise_for(photos)

    together = net(photos, torch.eye(3), noise)
    alone = [net(photos[i : i + 1], torch.eye(3)[i : i + 1], [n[i : i + 1] for n in noise]) for i in range(3)]

    assert torch.allclose(together, torch.cat(alone), atol=1e-4)


@torch.no_grad()
def test_styles_differ_and_a_blend_lies_between_them() -> None:
    net, photo = random_net(), torch.rand(1, 3, 32, 32)

    first, second = (paint(net, photo, torch.eye(3)[i : i + 1]) for i in (0, 1))
    blend = paint(net, photo, torch.tensor([[0.5, 0.5, 0.0]]))

    apart = (first - second).abs().mean()
    assert apart > 0.01
    assert (blend - first).abs().mean() < apart
    assert (blend - second).abs().mean() < apart


@torch.no_grad()
def test_every_style_has_kernels_of_its_own() -> None:
    net, photo = random_net(), torch.rand(1, 3, 32, 32)
    before = [paint(net, photo, torch.eye(3)[i : i + 1]) for i in (0, 1)]

    net.paint.kernels[1].mul_(2)

    assert torch.equal(paint(net, photo, torch.eye(3)[:1]), before[0])
    assert not torch.allclose(paint(net, photo, torch.eye(3)[1:2]), before[1], atol=1e-3)


@torch.no_grad()
def test_noise_makes_strokes_on_an_even_wall() -> None:
    net, wall, mix = random_net(), torch.full((1, 3, 64, 64), 0.4), torch.eye(3)[:1]

    first, again, other = (paint(net, wall, mix, seed) for seed in (0, 0, 1))

    assert torch.equal(first, again)
    assert not torch.allclose(first, other, atol=1e-3)
    assert (first[..., 8:, 8:] - first[..., :-8, :-8]).abs().mean() > 0.01  # no lattice of the stride


def test_noise_has_the_sizes_of_the_layers_and_one_deviation() -> None:
    noise = noise_for(torch.zeros(2, 3, 330, 410))

    assert [tuple(n.shape) for n in noise] == [(2, 4, 42, 52), (2, 1, 84, 104), (2, 1, 168, 208)]
    assert all(0.7 < channel.std() < 1.3 for n in noise for channel in n.unbind(dim=1))


def test_the_network_of_the_recipe_has_at_most_two_and_a_half_million_shared_parameters() -> None:
    net = StyleNet(StyleNetConfig(styles=22))
    parts = {own: [p for name, p in net.named_parameters() if is_of_a_style(name) is own] for own in (True, False)}

    assert sum(p.numel() for p in parts[False]) <= 2_500_000
    assert sum(p[0].numel() for p in parts[True]) <= 10_000
    assert 2 * sum(p.numel() for p in net.parameters()) <= 8_000_000  # bytes of the file, in fp16


@torch.no_grad()
def test_a_map_that_is_everywhere_the_same_paints_like_the_mix_itself() -> None:
    net, photo, mix = random_net(), torch.rand(2, 3, 40, 48), torch.tensor([[0.2, 0.8, 0.0], [0, 0, 1]])

    of_map = paint(net, photo, mix[:, :, None, None].expand(2, 3, 5, 7))

    assert torch.allclose(of_map, paint(net, photo, mix), atol=1e-4)


@torch.no_grad()
def test_parts_of_a_picture_are_painted_in_their_own_style() -> None:
    net, photo = random_net(), torch.rand(1, 3, 32, 160)
    mix = torch.zeros(1, 3, 1, 160)
    mix[:, 0, :, :80], mix[:, 1, :, 80:] = 1, 1

    painted = paint(net, photo, mix)

    for style, part in ((0, slice(0, 60)), (1, slice(100, 160))):
        own, other = (paint(net, photo, torch.eye(3)[i : i + 1]) for i in (style, 1 - style))
        assert (painted - own)[..., part].abs().mean() < 0.5 * (painted - other)[..., part].abs().mean()


@torch.no_grad()
def test_styles_that_are_nowhere_may_be_left_out_of_a_map() -> None:
    net, photo = random_net(4), torch.rand(1, 3, 32, 48)
    shares = torch.zeros(1, 4, 4, 6)
    shares[:, 1, :, :3], shares[:, 3, :, 3:] = 1, 1

    fewer = paint(net, photo, Mix(shares[:, [1, 3]], torch.tensor([1, 3])))

    assert torch.allclose(fewer, paint(net, photo, shares), atol=1e-5)


@pytest.mark.parametrize("loudest", [4.0, 0.8])
def test_the_quick_normalisation_and_its_gradients_are_those_of_the_formula(
    loudest: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(style_net, "LOUDEST", loudest)
    x, scale = torch.randn(2, 5, 9, 7).to(memory_format=torch.channels_last), torch.rand(2, 5)
    results = []
    for norm in (style_net._InstanceNorm.apply, style_net._plain_norm):
        inputs = [t.clone().requires_grad_() for t in (x, scale, torch.ones(2, 5) / 3)]
        normed = norm(inputs[0], inputs[1], inputs[2], 1e-3)
        normed.sin().sum().backward()
        results.append([normed.detach(), *(t.grad for t in inputs)])

    for quick, plain in zip(*results, strict=True):
        assert torch.allclose(quick, plain, atol=1e-5)


def test_a_configuration_survives_the_header_of_a_file() -> None:
    config = random_net(5).config
    header = {"styles": 5, **{name: list(value) for name, value in SMALL.items()}, "epsilon": 1e-3}

    assert StyleNetConfig.from_header(header) == config
    assert config.encoder == (8, 8, 16)
    with pytest.raises(TypeError):
        StyleNetConfig.from_header({"styles": 5, "widths": [32, 64, 96]})
