"""Measure the painter: `python -m training.evaluate_style --content DIR --styles DIR --vgg FILE`.

Prints one JSON object. The photos must be ones that the painter was not trained on; each is scaled to 1,280 pixels and
goes through emostyle as any photo does. What each figure means stands in docs/training.md.
"""

from __future__ import annotations

import json
import math
import statistics
from typing import Any

from tqdm import tqdm

from emostyle.imaging import images
from emostyle.runtime.devices import choose_device
from emostyle.styles.palette import all_style_names
from emostyle.weights.headers import STYLE_WEIGHTS, sha256_of
from training.common.configs import EvaluateStyleConfig, from_command_line
from training.common.errors import plain_endings
from training.losses.vgg import Vgg, load_vgg
from training.painter.delivery import Painter, chat_photo, first_choices, held_styles, spread
from training.painter.figures import Found, Judge, Row, blends_between, goal_of, look_at_photo, measure, summary
from training.painter.paintings import load_paintings
from training.painter.points import PointFinder

MOST_DB = 100.0  # of a photo that comes back without any error


def main(config: EvaluateStyleConfig, vgg: Vgg | None = None) -> dict[str, Any]:
    """Return the figures by style, of the identity style and of blends; tests pass a loss network of their own.

    Figures that cannot be measured are None. Raises DataError, WeightsError, and OptionError for a device that is not
    here.
    """
    device = choose_device(config.device)
    vgg = (vgg or load_vgg(config.vgg)).to(device)
    painter = Painter(config.weights, config.device)
    judge = Judge(vgg, PointFinder.load(device=device), painter)
    styles = held_styles(painter, config.only or all_style_names())
    goals = [goal_of(judge, style, artwork) for style, artwork in load_paintings(config.styles, styles).items()]
    paths = spread(config.content, config.photos)
    found, errors = {goal.style: Found() for goal in goals}, []
    for path in tqdm(paths, desc="photos", leave=False):
        photo = look_at_photo(judge, chat_photo(path))
        errors.append(error_of_identity(painter, photo.data, styles[0]))
        for goal in goals:
            measure(judge, goal, photo, found[goal.style])
    rows = {goal.style: summary(goal, found[goal.style]) for goal in goals}
    return {
        "photos": len(paths),
        "weights_sha256": sha256_of(config.weights or STYLE_WEIGHTS),
        "styles": rows,
        "first_choices": means_of([row for style, row in rows.items() if style in first_choices()]),
        "identity_psnr_db": round(min(MOST_DB, -10 * math.log10(max(statistics.fmean(errors), 1e-12))), 2),
        "blends_between": blends_between(judge, goals, [chat_photo(path) for path in paths[: config.blend_photos]]),
    }


def error_of_identity(painter: Painter, photo: bytes, style: str) -> float:
    """Return the mean squared error (of values in 0..1) of a photo that is painted at strength 0."""
    given, back = (images.to_tensor(image) for image in (images.decode(photo), painter.paint(photo, style, 0.0)))
    return float((given - back).square().mean())


def means_of(rows: list[Row]) -> Row:
    """Return the mean of each single figure of some styles, over those that have it."""
    means: Row = {}
    for name in rows[0] if rows else ():
        values = [row[name] for row in rows if isinstance(row[name], float)]
        if values:
            means[name] = round(statistics.fmean(values), 4)
    return means


if __name__ == "__main__":
    with plain_endings():
        print(json.dumps(main(from_command_line(EvaluateStyleConfig))))
