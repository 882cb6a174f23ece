"""What the painter learns to minimise: the loss of one batch, by name and by sample."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from emostyle.emotion_net import EmotionNet
from emostyle.recognizer import Recognizer
from emostyle.style_net import StyleNet
from training.artefacts import dot_loss, lattice_loss
from training.colours import patch_loss
from training.configs import PaintingConfig
from training.directions import claims_of, direction_loss
from training.face_crops import face_features
from training.face_detector import FaceDetector, finding_loss
from training.halos import halo_loss
from training.hatching import hatch_loss
from training.losses import feature_loss, flatness, paint_terms, tone_loss
from training.vgg import CONTENT_LAYER, Vgg

IDENTITY_WEIGHT = 20.0  # of the pixel distance when the photo must come back unchanged
OF_FACES = ("reading", "finding", "tone")  # terms that are 0 without a face
_LEAST_STYLE = 1e-3  # share of styles in a mix below which there is none


@dataclass(frozen=True, slots=True)
class Batch:
    """What one step learns from."""

    photos: Tensor  # (N, 3, S, S) in 0..1
    masks: Tensor  # (N, 1, S, S), 1 inside faces
    mix: Tensor  # (N, styles), rows sum to 1; the last column is the identity style
    faces: Tensor  # (F, 5): sample, left, top, right, bottom of the faces that are large enough to be read


@dataclass(frozen=True, slots=True)
class Judges:
    """The frozen networks that look at paintings, and what they want to see."""

    vgg: Vgg
    reader: EmotionNet  # its features say what a face shows
    detector: FaceDetector
    claims: Tensor  # (styles, directions), what each style claims
    targets: dict[str, Tensor]  # Gram matrices of the styles by layer: (styles without identity, C, C)
    colours: Tensor  # (styles without identity,), how far colours may step in each style


def make_judges(vgg: Vgg, styles: tuple[str, ...], device: torch.device) -> Judges:
    """Put the judges together: the shipped classifier and detector, frozen; nothing is wanted of the styles yet.

    Raises WeightsError.
    """
    reader = Recognizer.load(device=device).net.requires_grad_(False).eval()
    colours = torch.zeros(len(styles) - 1, device=device)
    return Judges(vgg, reader, FaceDetector().to(device), claims_of(styles).to(device), {}, colours)


def loss_terms(net: StyleNet, judges: Judges, batch: Batch, config: PaintingConfig) -> tuple[Tensor, dict[str, Tensor]]:
    """Paint a batch; return the loss, and its terms by name, one number per sample (N,) and without gradient."""
    device, mix = batch.photos.device, batch.mix.to(batch.photos.device)
    with torch.autocast(device.type, torch.bfloat16, enabled=config.bf16):
        painted = net(batch.photos, mix)
        seen = judges.vgg(painted)
        with torch.no_grad():
            photo = judges.vgg(batch.photos, until=CONTENT_LAYER)[CONTENT_LAYER]
    same = mix[:, -1]  # (N,) 1 where the photo must come back, less where a style is painted at part of its strength
    wanted = {layer: _mixed(mix, target, same) for layer, target in judges.targets.items()}
    weight = 1 + (config.face_weight - 1) * F.interpolate(batch.masks, size=photo.shape[-2:], mode="area")
    calm = 1 + (config.flat_weight - 1) * flatness(batch.photos)
    terms = paint_terms(painted, seen, photo, wanted, weight, calm)
    terms["lattice"] = lattice_loss(painted, batch.photos)
    terms["dots"] = dot_loss(painted, batch.photos)
    terms["patch"] = patch_loss(painted, batch.photos, mix[:, :-1] @ judges.colours)
    terms["halo"] = halo_loss(painted, batch.photos)
    terms["hatching"] = hatch_loss(painted, batch.photos)
    terms["tone"] = tone_loss(painted, batch.photos, batch.masks)
    terms["reading"] = _reading_terms(judges.reader, painted, batch)
    terms["finding"] = finding_loss(judges.detector, painted, batch.photos)
    terms["direction"] = direction_loss(painted, batch.photos, mix @ judges.claims)
    terms["identity"] = (painted - batch.photos).abs().mean(dim=(1, 2, 3))
    counts = _counts(config, same)
    total = torch.stack([counts[name] * term for name, term in terms.items()]).sum(dim=0).mean()
    return total, {name: term.detach() for name, term in terms.items()}


def _mixed(mix: Tensor, targets: Tensor, same: Tensor) -> Tensor:
    """Mix Gram matrices (styles, C, C) as the samples mix styles; samples without style get any that is not 0."""
    shares = mix[:, :-1] / (1 - same).clamp(min=_LEAST_STYLE)[:, None]  # rows sum to 1, whatever the strength
    none = (same > 1 - _LEAST_STYLE).float()
    return torch.einsum("ns,sij->nij", shares, targets) + none[:, None, None] * targets.mean(dim=0)


def _reading_terms(reader: EmotionNet, painted: Tensor, batch: Batch) -> Tensor:
    """Return how far the faces of each sample are from what the reader saw in the photo (N,); 0 without a face."""
    found = torch.zeros(len(painted), device=painted.device)
    if not len(batch.faces):
        return found
    with torch.no_grad():
        before = face_features(reader, batch.photos, batch.faces)
    distance = feature_loss(face_features(reader, painted, batch.faces), before)  # (F,)
    sample = batch.faces[:, 0].long()
    count = torch.bincount(sample, minlength=len(painted)).clamp(min=1)
    return found.index_add(0, sample, distance) / count


def _counts(config: PaintingConfig, same: Tensor) -> dict[str, Tensor]:
    # What each term counts per sample (N,); a photo that must come back (`same` is 1) has no style to reach.
    return {
        "style": config.style_weight * (1 - same),
        "content": torch.full_like(same, config.content_weight),
        "reading": torch.full_like(same, config.reading_weight),
        "tone": torch.full_like(same, config.tone_weight),
        "finding": torch.full_like(same, config.finding_weight),
        "direction": torch.full_like(same, config.direction_weight),
        "variation": config.variation_weight * (1 - same),
        "lattice": config.lattice_weight * (1 - same),
        "dots": config.dots_weight * (1 - same),
        "patch": config.patch_weight * (1 - same),
        "halo": config.halo_weight * (1 - same),
        "hatching": config.hatching_weight * (1 - same),
        "range": torch.full_like(same, config.range_weight),
        "identity": IDENTITY_WEIGHT * same,
    }


class Tally:
    """Averages the terms of many steps, all together and for each style."""

    def __init__(self, styles: tuple[str, ...]) -> None:
        self._styles = styles  # the identity style last
        self._sums: dict[str, float] = defaultdict(float)
        self._counts: dict[str, float] = defaultdict(float)

    def add(self, terms: dict[str, Tensor], batch: Batch) -> None:
        """Count the samples (N,) of a step; blends count for the style that they have most of."""
        main = batch.mix.argmax(dim=1).tolist()
        with_face = set(batch.faces[:, 0].long().tolist())
        for name, values in terms.items():
            for sample, value in enumerate(values.tolist()):
                style = self._styles[main[sample]]
                unchanged = main[sample] == len(self._styles) - 1
                if (name == "identity") != unchanged or (name in OF_FACES and sample not in with_face):
                    continue
                for key in (name,) if unchanged else (name, f"{name}/{style}"):
                    self._sums[key] += value
                    self._counts[key] += 1

    def means(self) -> dict[str, float]:
        """Return the averages by name and by `name/style`, and begin anew."""
        found = {key: self._sums[key] / self._counts[key] for key in sorted(self._sums)}
        self._sums.clear()
        self._counts.clear()
        return found
