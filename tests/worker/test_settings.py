from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from worker.settings import WorkerSettings
from worker.shared.redis_connection import check_redis_url
from worker.shared.settings import describe, reveal


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_the_worker_runs_by_itself() -> None:
    settings = WorkerSettings()

    assert settings.redis_url is None
    assert settings.device == "auto"


def test_a_file_is_read_and_the_environment_comes_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("EMOSTYLE_DEVICE=mps\nEMOSTYLE_THREADS=3\nSOMEBODY_ELSES=1\n")
    monkeypatch.setenv("EMOSTYLE_DEVICE", "cuda:1")
    monkeypatch.setenv("EMOSTYLE_PAINTING_TTL", "")  # empty is as good as not set

    settings = WorkerSettings()

    assert (settings.device, settings.threads, settings.painting_ttl) == ("cuda:1", 3, 86_400)


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = WorkerSettings()
    for name, field in WorkerSettings.model_fields.items():
        monkeypatch.setenv(str(field.validation_alias or f"EMOSTYLE_{name}").upper(), "")

    assert WorkerSettings() == plain


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EMOSTYLE_DEVICE", "gpu"),
        ("EMOSTYLE_DEVICE", "cuda:"),
        ("EMOSTYLE_THREADS", "-1"),
        ("EMOSTYLE_PAINTING_TTL", "soon"),
        ("EMOSTYLE_HEARTBEAT_TTL", "1"),
        ("EMOSTYLE_LOG_LEVEL", "LOUD"),
        ("REDIS_URL", "http://secret-word@localhost"),
        ("REDIS_URL", "redis://:secret-word@localhost:port"),
        ("REDIS_URL", "redis://:secret/word@localhost"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line_without_secrets(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ValidationError) as caught:
        WorkerSettings()

    said = describe(caught.value)
    assert name in said
    assert "\n" not in said
    assert "secret" not in said


def test_the_address_of_redis_is_a_secret() -> None:
    url = check_redis_url(SecretStr("rediss://:word@server:6380/1"))

    assert "word" not in repr(url)
    assert reveal(url) == "rediss://:word@server:6380/1"
    assert reveal(check_redis_url(SecretStr(""))) is None
    assert reveal(None) is None


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.description for field in WorkerSettings.model_fields.values())
