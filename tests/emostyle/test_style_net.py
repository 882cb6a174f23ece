"""One network paints in every style, whatever the batch mixes and whatever size the photo has."""

from __future__ import annotations

import pytest
import torch

from emostyle.style_net import StyleNet, StyleNetConfig


def net_with_different_styles(styles: int = 3) -> StyleNet:
    torch.manual_seed(0)
    net = StyleNet(StyleNetConfig(styles=styles, widths=(8, 8, 16), blocks=1)).eval()
    with torch.no_grad():
        for name, parameter in net.named_parameters():
            if name.endswith((".scale", ".shift")):
                parameter.add_(torch.randn_like(parameter) * 0.3)
    return net


@pytest.mark.parametrize(("height", "width"), [(16, 16), (17, 31), (64, 40), (33, 100)])
def test_any_size_comes_back_as_it_went_in(height: int, width: int) -> None:
    net = net_with_different_styles()

    assert net(torch.rand(1, 3, height, width), torch.eye(3)[:1]).shape == (1, 3, height, width)


@torch.no_grad()
def test_a_batch_of_mixed_styles_equals_the_photos_one_by_one() -> None:
    net, photos = net_with_different_styles(), torch.rand(3, 3, 32, 32)

    together = net(photos, torch.eye(3))
    alone = torch.cat([net(photos[i : i + 1], torch.eye(3)[i : i + 1]) for i in range(3)])

    assert torch.allclose(together, alone, atol=1e-4)


@torch.no_grad()
def test_styles_differ_and_a_blend_lies_between_them() -> None:
    net, photo = net_with_different_styles(), torch.rand(1, 3, 32, 32)

    first, second = (net(photo, torch.eye(3)[i : i + 1]) for i in (0, 1))
    blend = net(photo, torch.tensor([[0.5, 0.5, 0.0]]))

    apart = (first - second).abs().mean()
    assert apart > 0.01
    assert (blend - first).abs().mean() < apart
    assert (blend - second).abs().mean() < apart


def test_the_network_of_the_recipe_has_at_most_one_and_a_half_million_parameters() -> None:
    assert sum(p.numel() for p in StyleNet(StyleNetConfig(styles=8)).parameters()) <= 1_500_000


def test_a_style_is_a_few_thousand_numbers() -> None:
    net = StyleNet(StyleNetConfig(styles=8))
    numbers = sum(p[0].numel() for name, p in net.named_parameters() if name.endswith((".scale", ".shift")))

    assert numbers < 3_000


@torch.no_grad()
def test_a_map_that_is_everywhere_the_same_paints_like_the_mix_itself() -> None:
    net, photo, mix = net_with_different_styles(), torch.rand(2, 3, 40, 48), torch.tensor([[0.2, 0.8, 0.0], [0, 0, 1]])

    assert torch.allclose(net(photo, mix[:, :, None, None].expand(2, 3, 5, 7)), net(photo, mix), atol=1e-4)


@torch.no_grad()
def test_parts_of_a_picture_are_painted_in_their_own_style() -> None:
    net, photo = net_with_different_styles(), torch.rand(1, 3, 32, 160)
    mix = torch.zeros(1, 3, 1, 160)
    mix[:, 0, :, :80], mix[:, 1, :, 80:] = 1, 1

    painted = net(photo, mix)

    for style, part in ((0, slice(0, 60)), (1, slice(100, 160))):
        own, other = (net(photo, torch.eye(3)[i : i + 1]) for i in (style, 1 - style))
        assert (painted - own)[..., part].abs().mean() < 0.5 * (painted - other)[..., part].abs().mean()


def test_an_evened_out_network_paints_an_even_photo_without_dots() -> None:
    net = net_with_different_styles()
    torch.nn.init.normal_(net.paint.weight, std=0.1)
    torch.nn.init.normal_(net.paint.bias, std=0.1)  # type: ignore[arg-type]
    photo, mix = torch.full((1, 3, 32, 32), 0.3), torch.eye(3)[:1]

    with torch.no_grad():
        before = net(photo, mix)
        net.even_out()
        after = net(photo, mix)

    assert (before - before.mean(dim=(2, 3), keepdim=True)).abs().max() > 0.05
    assert torch.allclose(after, after.mean(dim=(2, 3), keepdim=True).expand_as(after), atol=1e-5)
    assert torch.allclose(after.mean(dim=(2, 3)), before.mean(dim=(2, 3)), atol=1e-5)


@torch.no_grad()
def test_evening_out_leaves_the_photos_own_edges() -> None:
    net = net_with_different_styles()
    torch.nn.init.zeros_(net.paint.weight)
    colours = torch.arange(12)
    net.paint.weight[colours, 8 + colours, 1, 1] = 1  # every sub-pixel is the photo's own
    photo, mix = torch.rand(1, 3, 32, 32), torch.eye(3)[:1]

    net.even_out()
    net.even_out()  # once more changes nothing

    assert torch.allclose(net(photo, mix), photo + net.paint.bias[::4, None, None], atol=1e-5)  # type: ignore[index]
