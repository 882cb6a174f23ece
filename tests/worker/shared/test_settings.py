"""Settings that bot and worker share, and how a wrong one is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from redis import Redis

from worker.shared.settings import SharedSettings, find_problem, reveal


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_wrong_setting_is_told_in_one_line_without_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMOSTYLE_LOG_LEVEL", "hush")

    problem = find_problem(SharedSettings, lambda *_: None)

    assert problem is not None
    assert problem.startswith("wrong settings: EMOSTYLE_LOG_LEVEL: ")
    assert "hush" not in problem


def test_what_a_check_finds_is_the_problem(monkeypatch: pytest.MonkeyPatch, redis_url: str) -> None:
    monkeypatch.setenv("REDIS_URL", redis_url)

    def check(connection: Redis, settings: SharedSettings) -> str | None:
        return f"{connection.ping()} {reveal(settings.redis_url) == redis_url}"

    assert find_problem(SharedSettings, check) == "True True"
