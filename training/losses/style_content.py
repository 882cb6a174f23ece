"""The terms of the painter's loss. All are relative, so that one set of weights serves every style.

Activations are (N, C, H, W), pictures (N, 3, H, W) in 0..1; every term is one number per sample (N,).
"""

from __future__ import annotations

import torch
from torch import Generator, Tensor
from torch.nn import functional as F

from emostyle.painting.enlarging import luma

_MEAN_SHARE = 0.5  # how much of the mean activation stays in a second moment
_VIVID = 0.4  # distance that a colour's chroma (0..1) is worth, or grey would be the nearest to most of a photo
_NEAR = 0.06  # distance of colours (0..1) that costs nothing
_PLACES = (8, 16, 32)  # places along each side at which light and dark are compared
_STEPS, _GRAIN = 64, 2  # steps from the least to the most luma or chroma; pixels, side of the places that are sorted
_FLOOR = 0.02  # share of the mean variance of a photo's channels below which one hardly counts


def luminance(pictures: Tensor) -> Tensor:
    """Return the luma of pictures: (N, 1, H, W), fp32."""
    return luma(pictures.float())


def moments(features: Tensor) -> tuple[Tensor, Tensor]:
    """Return second moments (N, C, C) and means (N, C) of activations over their places, fp32.

    Half of each mean is taken away from the channels before they are multiplied: of a plain Gram matrix it is 64 to
    79 % of the squared norm, and hides the strokes; of a covariance nothing is left of where colours belong. Products
    of bfloat16 activations are bfloat16, which rounds by a few thousandths.
    """
    rows = features.permute(0, 2, 3, 1).flatten(1, 2)  # (N, H * W, C), a view of channels-last activations
    mean = (rows.new_ones(len(rows), 1, rows.shape[1]) @ rows)[:, 0].float() / rows.shape[1]
    moment = (rows.transpose(1, 2) @ rows).float() / rows.shape[1]
    return moment - (1 - _MEAN_SHARE**2) * mean[:, :, None] * mean[:, None], mean


def moment_loss(features: Tensor, moment: Tensor, mean: Tensor) -> Tensor:
    """Squared distance of moments and means from wanted ones (N, C, C) and (N, C) (Gatys 2016).

    Relative to the squares of both (Cheng 2021): relative to what is wanted alone, dark and calm paintings would count
    a hundred times as much as the others.
    """
    own, centre = moments(features)
    return _relative(own.flatten(1), moment.flatten(1)) + _relative(centre, mean)


def _relative(own: Tensor, wanted: Tensor) -> Tensor:
    size = wanted.square().sum(dim=1) + own.detach().square().sum(dim=1)
    return 2 * (own - wanted).square().sum(dim=1) / size


def neighbour_loss(features: Tensor, bank: Tensor, mean: Tensor) -> Tensor:
    """Relaxed earth mover's distance (Kolkin 2019) of activations to those of a painting for each sample.

    `bank` (N, M, C) holds activations of the paintings minus their `mean` (N, C), of length one. Every place of a
    sample has a cosine distance to the nearest place of its painting, and the other way round; the larger mean of the
    two counts. So an even wall may become the painting's own calm passages, where moments ask for all textures.
    """
    rows = features.permute(0, 2, 3, 1).flatten(1, 2)
    rows = F.normalize(rows - mean[:, None].to(rows.dtype), dim=2).to(bank.dtype)
    with torch.no_grad():  # the gradient of a minimum over all pairs is slow, that of one chosen pair is not
        likeness = rows @ bank.transpose(1, 2)  # (N, places, M)
        nearest, reached = likeness.argmax(dim=2), likeness.argmax(dim=1)
    samples = torch.arange(len(rows), device=rows.device)[:, None]
    there = 1 - (rows * bank[samples, nearest]).sum(dim=2, dtype=torch.float32).mean(dim=1)
    back = 1 - (rows[samples, reached] * bank).sum(dim=2, dtype=torch.float32).mean(dim=1)
    return torch.maximum(there, back)


def some_places(features: Tensor, places: int, generator: Generator) -> Tensor:
    """Return about `places` places of activations, on a grid that begins at a random one."""
    step = max(1, round((features[0, 0].numel() / places) ** 0.5))
    top, left = torch.randint(step, (2,), generator=generator).tolist()
    return features[:, :, top::step, left::step]


def layout_loss(painted: Tensor, photo: Tensor) -> Tensor:
    """Distance of self-similarities (Kolkin 2019): how alike any two places are, whatever they look like."""
    rows = []
    for features in (painted, photo):
        unit = F.normalize(features.permute(0, 2, 3, 1).flatten(1, 2).float(), dim=2)
        distance = 1 - unit @ unit.transpose(1, 2)  # (N, places, places)
        rows.append(distance / (distance.sum(dim=2, keepdim=True) + 1e-6))
    return (rows[0] - rows[1]).abs().sum(dim=2).mean(dim=1)


def shape_loss(painted: Tensor, photo: Tensor, matte: Tensor | None = None) -> Tensor:
    """Mean squared distance of activations without their means and contrasts, everywhere or within (N, 1, H', W').

    Written as twice one minus the correlation of each channel, which takes fewer passes over the activations; channels
    that the photo does not use do not count.
    """
    n, _, height, width = photo.shape
    if matte is None:
        weight = photo.new_ones(n, 1, height * width)
    else:
        weight = F.interpolate(matte, size=(height, width), mode="area").flatten(2).to(photo.dtype)
    weight = weight / weight.sum(dim=2, keepdim=True).clamp(min=1e-6)
    own, wanted = (x.permute(0, 2, 3, 1).flatten(1, 2) for x in (painted, photo))  # (N, places, C)
    of_own, of_wanted, square, wanted_square, product = (
        (weight @ x)[:, 0].float() for x in (own, wanted, own.square(), wanted.square(), own * wanted)
    )
    variance, wanted_variance = square - of_own.square(), wanted_square - of_wanted.square()
    floor = _FLOOR * wanted_variance.mean(dim=1, keepdim=True) + 1e-6
    correlation = (product - of_own * of_wanted + floor) * torch.rsqrt(
        (variance.clamp(min=0) + floor) * (wanted_variance.clamp(min=0) + floor)
    )
    return 2 * (1 - correlation).mean(dim=1)


def light_loss(painted: Tensor, photos: Tensor) -> Tensor:
    """Distance of the order of light and dark, at three coarse sizes; brightness and contrast as a whole are free."""
    terms = [(_placed(painted, places) - _placed(photos, places)).square().mean(dim=(1, 2, 3)) for places in _PLACES]
    return torch.stack(terms).mean(dim=0)


def heads_loss(painted: Tensor, photos: Tensor, mattes: Tensor, pool: int) -> Tensor:
    """How much darker heads (`mattes` (N, 1, H, W)) are than in the photo, in squares of `pool` pixels.

    The order of light and dark leaves a face before a white wall as dark as the painting's middle tones. The soft rim
    of a matte hardly counts, or the wall there would be lightened to a glow.
    """
    own, wanted, count = (F.avg_pool2d(x, pool) for x in (luminance(painted), luminance(photos), mattes**4))
    return (F.relu(wanted - own) * count).sum(dim=(1, 2, 3)) / count.sum(dim=(1, 2, 3)).clamp(min=1)


def spreads(pictures: Tensor) -> Tensor:
    """Return how luma and chroma (the largest less the smallest channel) are spread: (N, 2, 64), least to most."""
    places = F.avg_pool2d(pictures.float(), _GRAIN)
    both = torch.cat([luminance(places), places.amax(dim=1, keepdim=True) - places.amin(dim=1, keepdim=True)], dim=1)
    return F.adaptive_avg_pool1d(both.flatten(2).sort(dim=2).values, _STEPS)


def spread_loss(painted: Tensor, wanted: Tensor) -> Tensor:
    """Distance of how luma and chroma are spread from how they are in the painting, `wanted` (N, 2, 64).

    It is the earth mover's distance of one dimension. Moments alone leave pictures greyer and flatter than paintings:
    where several tones would do, their mean costs least.
    """
    return (spreads(painted) - wanted).abs().mean(dim=(1, 2))


def _placed(pictures: Tensor, places: int) -> Tensor:
    grey = F.adaptive_avg_pool2d(luminance(pictures), places)
    grey = grey - grey.mean(dim=(2, 3), keepdim=True)
    return grey * torch.rsqrt(grey.square().mean(dim=(2, 3), keepdim=True) + 1e-6)


def palette_loss(painted: Tensor, tones: Tensor, colours: Tensor, weight: Tensor, pool: int) -> Tensor:
    """How far the colours of places are from the nearest vivid ones that the painting has for things so light.

    Places are squares of `pool` pixels. `tones` (N, 1, H, W), 0..1, is how light each place of the photo is;
    `colours` (N, tones, K, 3) are the painting's; `weight` (N, 1, H, W) is what each place counts. What lies within a
    small distance costs nothing.
    """
    steps = colours.shape[1]
    at = (F.avg_pool2d(tones, pool).flatten(1) * steps).long().clamp(0, steps - 1)  # (N, places)
    wanted = torch.gather(colours.flatten(2), 1, at[:, :, None].expand(-1, -1, colours[0, 0].numel()))
    own = F.avg_pool2d(painted.float(), pool).flatten(2).transpose(1, 2)  # (N, places, 3)
    wanted = wanted.unflatten(2, (-1, 3))  # (N, places, K, 3)
    with torch.no_grad():
        distance = (own[:, :, None] - wanted).square().sum(dim=3).sqrt()
        chroma = wanted.amax(dim=3) - wanted.amin(dim=3)
        nearest = (distance - _VIVID * chroma).argmin(dim=2)
    wanted = torch.gather(wanted, 2, nearest[:, :, None, None].expand(-1, -1, 1, 3))[:, :, 0]
    far = F.relu((own - wanted).square().sum(dim=2).add(1e-6).sqrt() - _NEAR)
    count = F.avg_pool2d(weight, pool).flatten(1)
    return (far * count).sum(dim=1) / count.sum(dim=1)


def variation_loss(painted: Tensor) -> Tensor:
    """Mean absolute difference of neighbouring pixels."""
    down = (painted[:, :, 1:] - painted[:, :, :-1]).abs().mean(dim=(1, 2, 3))
    across = (painted[..., 1:] - painted[..., :-1]).abs().mean(dim=(1, 2, 3))
    return down + across


def range_loss(painted: Tensor) -> Tensor:
    """Mean excess of pictures over 0..1."""
    return (painted - painted.clamp(0, 1)).abs().mean(dim=(1, 2, 3))
