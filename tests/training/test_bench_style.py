"""What a painting costs: counted, and timed beside its peers."""

from __future__ import annotations

import json
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import pytest
import torch

from emostyle.imaging import images
from emostyle.painting.style_net import StyleNet, StyleNetConfig
from training import bench_style, style_cost
from training.bench_style import BenchConfig, Row
from training.painter.johnson import johnson_net
from training.style_cost import CostConfig, gflop, network_gflop


def test_the_painters_cost_is_counted(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(style_cost, "SIDES", (64, 128))

    cost = style_cost.main(CostConfig(weights=weights))

    assert cost["styles"] == 22
    assert cost["gflop_of_network"]["128"] == pytest.approx(4 * cost["gflop_of_network"]["64"], rel=0.3)
    assert cost["gflop_delivered"] > cost["gflop_of_network"]["128"]
    assert cost["bytes"] == weights.stat().st_size
    assert cost["parameters"] == cost["shared_parameters"] + cost["styles"] * cost["numbers_per_style"]


def test_the_network_as_it_is_built_is_within_its_budget() -> None:
    net = StyleNet(StyleNetConfig(styles=22))

    assert 2 * sum(parameter.numel() for parameter in net.parameters()) <= 8_000_000  # bytes
    assert network_gflop(net, 512) * 576 * 432 / 512**2 <= 40  # at the working size


def test_a_multiply_add_counts_as_two() -> None:
    conv = torch.nn.Conv2d(4, 8, 3, padding=1, bias=False)

    assert gflop(partial(conv, torch.zeros(1, 4, 10, 10))) == pytest.approx(2 * 9 * 4 * 8 * 100 / 1e9)


def test_johnsons_network_is_as_large_as_they_say() -> None:
    assert gflop(partial(johnson_net(), torch.zeros(1, 3, 512, 512))) == pytest.approx(80.6, abs=0.1)
    assert johnson_net()(torch.rand(1, 3, 16, 20)).shape == (1, 3, 16, 20)


def test_the_bench_times_what_people_wait_for_and_the_networks_alone(
    weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = bench_style.main(BenchConfig(weights=weights, size=(64, 96), sides=(64,), rounds=2, warm_up=1))

    assert list(report["tables"]) == ["delivered, 96×64", "network alone, 64"]
    delivered, alone = report["tables"].values()
    both = {(name, kind) for name in ("ours", "Johnson") for kind in ("fp32", "bf16")}
    peers = {(name, "fp32") for name in bench_style.PEER_ROWS} if find_spec(bench_style.PEER) else set()
    assert {(row["name"], row["type"]) for row in delivered} == both | peers
    assert {(row["name"], row["type"]) for row in alone} == both
    for row in (*delivered, *alone):
        assert row["ms"] > 0
        assert ("Johnson" in row["times_as_fast"]) == (row["name"] == "ours")
    *table, last = capsys.readouterr().out.splitlines()
    assert len(table) == 1 + len(report["tables"]) + len(delivered) + len(alone)
    assert json.loads(last) == json.loads(json.dumps(report))


def test_the_median_of_the_rounds_counts_and_the_warm_up_does_not() -> None:
    calls: list[str] = []
    rows = [Row(name, "fp32", None, partial(calls.append, name)) for name in ("a", "b")]

    seconds = bench_style.median_seconds(rows, BenchConfig(rounds=3, warm_up=2))

    assert calls == ["a", "b"] * 5
    assert len(seconds) == 2


def test_ours_is_compared_with_johnsons_network_of_its_type_and_with_both_modes_of_the_peer() -> None:
    names = [("ours", "fp32"), ("ours", "bf16"), ("Johnson", "fp32"), ("Johnson", "bf16")]
    rows = [Row(name, kind, None, lambda: None) for name, kind in (*names, (bench_style.PEER_ROWS[1], "fp32"))]

    ours, ours_bf16, *_ = bench_style.describe(rows, [2.0, 1.0, 20.0, 12.0, 4.0])

    assert ours["times_as_fast"] == {"Johnson": 10, bench_style.PEER_ROWS[1]: 2}
    assert ours_bf16["times_as_fast"] == {"Johnson": 12, bench_style.PEER_ROWS[1]: 4}


def test_the_photo_has_the_size_that_was_asked_for() -> None:
    assert images.decode(bench_style.photo_of((48, 64))).size == (64, 48)
