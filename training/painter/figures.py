"""The figures of a painter's styles, on photos that it was not trained on."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from emostyle.imaging import images
from emostyle.imaging.images import Image
from emostyle.reading.faces import Face, crop_faces
from training.losses.style_content import luminance
from training.losses.vgg import Vgg
from training.painter import texture, tint
from training.painter.delivery import Painter, first_choices, looked_at, shown
from training.painter.points import PointFinder, shifts
from training.painter.walls import Waves, even_places

SURE = 0.9  # least score of a face in the photo that has to be found again: below it lie feathers and averted heads
FACE_MATCH = 0.5  # least intersection over union for a painted face to be the same face
HALF = 0.5  # the strength at which faces are looked for again
PLACES = 16  # along each side, where light and dark are compared
_LEAST_WALLS = 0.02  # share of a photo that is even; less of it is no wall

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judge:
    """All that looks at paintings."""

    vgg: Vgg
    finder: PointFinder
    painter: Painter


@dataclass(frozen=True, slots=True)
class Goal:
    """A style, and what its artwork is like."""

    style: str
    artwork: tint.Artwork
    energies: Tensor  # (4,), by band


@dataclass(frozen=True, slots=True)
class Before:
    """A photo, and what the judge knows of it before it is painted."""

    data: bytes
    at_phone: Tensor  # (1, 3, H, W) in 0..1, as a phone shows it
    small: Tensor  # the same where texture is measured
    guide: texture.Photo
    walls: Tensor | None  # (H, W), where the small one is even; None where there is next to no such place
    even: Tensor  # (H, W), where the one of a phone is even
    faces: tuple[Face, ...]  # in pixels of `at_phone`
    points: list[Tensor]  # (5, 2) of each face
    emotions: list[int]


@dataclass(slots=True)
class Found:
    """What was found of one style on the photos so far."""

    energies: list[Tensor] = field(default_factory=list)  # (4,) each, by band
    wall_energies: list[Tensor] = field(default_factory=list)
    painted: list[list[float]] = field(default_factory=list)  # distances from the artwork at each size
    tints: list[list[float]] = field(default_factory=list)
    light: list[float] = field(default_factory=list)
    waves: Waves = field(default_factory=Waves)
    shifts: list[Tensor] = field(default_factory=list)  # (5,) each
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def goal_of(judge: Judge, style: str, artwork: Tensor) -> Goal:
    """Look at an artwork (1, 3, H, W) in 0..1, as large as it is learnt."""
    return Goal(style, tint.look_at_artwork(judge.vgg, artwork), texture.artwork_energies(artwork))


def look_at_photo(judge: Judge, data: bytes) -> Before:
    """Look at the bytes of a photo of chat size."""
    whole = images.to_tensor(images.decode(data))
    at_phone, small = looked_at(whole), shown(whole)
    walls = even_places(small)
    faces = tuple(face for face in judge.finder.detect(at_phone) if face.score >= SURE)
    return Before(
        data,
        at_phone,
        small,
        texture.Photo(small),
        walls if walls.float().mean() >= _LEAST_WALLS else None,
        even_places(at_phone),
        faces,
        [judge.finder.points(at_phone, face.box) for face in faces],
        _emotions(judge, at_phone, faces),
    )


@torch.inference_mode()
def measure(judge: Judge, goal: Goal, photo: Before, found: Found) -> None:
    """Paint a photo in a style, fully and by half, and note what is seen."""
    whole = _tensor(judge.painter.paint(photo.data, goal.style, 1.0))
    at_phone, small = looked_at(whole), shown(whole)
    energies = photo.guide.own_texture(small)
    found.energies.append(energies.mean(dim=(1, 2)))
    if photo.walls is not None:
        found.wall_energies.append(energies[:, photo.walls].mean(dim=1))
    found.painted.append(tint.distances(tint.look(judge.vgg, small), goal.artwork.seen))
    tinted = tint.tinted(photo.small, goal.artwork.pixels)
    found.tints.append(tint.distances(tint.look(judge.vgg, tinted), goal.artwork.seen))
    found.light.append(light_order(small, photo.small))
    found.waves.add(at_phone, photo.at_phone, photo.even)
    if photo.faces:
        _measure_faces(judge, photo, at_phone, "", found)
        half = looked_at(_tensor(judge.painter.paint(photo.data, goal.style, HALF)))
        _measure_faces(judge, photo, half, "_at_half", found)


def _measure_faces(judge: Judge, photo: Before, painted: Tensor, suffix: str, found: Found) -> None:
    after = judge.finder.detect(painted)
    matches = [
        (number, other)
        for number, face in enumerate(photo.faces)
        for other in [next((o for o in after if face.box.overlap(o.box) > FACE_MATCH), None)]
        if other is not None
    ]
    emotions = _emotions(judge, painted, [other for _, other in matches])
    found.counts[f"faces{suffix}"] += len(photo.faces)
    found.counts[f"found{suffix}"] += len(matches)
    found.counts[f"same{suffix}"] += sum(
        photo.emotions[number] == now for (number, _), now in zip(matches, emotions, strict=True)
    )
    if not suffix:
        for number, _ in matches:
            points = judge.finder.points(painted, photo.faces[number].box)
            found.shifts.append(shifts(photo.points[number], points))


def _emotions(judge: Judge, picture: Tensor, faces: Sequence[Face]) -> list[int]:
    if not faces:
        return []
    return judge.painter.recognizer.read(crop_faces(picture, faces)).argmax(dim=1).tolist()


def light_order(painted: Tensor, photo: Tensor) -> float:
    """Return the rank correlation (Spearman) of the luma of two pictures over 16 × 16 places, -1 to 1."""
    grey = torch.cat([F.adaptive_avg_pool2d(luminance(picture), PLACES).flatten(1) for picture in (painted, photo)])
    return float(torch.corrcoef(grey.argsort(dim=1).argsort(dim=1).double())[0, 1].nan_to_num())


def summary(goal: Goal, found: Found) -> Row:
    """Return the figures of one style; those for which there was nothing to look at are None."""
    scores = tint.scores(found.painted, found.tints, goal.artwork)
    wave = found.waves.strongest()
    row = {
        **_texture_row("own_texture", found.energies, goal.energies),
        **_texture_row("own_texture_on_walls", found.wall_energies, goal.energies),
        "tint_score": _rounded(statistics.fmean(scores)),
        "tint_score_by_size": dict(zip(tint.SIZES, map(_rounded, scores), strict=True)),
        "light_order": _rounded(statistics.fmean(found.light)),
        "wall_wave": _rounded(wave and wave[0]),
        "wall_wave_amplitude": _rounded(wave and wave[1]),
        "landmark_shift": _rounded(float(torch.cat(found.shifts).median()) if found.shifts else None),
        "faces": found.counts["faces"],
    }
    for suffix in ("", "_at_half"):
        faces, again, same = (found.counts[f"{name}{suffix}"] for name in ("faces", "found", "same"))
        row[f"faces_found{suffix}"] = _rounded(again / faces if faces else None)
        row[f"faces_read_as_before{suffix}"] = _rounded(same / again if again else None)
    return row


def _texture_row(name: str, energies: Sequence[Tensor], of_artwork: Tensor) -> Row:
    """Return own texture as a share of the artwork's, in amplitudes, over all bands and by band."""
    if not energies:
        return {name: None, f"{name}_by_band": None}
    mean = torch.stack(list(energies)).mean(dim=0)
    by_band = (mean / of_artwork).sqrt().tolist()
    whole = float((mean.sum() / of_artwork.sum()).sqrt())
    return {name: _rounded(whole), f"{name}_by_band": dict(zip(texture.BANDS, map(_rounded, by_band), strict=True))}


@torch.inference_mode()
def blends_between(judge: Judge, goals: Sequence[Goal], photos: Sequence[bytes]) -> float | None:
    """Return how often an even blend of two first choices lies between its ends, in its distance from each of the two.

    None for less than two first choices.
    """
    firsts, held = [goal for goal in goals if goal.style in first_choices()], []
    for photo in photos:
        ends = [tint.look(judge.vgg, shown(_tensor(judge.painter.paint(photo, goal.style, 1.0)))) for goal in firsts]
        for (one, seen), (other, seen_back) in pairwise(zip(firsts, ends, strict=True)):
            emotions = [first_choices()[goal.style] for goal in (one, other)]
            between = tint.look(judge.vgg, shown(_tensor(judge.painter.blend(photo, emotions))))
            for goal, near, far in ((one, seen, seen_back), (other, seen_back, seen)):
                steps = [statistics.fmean(tint.distances(each, goal.artwork.seen)) for each in (near, between, far)]
                held.append(steps == sorted(steps))
    return _rounded(statistics.fmean(held)) if held else None


def _tensor(image: Image) -> Tensor:
    return images.to_tensor(image)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
