"""The doctor where a worker is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.redis_servers import running_with_users
from worker.doctor import checks, main


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["worker.doctor", "--json"])


def test_a_place_where_a_worker_can_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with running_with_users(tmp_path / "redis") as server:
        monkeypatch.setenv("REDIS_URL", server.url("worker"))
        code = main()

    told = capsys.readouterr().out
    assert code == 0
    assert {finding["subject"] for finding in json.loads(told)} >= {"settings", "Redis", "weights", "styles", "device"}
    assert server.passwords["worker"] not in told


def test_a_place_where_it_cannot(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:9/0")
    monkeypatch.setenv("EMOSTYLE_STYLES_DIR", "/no/such/folder")

    assert main() == 1
    failed = {each["subject"] for each in json.loads(capsys.readouterr().out) if each["level"] == "failure"}
    assert failed == {"Redis", "styles"}


def test_a_device_that_was_chosen_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMOSTYLE_DEVICE", "cuda:77")

    assert [finding.subject for finding in checks() if finding.level == "failure"] == ["device"]
