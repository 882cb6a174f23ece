"""A run folder that can be gone on from, and the average of weights, which is what a run ships."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
import torch
from torch import nn

from training.common.configs import EmotionConfig
from training.common.errors import RunExistsError
from training.common.run_folder import Run, Stateful, average_of


def test_a_checkpoint_holds_every_part_and_the_step(tmp_path: Path) -> None:
    net, config = nn.Linear(2, 1), EmotionConfig(data=tmp_path, run=tmp_path)
    parts: dict[str, Stateful] = {
        "net": net,
        "average": average_of(net, 0.9),
        "optimizer": torch.optim.Adam(net.parameters()),
    }
    wanted = net.weight.detach().clone()
    with Run(tmp_path, config, resume=False) as run:
        assert run.restore(parts) == 0
        run.save(parts, 7)
    nn.init.zeros_(net.weight)

    with Run(tmp_path, config, resume=True) as run:
        assert run.restore(parts) == 7

    assert torch.equal(net.weight, wanted)
    assert set(torch.load(tmp_path / "checkpoint.pt", weights_only=True)) == {"net", "average", "optimizer", "step"}
    assert list(tmp_path.glob("*.part")) == []


def test_a_checkpoint_is_written_when_the_last_one_is_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    net = nn.Linear(1, 1)
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    with Run(tmp_path, EmotionConfig(data=tmp_path, run=tmp_path), resume=False) as run:
        for step, now[0] in enumerate((150.0, 281.0, 300.0, 460.0, 462.0)):
            run.save_now_and_then({"net": net}, step)
            kept = torch.load(run.checkpoint_path, weights_only=True)["step"] if run.checkpoint_path.exists() else None
            assert kept == (None, 1, 1, 1, 4)[step]


def test_a_folder_with_a_checkpoint_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "checkpoint.pt").write_bytes(b"old")

    with pytest.raises(RunExistsError, match="add --resume"):
        Run(tmp_path, EmotionConfig(data=tmp_path, run=tmp_path), resume=False)

    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint.pt"]


def test_numbers_are_kept_as_lines(tmp_path: Path) -> None:
    with Run(tmp_path, EmotionConfig(data=tmp_path, run=tmp_path, epochs=7), resume=False) as run:
        run.log(1, {"loss": 0.5})
        run.log(2, {"loss": 0.25})

    lines = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    assert [(line["step"], line["loss"]) for line in lines] == [(1, 0.5), (2, 0.25)]
    assert json.loads((tmp_path / "config.json").read_text())["epochs"] == 7


def test_the_average_soon_forgets_the_random_start() -> None:
    net = nn.Linear(1, 1)
    nn.init.constant_(net.weight, 100.0)
    average = average_of(net, decay=0.999)
    average.update_parameters(net)
    nn.init.constant_(net.weight, 1.0)

    for _ in range(100):
        average.update_parameters(net)

    assert average.state_dict()["module.weight"].item() == pytest.approx(1.0, abs=0.01)


def test_a_long_average_moves_as_slowly_as_its_decay() -> None:
    net = nn.Linear(1, 1)
    nn.init.constant_(net.weight, 1.0)
    average = average_of(net, decay=0.9)
    for _ in range(200):
        average.update_parameters(net)
    nn.init.constant_(net.weight, 2.0)

    average.update_parameters(net)

    assert average.state_dict()["module.weight"].item() == pytest.approx(1.1, abs=1e-4)


def test_buffers_are_averaged_too() -> None:
    net = nn.BatchNorm1d(2)
    average = average_of(net, decay=0.9)
    average.update_parameters(net)
    net.running_mean = torch.ones(2)

    for _ in range(300):
        average.update_parameters(net)

    assert torch.allclose(average.state_dict()["module.running_mean"], torch.ones(2), atol=1e-3)
