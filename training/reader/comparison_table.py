"""The comparison of readers as Markdown that a person reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from emostyle.emotions import EMOTIONS
from training.reader.metrics import SELECTIONS

Figures = dict[str, Any]


def markdown(figures: Figures) -> str:
    """Write the figures of a comparison as tables, followed by what is known of each reader and by the notes."""
    measured = [reader for reader in figures["readers"] if "strict" in reader]
    others = [reader for reader in figures["readers"] if "strict" not in reader]
    parts = [
        f"## Readers on the same faces: {figures['faces']} of `{figures['split']}`",
        _scores(measured),
        *(_recalls(measured, selection) for selection in SELECTIONS),
        _bullets(_origin(reader) for reader in measured),
        _bullets(_absence(reader) for reader in others),
        _bullets([*figures["notes"], _timing(figures)]),
    ]
    return "\n\n".join(part for part in parts if part)


def _scores(readers: list[Figures]) -> str:
    heads = [f"{figure}, {selection}" for figure in ("accuracy", "macro-F1") for selection in SELECTIONS]
    rows = [[reader["name"], *_score_cells(reader), *_cost_cells(reader)] for reader in readers]
    return _table(["reader", *heads, "ms per face", "CPU ms per face", "× ours", "weights, MB"], rows)


def _score_cells(reader: Figures) -> list[str]:
    accuracies = [_percent(reader[selection]["accuracy"]) for selection in SELECTIONS]
    return accuracies + [_number(reader[selection]["macro_f1"], 3) for selection in SELECTIONS]


def _cost_cells(reader: Figures) -> list[str]:
    times = [_number(reader[key], 2) for key in ("ms_per_face", "cpu_ms_per_face", "times_ours")]
    return [*times, _number(reader["weights_bytes"] / 1e6, 2)]


def _recalls(readers: list[Figures], selection: str) -> str:
    if not readers:
        return ""
    counts = [sum(row) for row in readers[0][selection]["confusion"]]
    heads = [f"{emotion.value} ({n})" for emotion, n in zip(EMOTIONS, counts, strict=True)]
    rows = [[r["name"], *(_number(r[selection]["recall"][e.value], 2) for e in EMOTIONS)] for r in readers]
    title = (
        f"Recall per emotion, {selection}: {readers[0][selection]['n']} faces, of each emotion as many as in brackets."
    )
    return f"{title}\n\n{_table(['reader', *heads], rows)}"


def _origin(reader: Figures) -> str:
    return (
        f"{reader['name']}: {reader['package']}; {reader['version']}, {reader['licence']}. Learnt: {reader['learnt']}."
    )


def _absence(reader: Figures) -> str:
    if "failed" in reader:
        return f"{reader['name']} failed: {reader['failed']}"
    return f"{reader['name']} is not installed ({reader['not_installed']}): `{reader['install']}`"


def _timing(figures: Figures) -> str:
    where = "pinned to one core" if figures["one_core"] else "with one thread, where cores cannot be pinned"
    return (
        f"ms per face is the median of {figures['faces']} calls with one face, after {figures['warm_up']} to warm up, "
        f"{where}; CPU ms is the mean of the time on the core. A busy machine lengthens the first more than the second."
    )


def _table(heads: list[str], rows: list[list[str]]) -> str:
    rule = ["---"] + ["---:"] * (len(heads) - 1)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, rule, *rows))


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"


def _number(value: float | None, decimals: int) -> str:
    return "–" if value is None else f"{value:.{decimals}f}"
