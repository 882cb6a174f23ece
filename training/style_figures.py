"""What is measured of the painter's styles, on photos that it was not trained on."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor
from tqdm import tqdm

from emostyle.faces import Face, RetinaFace, crop_faces
from emostyle.recognizer import Recognizer
from training.artefacts import at_textures, checkerboard_ratio, dot_share, droplets, excess, spectrum
from training.colours import allowed_steps, patch_share
from training.configs import Start
from training.directions import directions_held
from training.gatys import steps_to_reach
from training.halos import halo_loss
from training.hatching import hatching_figure
from training.losses import content_loss, flat_texture, style_loss
from training.lpips_distance import LAYERS, Heads, lpips_distance
from training.vgg import CONTENT_LAYER, STYLE_LAYERS, Vgg

SURE = 0.9  # least score of a face in the photo that has to be found again: below it lie feathers and averted heads
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
    """What a style should look like, and how it is painted."""

    style: str
    wanted: dict[str, Tensor]  # Gram matrices: (1, C, C) by layer
    painting: Tensor  # (1, 3, S, S), the middle of the painting, as large as the photos
    paint: Paint
    strength: float = 1.0  # 0..1, at which it is measured


@dataclass(frozen=True, slots=True)
class Seen:
    """What the judge sees in one picture (1, 3, S, S)."""

    picture: Tensor
    activations: dict[str, Tensor]  # of all layers that any figure needs
    faces: tuple[Face, ...]
    emotions: Tensor  # (F,) numbers of the most probable ones
    power: Tensor  # (64, 64), the spectrum divided by its sum


@dataclass(slots=True)
class Sums:
    """What was found on the photos so far."""

    rows: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))  # a number for each photo
    claims: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    claims_of_painting: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))  # of the original
    spectra: list[Tensor] = field(default_factory=list)  # (64, 64) each, of paintings and of photos
    photo_spectra: list[Tensor] = field(default_factory=list)


@torch.inference_mode()
def measure_styles(judge: Judge, goals: list[Goal], photos: list[Tensor]) -> list[dict[str, Any]]:
    """Return the figures of each goal on photos (1, 3, S, S); those that need a face are None without one."""
    sums = [Sums() for _ in goals]
    contents = [_content(judge, goal.painting) for goal in goals]
    for photo in tqdm(photos, desc="photos", leave=False):
        before = _sure(look(judge, photo))
        for goal, content, found in zip(goals, contents, sums, strict=True):
            _measure(judge, goal, content, before, found)
    return [_summary(found) for found in sums]


def look(judge: Judge, picture: Tensor) -> Seen:
    """Look at one picture (1, 3, S, S) in every way that a figure needs."""
    device = next(judge.vgg.parameters()).device
    activations = judge.vgg(picture.to(device), until=LAYERS[-1], layers=(*STYLE_LAYERS, *LAYERS))
    faces, power = judge.detector.detect(picture), spectrum(picture)[0]
    return Seen(picture, activations, faces, _emotions(judge, picture, faces), power / power.sum().clamp(min=1e-12))


def _sure(photo: Seen) -> Seen:
    """Leave out the photo's faces that the detector itself doubts."""
    kept = [number for number, face in enumerate(photo.faces) if face.score >= SURE]
    return replace(photo, faces=tuple(photo.faces[number] for number in kept), emotions=photo.emotions[kept])


def _measure(judge: Judge, goal: Goal, content_of_style: Tensor, photo: Seen, sums: Sums) -> None:
    paintings = {share: goal.paint(photo.picture, share * goal.strength) for share in STRENGTHS}
    painted = look(judge, paintings[1.0])
    _measure_losses(judge, goal, content_of_style, painted, photo, sums)
    before = photo.activations[CONTENT_LAYER]
    growing = [content_loss(_content(judge, paintings[share]), before).item() for share in STRENGTHS[:-1]]
    distances = [0.0, *growing, sums.rows["content_loss"][-1]]
    sums.rows["content_grows_with_strength"].append(all(b >= a * (1 - BACKWARD) for a, b in pairwise(distances)))
    half = paintings[HALF]
    for suffix, picture, faces in (
        ("", painted.picture, painted.faces),
        ("_at_half", half, judge.detector.detect(half)),
    ):
        found, same = count_faces(judge, photo, picture, faces)
        for name, count in (("faces", len(photo.faces)), ("found", found), ("same", same)):
            sums.rows[f"{name}{suffix}"].append(count)
    sums.spectra.append(painted.power)
    sums.photo_spectra.append(photo.power)
    sums.rows["droplets"].append(droplets(painted.picture, photo.picture))
    allowed = float(allowed_steps([goal.painting]))
    sums.rows["patches"].append(patch_share(painted.picture, photo.picture, allowed))
    sums.rows["dots"].append(dot_share(painted.picture, photo.picture))
    sums.rows["halo"].append(halo_loss(painted.picture, photo.picture).sqrt().item())
    sums.rows["flat_texture"].append(flat_texture(painted.picture, photo.picture))
    sums.rows["hatching"].append(hatching_figure(painted.picture, photo.picture))
    for claims, picture in ((sums.claims, painted.picture), (sums.claims_of_painting, goal.painting)):
        for claim, holds in directions_held(goal.style, picture, photo.picture).items():
            claims[claim].append(holds)


def _measure_losses(judge: Judge, goal: Goal, content_of_style: Tensor, painted: Seen, photo: Seen, sums: Sums) -> None:
    before = photo.activations[CONTENT_LAYER]
    style, style_before = (style_loss(seen.activations, goal.wanted).item() for seen in (painted, photo))
    content = content_loss(painted.activations[CONTENT_LAYER], before).item()
    sums.rows["style_loss"].append(style)
    sums.rows["style_loss_of_photo"].append(style_before)
    sums.rows["content_loss"].append(content)
    sums.rows["nearer_to_style_than_photo"].append(style < style_before)
    sums.rows["sandwich"].append(style < style_before and content < content_loss(content_of_style, before).item())
    if judge.heads is not None:
        sums.rows["lpips"].append(lpips_distance(judge.heads, painted.activations, photo.activations).item())


def _content(judge: Judge, picture: Tensor) -> Tensor:
    device = next(judge.vgg.parameters()).device
    activations: dict[str, Tensor] = judge.vgg(picture.to(device), until=CONTENT_LAYER)
    return activations[CONTENT_LAYER]


def _emotions(judge: Judge, picture: Tensor, faces: Sequence[Face]) -> Tensor:
    if not faces:
        return torch.empty(0, dtype=torch.long)
    return judge.recognizer.read(crop_faces(picture, faces)).argmax(dim=1)


def count_faces(judge: Judge, photo: Seen, painted: Tensor, after: Sequence[Face]) -> tuple[int, int]:
    """Count the photo's faces that are found again among those of a painting, and those of them read as before."""
    matches = [
        (number, other)
        for number, face in enumerate(photo.faces)
        for other in [next((o for o in after if face.box.overlap(o.box) > FACE_MATCH), None)]
        if other is not None
    ]
    emotions = _emotions(judge, painted, [other for _, other in matches])
    same = sum(int(photo.emotions[number] == now) for (number, _), now in zip(matches, emotions, strict=True))
    return len(matches), same


def lbfgs_steps(
    vgg: Vgg, goal: Goal, photos: list[Tensor], weights: tuple[float, float], most: int, start: Start
) -> float | None:
    """Return the median number of L-BFGS steps that paint as well as one pass at strength 1; None without photos."""
    device = next(vgg.parameters()).device
    counts = []
    for photo in photos:
        painted = goal.paint(photo, 1.0).clone().to(device)  # a copy that may take part in autograd
        counts.append(steps_to_reach(vgg, photo.to(device), painted, goal.wanted, weights, most, start))
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
    worst = float(at_textures(excess(painted) - excess(photos)).max().exp())
    figures["worst_wave"] = round(worst, 4)
    figures["droplets"] = int(sum(rows["droplets"]))
    for name in ("patches", "dots", "halo", "flat_texture", "hatching"):
        figures[name] = _mean(rows[name])
    for suffix, claims in (("", sums.claims), ("_of_painting", sums.claims_of_painting)):
        figures[f"directions{suffix}"] = {claim: _mean(held) for claim, held in claims.items()}
    return figures


def _mean(values: list[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None
