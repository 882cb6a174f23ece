"""The terms of the painter's loss. All are relative, so that one set of weights serves every style."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from training.artefacts import luminance
from training.vgg import CONTENT_LAYER, STYLE_LAYERS

_PLACE = 8  # pixels, side of the squares whose brightness is compared
_AROUND = 9  # pixels, side of the square in which a place is looked at
_FLAT = 0.03  # standard deviation of luma in it that is no longer flat


def gram(features: Tensor) -> Tensor:
    """Correlate the channels of activations (N, C, H, W): fp32 (N, C, C), divided by H * W * C.

    The products of bfloat16 activations are bfloat16 too, which rounds a Gram matrix by a few thousandths and takes
    half the time of fp32 on CPUs that have it; every measurement is made on fp32 activations.
    """
    _, c, h, w = features.shape
    rows = features.permute(0, 2, 3, 1).flatten(1, 2)  # (N, H * W, C), a view of channels-last activations
    return (rows.transpose(1, 2) @ rows).float() / (c * h * w)


def grams(activations: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the Gram matrices of the style layers by name."""
    return {name: gram(activations[name]) for name in STYLE_LAYERS}


def style_loss(painted: dict[str, Tensor], wanted: dict[str, Tensor]) -> Tensor:
    """Relative squared distance of Gram matrices, averaged over layers: one number per sample (N,)."""
    terms = []
    for name in STYLE_LAYERS:
        target = wanted[name]
        distance = (gram(painted[name]) - target).square().sum(dim=(1, 2))
        terms.append(distance / target.square().sum(dim=(1, 2)))
    return torch.stack(terms).mean(dim=0)


def content_loss(painted: Tensor, photo: Tensor, weight: Tensor | None = None) -> Tensor:
    """Relative squared distance of activations (N, C, H, W), weighted by place (N, 1, H, W): one number per sample."""
    distance, size = (painted.float() - photo.float()).square(), photo.float().square()
    if weight is not None:
        distance, size = distance * weight, size * weight
    return distance.sum(dim=(1, 2, 3)) / size.sum(dim=(1, 2, 3))


def feature_loss(painted: Tensor, photo: Tensor) -> Tensor:
    """Relative squared distance of feature vectors (N, C): one number per row (N,)."""
    return (painted - photo).square().sum(dim=1) / photo.square().sum(dim=1).clamp(min=1e-6)


def variation_loss(painted: Tensor, weight: Tensor | None = None) -> Tensor:
    """Mean squared difference of neighbouring pixels of (N, 3, H, W), by place: one number per sample (N,).

    `weight` (N, 1, H, W) is what each place counts.
    """
    down = (painted[:, :, 1:] - painted[:, :, :-1]).square()
    across = (painted[:, :, :, 1:] - painted[:, :, :, :-1]).square()
    if weight is not None:
        down, across = down * weight[:, :, 1:], across * weight[:, :, :, 1:]
    return down.mean(dim=(1, 2, 3)) + across.mean(dim=(1, 2, 3))


def flatness(photos: Tensor) -> Tensor:
    """Return how flat each place of photos (N, 3, H, W) in 0..1 is: (N, 1, H, W), 1 in a sky and 0 in grass."""
    grey = luminance(photos)
    mean, square = (F.avg_pool2d(g, _AROUND, 1, _AROUND // 2, count_include_pad=False) for g in (grey, grey.square()))
    return torch.exp(-(square - mean.square()).clamp(min=0) / _FLAT**2)


def flat_texture(painted: Tensor, photo: Tensor) -> float:
    """Return how far neighbouring pixels of one painting (1, 3, H, W), 0..1, differ where the photo is flat, as an RMS.

    It is 0 for a photo that is flat nowhere.
    """
    flat = flatness(photo)
    total = variation_loss(painted, flat) / flat.mean().clamp(min=1e-3)
    return total.sqrt().item()


def tone_loss(painted: Tensor, photos: Tensor, masks: Tensor) -> Tensor:
    """Mean squared difference of brightness inside faces: one number per sample (N,), 0 without a face.

    Details do not count, only places of 8 by 8 pixels. `masks` (N, 1, H, W) are 1 inside faces. Instance normalisation
    forgets how bright a face was: before a white wall it comes out dark.
    """
    places, within = F.avg_pool2d(luminance(painted) - luminance(photos), _PLACE), F.avg_pool2d(masks, _PLACE)
    total: Tensor = (places.square() * within).sum(dim=(1, 2, 3))
    return total / within.sum(dim=(1, 2, 3)).clamp(min=1)


def range_loss(painted: Tensor) -> Tensor:
    """Mean squared excess of (N, 3, H, W) over 0..1: one number per sample (N,)."""
    return (painted - painted.clamp(0, 1)).square().mean(dim=(1, 2, 3))


def paint_terms(
    painted: Tensor,
    seen: dict[str, Tensor],
    photo: Tensor,
    wanted: dict[str, Tensor],
    weight: Tensor | None,
    calm: Tensor | None = None,
) -> dict[str, Tensor]:
    """Return every named term of the loss, one number per sample (N,).

    `painted` (N, 3, H, W) is the network's output, `seen` its activations, `photo` the photo's content activations,
    `wanted` the Gram matrices of the styles, `weight` (N, 1, h, w) what each place of the content counts,
    `calm` (N, 1, H, W) what each place of the variation counts.
    """
    return {
        "style": style_loss(seen, wanted),
        "content": content_loss(seen[CONTENT_LAYER], photo, weight),
        "variation": variation_loss(painted, calm),
        "range": range_loss(painted),
    }
