"""Draw the pictures of the reader's model card: `python -m training.plots --metrics FILE --runs DIR,DIR --out DIR`.

Writes `reader-confusion.png` and `reader-reliability.png` from what an evaluation printed, and `reader-curves.png` from
the metrics that training runs kept.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from pydantic import Field
from pydantic_settings import SettingsConfigDict

from emostyle.emotions import EMOTIONS
from training.common.configs import CommandConfig, from_command_line
from training.common.errors import DataError, plain_endings

DPI = 130  # pixels per inch


class PlotsConfig(CommandConfig):
    """What to draw, and where."""

    model_config = SettingsConfigDict(frozen=True, cli_kebab_case=True, cli_hide_none_type=True)

    metrics: Path = Field(description="JSON that `training.evaluate_emotion` printed")
    runs: list[Path] = Field([], description="run folders whose training curves are drawn, commas between them")
    out: Path = Field(description="folder for the pictures; made when it is missing")


def main(config: PlotsConfig) -> list[Path]:
    """Draw the pictures and return their paths; raise DataError for files that are missing or of another form."""
    figures = _read_json(config.metrics)
    try:
        strict = figures["strict"]
        pictures = {"confusion": confusion(strict["confusion"]), "reliability": reliability(strict["reliability"])}
    except (KeyError, TypeError) as error:
        raise DataError(f"{config.metrics} holds no figures of evaluate_emotion: {error}.") from error
    if config.runs:
        pictures["curves"] = curves({run.name: _read_lines(run / "metrics.jsonl") for run in config.runs})
    config.out.mkdir(parents=True, exist_ok=True)
    return [_save(picture, config.out / f"reader-{name}.png") for name, picture in pictures.items()]


def confusion(counts: list[list[int]]) -> Figure:
    """Draw counts (7, 7) of labels (rows) against readings (columns), coloured by the share of the row."""
    figure = Figure(figsize=(6.4, 5.6), layout="constrained")
    axes = figure.add_subplot()
    shares = [[count / max(1, sum(row)) for count in row] for row in counts]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for i, row in enumerate(counts):
        for j, count in enumerate(row):
            color = "white" if shares[i][j] > 0.5 else "black"
            axes.text(j, i, f"{count}\n{shares[i][j]:.0%}", ha="center", va="center", color=color, fontsize=8)
    names = [emotion.value for emotion in EMOTIONS]
    axes.set_xticks(range(len(names)), names, rotation=30)
    axes.set_yticks(range(len(names)), names)
    axes.set(xlabel="read as", ylabel="most people said")
    return figure


def reliability(bins: list[dict[str, float]]) -> Figure:
    """Draw how often readings are right against how sure they are; the size of a point is the number of faces."""
    figure = Figure(figsize=(5.2, 4.8), layout="constrained")
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color="grey", linestyle="--", linewidth=1, label="as sure as right")
    total = sum(each["n"] for each in bins)
    sizes = [20 + 600 * each["n"] / total for each in bins]
    sure, right = [each["confidence"] for each in bins], [each["accuracy"] for each in bins]
    axes.plot(sure, right, color="tab:blue", linewidth=1)
    axes.scatter(sure, right, s=sizes, color="tab:blue", alpha=0.6, label="faces of one bin")
    axes.set(xlabel="probability of the emotion read", ylabel="share that was right", xlim=(0, 1), ylim=(0, 1))
    axes.legend(loc="upper left")
    return figure


def curves(runs: dict[str, list[dict[str, float]]]) -> Figure:
    """Draw the training loss and the accuracy on the validation faces of every run by epoch."""
    figure = Figure(figsize=(9.6, 3.8), layout="constrained")
    left, right = figure.subplots(1, 2)
    for name, lines in runs.items():
        _curve(left, name, lines, "loss/train")
        _curve(right, name, lines, "accuracy")
    left.set(xlabel="epoch", ylabel="training loss (with augmentation)")
    right.set(xlabel="epoch", ylabel="accuracy, strict faces of valid")
    right.legend(loc="lower right")
    return figure


def _curve(axes: Axes, name: str, lines: list[dict[str, float]], key: str) -> None:
    points = [(line["step"], line[key]) for line in lines if key in line]
    axes.plot(*zip(*points, strict=True), label=name, linewidth=1.2)


def _save(figure: Figure, path: Path) -> Path:
    figure.savefig(path, dpi=DPI, metadata={"Software": None})
    return path


def _read_json(path: Path) -> dict[str, Any]:
    try:
        figures: dict[str, Any] = json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise DataError(f"{path} cannot be read ({error}): --metrics names what evaluate_emotion printed.") from error
    return figures


def _read_lines(path: Path) -> list[dict[str, float]]:
    try:
        return [json.loads(line) for line in path.read_text().splitlines()]
    except (OSError, ValueError) as error:
        raise DataError(f"{path} cannot be read ({error}): --runs names folders of training runs.") from error


if __name__ == "__main__":
    with plain_endings():
        for picture in main(from_command_line(PlotsConfig)):
            print(picture)
