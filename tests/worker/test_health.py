from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from redis import Redis
from rq import SimpleWorker
from rq.utils import utcformat

from worker import health
from worker.rq_worker import PhotoWorker


@pytest.fixture
def registered(redis: Redis) -> Iterator[PhotoWorker]:
    """A worker of this machine that has just begun."""
    worker = PhotoWorker(redis, heartbeat_ttl=15)
    SimpleWorker.register_birth(worker)
    yield worker
    SimpleWorker.register_death(worker)


@pytest.fixture
def settings(redis_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REDIS_URL", redis_url)


@pytest.mark.usefixtures("settings", "registered")
def test_a_worker_that_lives_is_healthy(capsys: pytest.CaptureFixture[str]) -> None:
    assert health.main() == 0
    assert capsys.readouterr().out == "healthy\n"


@pytest.mark.usefixtures("settings")
def test_without_a_worker_it_is_not(redis: Redis, capsys: pytest.CaptureFixture[str]) -> None:
    assert health.main() == 1
    assert "is alive" in capsys.readouterr().out


def test_workers_of_other_machines_do_not_count(redis: Redis, registered: PhotoWorker) -> None:
    assert health.check(redis, "elsewhere", 15) == "no worker of elsewhere is alive"


def test_a_worker_that_has_ended_does_not_count(redis: Redis, registered: PhotoWorker) -> None:
    redis.hset(registered.key, "death", utcformat(datetime.now(UTC)))

    assert health.check(redis, socket.gethostname(), 15)


def test_a_worker_that_went_silent_does_not_count(redis: Redis, registered: PhotoWorker) -> None:
    redis.hset(registered.key, "last_heartbeat", utcformat(datetime.now(UTC) - timedelta(minutes=1)))

    assert health.check(redis, socket.gethostname(), 15)
    assert health.check(redis, socket.gethostname(), 60) is None


def test_a_worker_whose_record_is_gone_does_not_count(redis: Redis, registered: PhotoWorker) -> None:
    redis.delete(registered.key)

    assert health.check(redis, socket.gethostname(), 15)


def test_without_redis_it_says_so_and_starts_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REDIS_URL", raising=False)

    assert health.main() == 1
    assert "Redis does not answer" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_setting_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REDIS_URL", "nonsense")

    assert health.main() == 1
    assert "REDIS_URL" in capsys.readouterr().out
