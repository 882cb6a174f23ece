"""What the doctor says of real Redis servers, good and bad."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from emostyle.findings import Finding, Level
from tests.redis_servers import WithUsers, free_port, running_with_users, server
from worker.rq_worker import PhotoWorker
from worker.settings import WorkerSettings
from worker.shared.local_redis import open_redis
from worker.shared.redis_checks import check_redis, check_settings
from worker.shared.settings import SharedSettings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REDIS_URL", raising=False)


@pytest.fixture(scope="module")
def with_users(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WithUsers]:
    with running_with_users(tmp_path_factory.mktemp("redis")) as found:
        yield found


def asked(url: str) -> dict[str, Finding]:
    """Return what is said of a server by subject."""
    return {finding.subject: finding for finding in check_redis(SharedSettings.model_validate({"REDIS_URL": url}))}


def levels(found: dict[str, Finding]) -> dict[str, str]:
    return {subject: finding.level.value for subject, finding in found.items()}


def test_a_server_as_we_deploy_it_is_healthy(with_users: WithUsers) -> None:
    for user in ("bot", "worker"):
        found = asked(with_users.url(user))
        assert levels(found) == {
            "Redis": "ok",
            "Redis' file": "ok",
            "Redis' memory": "ok",
            "Redis' rights": "ok",
            "workers": "warning",
            "queue": "note",
        }
        assert found["queue"].said == "0 photos wait"


def test_a_worker_that_lives_is_counted(with_users: WithUsers) -> None:
    with redis.Redis.from_url(with_users.url("worker")) as connection:
        worker = PhotoWorker(connection, heartbeat_ttl=15)
        worker.register_birth()
        assert asked(with_users.url("bot"))["workers"].said == "1 alive"
        connection.hset(worker.key, "last_heartbeat", "2020-01-01T00:00:00.000000Z")
        assert asked(with_users.url("bot"))["workers"].level is Level.WARNING
        worker.register_death()  # type: ignore[no-untyped-call]


def test_a_server_that_forgets_and_lets_everybody_do_everything_is_told(tmp_path: Path) -> None:
    with server(tmp_path / "redis", "--maxmemory", "2mb", "--maxmemory-policy", "allkeys-lru") as port:
        found = check_redis(SharedSettings.model_validate({"REDIS_URL": f"redis://127.0.0.1:{port}"}))

    said = {finding.said for finding in found if finding.level in (Level.WARNING, Level.FAILURE)}
    assert "all data are lost at a restart" in said
    assert "evicts keys when it is full (allkeys-lru)" in said
    assert "our user may do everything, also configure and empty the server" in said
    assert all(finding.advice for finding in found if finding.level in (Level.WARNING, Level.FAILURE))


def test_missing_rights_are_named(with_users: WithUsers) -> None:
    with redis.Redis.from_url(with_users.url("operator")) as operator:
        operator.execute_command("ACL", "SETUSER", "poor", "on", ">p", "~*", "+info", "+set", "+smembers", "+hget")
        operator.execute_command("ACL", "SETUSER", "poor", "+llen", "+config|get")
        found = asked(f"redis://poor:p@127.0.0.1:{with_users.port}")

    assert found["Redis' rights"].said == "denied: EVAL, DEL"
    assert found["Redis' rights"].level is Level.FAILURE


def test_what_cannot_be_reached_is_told_without_the_password(with_users: WithUsers) -> None:
    for url, said in (
        (f"redis://bot:hunter2@127.0.0.1:{with_users.port}", "refuses the name or password"),
        (f"redis://bot:hunter2@127.0.0.1:{free_port()}", "does not answer (ConnectionError)"),
    ):
        (finding,) = check_redis(SharedSettings.model_validate({"REDIS_URL": url}))
        assert (finding.level, finding.said) == (Level.FAILURE, said)
        assert "hunter2" not in str(finding)


def test_a_local_server_may_be_away_and_may_do_everything(tmp_path: Path) -> None:
    settings = SharedSettings.model_validate({"data_dir": tmp_path / "data"})
    (away,) = check_redis(settings)
    assert (away.level, away.said) == (Level.WARNING, "no local server runs")

    with open_redis(None, tmp_path / "data"):
        found = {finding.subject: finding.level for finding in check_redis(settings)}
    assert found["Redis' rights"] is Level.OK


def test_every_wrong_setting_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMOSTYLE_DEVICE", "hunter2")
    monkeypatch.setenv("EMOSTYLE_THREADS", "-1")

    settings, found = check_settings(WorkerSettings)

    assert settings is None
    assert sorted(finding.said.partition(":")[0] for finding in found) == ["EMOSTYLE_DEVICE", "EMOSTYLE_THREADS"]
    assert "hunter2" not in str(found)
