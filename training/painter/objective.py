"""What the painter learns to minimise: the loss of one batch, by name and by sample."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Generator, Tensor
from torch.nn import functional as F

from emostyle.painting.style_net import StyleNet, draw_noise
from training.common.configs import PaintingConfig
from training.losses.spectral_artefacts import lattice_loss
from training.losses.style_content import (
    heads_loss,
    layout_loss,
    light_loss,
    moment_loss,
    neighbour_loss,
    palette_loss,
    range_loss,
    shape_loss,
    some_places,
    spread_loss,
    variation_loss,
)
from training.losses.vgg import Vgg
from training.painter.paintings import NEIGHBOUR_LAYERS, StyleTargets
from training.painter.photographs import Crops

IDENTITY_WEIGHT = 20.0  # of the pixel distance when the photo must come back unchanged
# Weights of layers at the size that is painted and at half of it. The first layers of the former see the grain of
# canvas and of files: a network that is paid for it grows grain instead of strokes.
_STROKES = {"relu2_1": 0.5, "relu3_1": 1.0, "relu4_1": 1.0}
_SHAPES = {"relu1_2": 0.5, "relu2_1": 1.0, "relu3_1": 1.0, "relu4_1": 1.0}
_SHAPE_LAYER, _FACE_LAYERS = "relu4_1", ("relu2_1", "relu3_1")
_NEIGHBOURS, _BANK = 512, 1024  # places of a painting and of an artwork that are compared
_LAYOUT = 144  # places whose likeness to each other is compared
_POOL = 8  # pixels, side of the places whose colours are compared
_SKIN = 5.0  # how much more the colours of a head count than others: it keeps its shapes, but not its skin's colour
_LEAST_MATTE = 0.5  # a head that is less inside of a crop is not looked at
_LEAST_STYLE = 1e-3  # share of styles in a mix below which there is none


@dataclass(frozen=True, slots=True)
class Batch:
    """What one step learns from: the samples are photos, each painted in several mixes."""

    photos: Tensor  # (P, 3, S, S) in 0..1
    mattes: Tensor  # (P, 1, S, S), 1 on heads
    tones: Tensor  # (P, 1, S, S) in 0..1, how light each place is within the whole photo
    mix: Tensor  # (P * K, styles), K for a photo, one after another; rows sum to 1; the last is the identity style

    @classmethod
    def of(cls, crops: Crops, mix: Tensor, device: torch.device) -> Batch:
        """Return what is learnt from crops, painted in `mix`, on a device."""
        return cls(crops.photos.to(device), crops.mattes.to(device), crops.tones.to(device), mix)

    @property
    def copies(self) -> int:
        """How often each photo is painted."""
        return len(self.mix) // len(self.photos)


def loss_terms(
    net: StyleNet,
    vgg: Vgg,
    targets: StyleTargets,
    batch: Batch,
    config: PaintingConfig,
    generator: Generator,
) -> tuple[Tensor, dict[str, Tensor]]:
    """Paint a batch; return the loss, and its terms by name, one number per sample (N,) and without gradient.

    Half of the style's weight judges the paintings at half of their size, where the loss network sees shapes instead of
    strokes.
    """
    device = batch.photos.device
    photos, mattes, tones = (
        x.repeat_interleave(batch.copies, dim=0) for x in (batch.photos, batch.mattes, batch.tones)
    )
    mix, noise = batch.mix.to(device), draw_noise(photos, generator)
    with torch.autocast(device.type, torch.bfloat16, enabled=config.bf16):
        painted = net(photos, mix, noise)
        seen = vgg(painted, until="relu4_1", layers=(*_STROKES, *NEIGHBOUR_LAYERS))
        with torch.no_grad():
            photo = vgg(batch.photos, until="relu4_1", layers=(*_FACE_LAYERS, _SHAPE_LAYER))
            photo = {name: x.repeat_interleave(batch.copies, dim=0) for name, x in photo.items()}
        half = F.interpolate(painted, scale_factor=0.5, mode="bilinear", antialias=True, align_corners=False)
        small = vgg(half, until="relu4_1", layers=tuple(_SHAPES))
    same = mix[:, -1]  # (N,) 1 where the photo must come back, less where a style is painted at part of its strength
    shares = mix[:, :-1] / (1 - same).clamp(min=_LEAST_STYLE)[:, None]  # rows sum to 1, whatever the strength
    shares = torch.where((same > 1 - _LEAST_STYLE)[:, None], torch.full_like(shares, 1 / shares.shape[1]), shares)
    whole = _style_term(seen, targets.moments, targets.means, shares, _STROKES)
    halved = _style_term(small, targets.half_moments, targets.half_means, shares, _SHAPES)
    terms = {"style": (whole + halved) / 2}
    terms["neighbours"] = _neighbour_term(seen, targets, shares, generator)
    terms["layout"] = layout_loss(*_same_places(seen[_SHAPE_LAYER], photo[_SHAPE_LAYER], generator))
    terms["content"] = shape_loss(seen[_SHAPE_LAYER], photo[_SHAPE_LAYER])
    terms["face"] = _face_term(seen, photo, mattes)
    terms["light"] = light_loss(painted, photos)
    terms["heads"] = heads_loss(painted, photos, mattes, _POOL)
    terms["palette"] = palette_loss(painted, tones, targets.colours[shares.argmax(dim=1)], 1 + _SKIN * mattes, _POOL)
    terms["spread"] = spread_loss(painted, torch.einsum("ns,sij->nij", shares, targets.spreads))
    terms["lattice"] = lattice_loss(painted, photos)
    terms["variation"] = variation_loss(painted)
    terms["range"] = range_loss(painted)
    painting = torch.stack([getattr(config, f"{name}_weight") * term for name, term in terms.items()]).sum(dim=0)
    terms["identity"] = (painted - photos).abs().mean(dim=(1, 2, 3))
    total = ((1 - same) * painting + same.square() * IDENTITY_WEIGHT * terms["identity"]).mean()
    return total, {name: term.detach() for name, term in terms.items()}


def _style_term(
    seen: dict[str, Tensor],
    moments: dict[str, Tensor],
    means: dict[str, Tensor],
    shares: Tensor,
    weights: dict[str, float],
) -> Tensor:
    terms = []
    for name, weight in weights.items():
        moment = torch.einsum("ns,sij->nij", shares, moments[name])
        terms.append(weight * moment_loss(seen[name], moment, shares @ means[name]))
    return torch.stack(terms).sum(dim=0) / sum(weights.values())


def _neighbour_term(seen: dict[str, Tensor], targets: StyleTargets, shares: Tensor, generator: Generator) -> Tensor:
    """Compare each sample with its style; a blend with that which has the larger share."""
    style, terms = shares.argmax(dim=1), []
    for name in NEIGHBOUR_LAYERS:
        some = torch.randint(targets.banks[name].shape[1], (_BANK,), generator=generator).to(shares.device)
        bank, places = targets.banks[name][style[:, None], some], some_places(seen[name], _NEIGHBOURS, generator)
        terms.append(neighbour_loss(places, bank, targets.centres[name][style]))
    return torch.stack(terms).mean(dim=0)


def _same_places(painted: Tensor, photo: Tensor, generator: Generator) -> tuple[Tensor, Tensor]:
    both = some_places(torch.cat([painted, photo]), _LAYOUT, generator)
    return both[: len(painted)], both[len(painted) :]


def _face_term(seen: dict[str, Tensor], photo: dict[str, Tensor], mattes: Tensor) -> Tensor:
    """Compare the heads of those samples that have any; the others get 0."""
    found = mattes.amax(dim=(1, 2, 3)) > _LEAST_MATTE
    term = mattes.new_zeros(len(mattes))
    if not found.any():
        return term
    of_heads = [shape_loss(seen[name][found], photo[name][found], mattes[found]) for name in _FACE_LAYERS]
    return term.masked_scatter(found, torch.stack(of_heads).sum(dim=0))


class Tally:
    """Means of the terms since the last call, over all samples and for each style alone."""

    def __init__(self, styles: tuple[str, ...]) -> None:
        self._styles = styles
        self._sums: dict[str, list[float]] = {}

    def add(self, terms: dict[str, Tensor], mix: Tensor) -> None:
        """Count one batch; a sample counts for the style with the largest share."""
        for row, style in enumerate(mix.argmax(dim=1).tolist()):
            for name, term in terms.items():
                value = term[row].item()
                if style < len(self._styles) - 1:
                    self._note(name, value)
                    if name == "style":
                        self._note(f"{name}/{self._styles[style]}", value)
                elif name == "identity":
                    self._note(name, value)

    def _note(self, name: str, value: float) -> None:
        total = self._sums.setdefault(name, [0.0, 0.0])
        total[0], total[1] = total[0] + value, total[1] + 1

    def means(self) -> dict[str, float]:
        """Return the means by name and reset them."""
        found = {name: total / count for name, (total, count) in sorted(self._sums.items())}
        self._sums.clear()
        return found
