"""What is measured of one style of the painter, on photos that it was not trained on."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor

from emostyle.faces import RetinaFace, crop_faces
from emostyle.recognizer import Recognizer
from training.artefacts import checkerboard_ratio, droplets, lattice_excess, spectrum
from training.directions import directions_held
from training.gatys import steps_to_reach
from training.losses import content_loss, style_loss
from training.lpips_distance import Heads, lpips_distance
from training.vgg import CONTENT_LAYER, Vgg

FACE_MATCH = 0.5  # least intersection over union for a painted face to be the same face
HALF = 0.5  # the strength at which faces are looked for again
STRENGTHS = (0.25, 0.5, 0.75, 1.0)  # at which the distance from the photo must grow; nothing is painted at 0
BACKWARD = 1e-3  # relative step back in content distance that still counts as growth: rounding of 8-bit numbers

Paint = Callable[[Tensor, float], Tensor]  # from a photo (1, 3, H, W) and a strength to its painting


@dataclass(frozen=True, slots=True)
class Judge:
    """All that looks at paintings."""

    vgg: Vgg
    detector: RetinaFace
    recognizer: Recognizer
    heads: Heads | None  # of LPIPS; None where the package is not installed


@dataclass(frozen=True, slots=True)
class Goal:
    """What a style should look like."""

    style: str
    wanted: dict[str, Tensor]  # Gram matrices: (1, C, C) by layer
    painting: Tensor  # (1, 3, S, S), the middle of the painting, as large as the photos


@dataclass(slots=True)
class Sums:
    """What was found on the photos so far."""

    rows: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))  # a number for each photo
    claims: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    spectra: list[Tensor] = field(default_factory=list)  # (64, 64) each, of paintings and of photos
    photo_spectra: list[Tensor] = field(default_factory=list)


@torch.inference_mode()
def measure_style(judge: Judge, goal: Goal, paint: Paint, strength: float, photos: list[Tensor]) -> dict[str, Any]:
    """Measure a style, painted at `strength`, on photos (1, 3, S, S); figures that need a face are None without one."""
    sums = Sums()
    for photo in photos:
        painted = paint(photo, strength)
        _measure_losses(judge, goal, painted, photo, sums)
        _measure_faces(judge, photo, painted, "", sums)
        _measure_faces(judge, photo, paint(photo, HALF * strength), "_at_half", sums)
        _measure_growth(judge, photo, [paint(photo, strength * s) for s in STRENGTHS], sums)
        _measure_look(goal.style, painted, photo, sums)
    return _summary(sums)


def _measure_losses(judge: Judge, goal: Goal, painted: Tensor, photo: Tensor, sums: Sums) -> None:
    device = next(judge.vgg.parameters()).device
    seen, before, painting = (judge.vgg(picture.to(device)) for picture in (painted, photo, goal.painting))
    style, style_before = style_loss(seen, goal.wanted).item(), style_loss(before, goal.wanted).item()
    content = content_loss(seen[CONTENT_LAYER], before[CONTENT_LAYER]).item()
    content_of_style = content_loss(painting[CONTENT_LAYER], before[CONTENT_LAYER]).item()
    sums.rows["style_loss"].append(style)
    sums.rows["style_loss_of_photo"].append(style_before)
    sums.rows["content_loss"].append(content)
    sums.rows["nearer_to_style_than_photo"].append(style < style_before)
    sums.rows["sandwich"].append(style < style_before and content < content_of_style)
    if judge.heads is not None:
        distance = lpips_distance(judge.vgg, judge.heads, painted.to(device), photo.to(device)).item()
        sums.rows["lpips"].append(distance)


def _measure_growth(judge: Judge, photo: Tensor, paintings: list[Tensor], sums: Sums) -> None:
    """Note whether the content distance grows with the strength, from 0 on."""
    device = next(judge.vgg.parameters()).device
    before = judge.vgg(photo.to(device), until=CONTENT_LAYER)[CONTENT_LAYER]
    found = [judge.vgg(painted.to(device), until=CONTENT_LAYER)[CONTENT_LAYER] for painted in paintings]
    distances = [0.0, *(content_loss(seen, before).item() for seen in found)]
    grows = all(b >= a * (1 - BACKWARD) for a, b in pairwise(distances))
    sums.rows["content_grows_with_strength"].append(grows)


def _measure_faces(judge: Judge, photo: Tensor, painted: Tensor, suffix: str, sums: Sums) -> None:
    found, faces, same = count_faces(judge, photo, painted)
    for name, count in (("faces", faces), ("found", found), ("same", same)):
        sums.rows[f"{name}{suffix}"].append(count)


def _measure_look(style: str, painted: Tensor, photo: Tensor, sums: Sums) -> None:
    for power, spectra in ((spectrum(painted)[0], sums.spectra), (spectrum(photo)[0], sums.photo_spectra)):
        spectra.append(power / power.sum().clamp(min=1e-12))
    sums.rows["droplets"].append(droplets(painted, photo))
    for claim, holds in directions_held(style, painted, photo).items():
        sums.claims[claim].append(holds)


def count_faces(judge: Judge, photo: Tensor, painted: Tensor) -> tuple[int, int, int]:
    """Count the photo's faces that are found again, all faces of the photo, and found ones read as before."""
    before, after = judge.detector.detect(photo), judge.detector.detect(painted)
    pairs = []
    for face in before:
        matches = [other for other in after if face.box.overlap(other.box) > FACE_MATCH]
        pairs += [(face, matches[0])] if matches else []
    if not pairs:
        return 0, len(before), 0
    old = judge.recognizer.read(crop_faces(photo, [pair[0] for pair in pairs])).argmax(dim=1)
    new = judge.recognizer.read(crop_faces(painted, [pair[1] for pair in pairs])).argmax(dim=1)
    return len(pairs), len(before), int((old == new).sum())


def lbfgs_steps(
    judge: Judge, goal: Goal, paint: Paint, photos: list[Tensor], weights: tuple[float, float], most: int
) -> float | None:
    """Return the median number of L-BFGS steps that paint as well as one pass at strength 1; None without photos."""
    device = next(judge.vgg.parameters()).device
    counts = [
        steps_to_reach(
            judge.vgg, photo.clone().to(device), paint(photo, 1.0).clone().to(device), goal.wanted, weights, most
        )
        for photo in photos
    ]
    return statistics.median(counts) if counts else None


def _summary(sums: Sums) -> dict[str, Any]:
    rows = sums.rows
    means = ("style_loss", "style_loss_of_photo", "content_loss", "nearer_to_style_than_photo", "sandwich")
    figures: dict[str, Any] = {name: _mean(rows[name]) for name in (*means, "content_grows_with_strength")}
    figures["lpips"] = _mean(rows["lpips"])
    for suffix in ("", "_at_half"):
        faces, found, same = (sum(rows[f"{name}{suffix}"]) for name in ("faces", "found", "same"))
        figures["faces"] = int(faces)
        figures[f"faces_found{suffix}"] = round(found / faces, 4) if faces else None
        figures[f"faces_read_as_before{suffix}"] = round(same / found, 4) if found else None
    painted, photos = (torch.stack(spectra).mean(dim=0) for spectra in (sums.spectra, sums.photo_spectra))
    figures["checkerboard_ratio"] = round(checkerboard_ratio(painted, photos), 4)
    worst = float((lattice_excess(painted) - lattice_excess(photos)).max().exp())
    figures["checkerboard_worst_point"] = round(worst, 4)
    figures["droplets"] = int(sum(rows["droplets"]))
    figures["directions"] = {claim: _mean([float(h) for h in held]) for claim, held in sums.claims.items()}
    return figures


def _mean(values: list[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None
