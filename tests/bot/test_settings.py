"""What the bot can be told."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import BotSettings, LaunchSettings
from worker.shared.settings import describe

TOKEN = "123456789:" + "x" * 35


@pytest.fixture
def with_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)


@pytest.mark.usefixtures("with_token")
def test_a_token_is_enough() -> None:
    settings = BotSettings()

    assert settings.api_url == "https://api.telegram.org"
    assert settings.redis_url is None
    assert settings.data_dir == Path(".emostyle")
    assert TOKEN not in repr(settings)


@pytest.mark.usefixtures("with_token")
def test_settings_come_from_the_environment_and_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("EMOSTYLE_MAX_SIDE=640\nEMOSTYLE_PHOTO_TTL=90\nUNRELATED=1\n")
    monkeypatch.setenv("EMOSTYLE_PHOTO_TTL", "120")
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:8081/")
    monkeypatch.setenv("REDIS_URL", "")

    settings = BotSettings()

    assert (settings.max_side, settings.photo_ttl) == (640, 120)
    assert settings.api_url == "http://127.0.0.1:8081"
    assert settings.redis_url is None


@pytest.mark.usefixtures("with_token")
def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plain = BotSettings()
    for name in BotSettings.model_fields:
        if name != "token":
            monkeypatch.setenv(str(BotSettings.model_fields[name].validation_alias or f"EMOSTYLE_{name}").upper(), "")

    assert BotSettings() == plain

    (tmp_path / ".env").write_text("TELEGRAM_API_URL=http://127.0.0.1:8081\nEMOSTYLE_PHOTO_TTL=\n")
    assert BotSettings().api_url == "http://127.0.0.1:8081"
    assert BotSettings().photo_ttl == plain.photo_ttl


def test_an_empty_token_is_a_missing_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")

    with pytest.raises(ValidationError) as caught:
        BotSettings()

    assert describe(caught.value) == "wrong settings: TELEGRAM_BOT_TOKEN: Field required"
    assert LaunchSettings().token is None


def test_the_page_has_a_port_unless_it_is_told_another(monkeypatch: pytest.MonkeyPatch) -> None:
    assert LaunchSettings().port == 8088
    for value, port in (("", 8088), ("0", 0), ("9000", 9000)):
        monkeypatch.setenv("PORT", value)
        assert LaunchSettings().port == port


@pytest.mark.parametrize("value", ["abc", "-1", "65536", " ", "80.5"])
def test_a_wrong_port_is_named(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", value)

    with pytest.raises(ValidationError) as caught:
        LaunchSettings()

    assert describe(caught.value).startswith("wrong settings: PORT: ")


@pytest.mark.usefixtures("with_token")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "hush"),
        ("TELEGRAM_BOT_TOKEN", "  "),
        ("TELEGRAM_API_URL", "ftp://hush"),
        ("REDIS_URL", "http://:hush@host"),
        ("EMOSTYLE_PHOTO_TTL", "hush"),
        ("EMOSTYLE_PHOTO_TTL", "1"),
        ("EMOSTYLE_JOB_TIMEOUT", "0"),
        ("EMOSTYLE_MAX_SIDE", "100000"),
        ("EMOSTYLE_LOG_LEVEL", "hush"),
    ],
)
def test_a_wrong_setting_is_named_without_its_value(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ValidationError) as caught:
        BotSettings()

    assert name in describe(caught.value)
    assert "hush" not in describe(caught.value)


def test_a_missing_token_is_named() -> None:
    with pytest.raises(ValidationError) as caught:
        BotSettings()

    assert "TELEGRAM_BOT_TOKEN" in describe(caught.value)


HOOK = {
    "EMOSTYLE_WEBHOOK_URL": "https://bot.example.org/hook",
    "EMOSTYLE_WEBHOOK_SECRET": "0123456789abcdef",
    "EMOSTYLE_HTTP_PORT": "8080",
}


@pytest.mark.usefixtures("with_token")
def test_a_webhook_has_an_address_a_secret_and_a_port(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in HOOK.items():
        monkeypatch.setenv(name, value)

    settings = BotSettings()

    assert settings.webhook_url == "https://bot.example.org/hook"
    assert settings.http_port == 8080
    assert HOOK["EMOSTYLE_WEBHOOK_SECRET"] not in repr(settings)


@pytest.mark.usefixtures("with_token")
@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("EMOSTYLE_WEBHOOK_SECRET", "", "needs EMOSTYLE_WEBHOOK_SECRET"),
        ("EMOSTYLE_HTTP_PORT", "", "needs EMOSTYLE_HTTP_PORT"),
        ("EMOSTYLE_WEBHOOK_SECRET", "0123456789abcde", "EMOSTYLE_WEBHOOK_SECRET: must be 16"),
        ("EMOSTYLE_WEBHOOK_SECRET", "x" * 257, "EMOSTYLE_WEBHOOK_SECRET: must be 16"),
        ("EMOSTYLE_WEBHOOK_SECRET", "0123456789abcdef!", "EMOSTYLE_WEBHOOK_SECRET: must be 16"),
        ("EMOSTYLE_WEBHOOK_URL", "http://bot.example.org/hook", "EMOSTYLE_WEBHOOK_URL: must be https"),
        ("EMOSTYLE_WEBHOOK_URL", "https://bot.example.org:8080/hook", "EMOSTYLE_WEBHOOK_URL: must be https"),
        ("EMOSTYLE_WEBHOOK_URL", "https://bot.example.org", "EMOSTYLE_WEBHOOK_URL: must be https"),
        ("EMOSTYLE_WEBHOOK_URL", "https://bot.example.org/", "EMOSTYLE_WEBHOOK_URL: must be https"),
        ("EMOSTYLE_WEBHOOK_URL", "https://bot.example.org/metrics", "EMOSTYLE_WEBHOOK_URL: must be https"),
        ("EMOSTYLE_WEBHOOK_URL", "https://bot.example.org/{all}", "EMOSTYLE_WEBHOOK_URL: must be https"),
        ("EMOSTYLE_WEBHOOK_URL", "https://me:hush@bot.example.org/hook", "EMOSTYLE_WEBHOOK_URL: must be https"),
        ("EMOSTYLE_HTTP_PORT", "65536", "EMOSTYLE_HTTP_PORT"),
    ],
)
def test_a_webhook_that_cannot_work_is_told(name: str, value: str, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, good in (HOOK | {name: value}).items():
        monkeypatch.setenv(variable, good)

    with pytest.raises(ValidationError) as caught:
        BotSettings()

    assert named in describe(caught.value)
    assert "hush" not in describe(caught.value)
    assert HOOK["EMOSTYLE_WEBHOOK_SECRET"] not in describe(caught.value)


@pytest.mark.usefixtures("with_token")
def test_a_server_of_ones_own_calls_plain_addresses_too(monkeypatch: pytest.MonkeyPatch) -> None:
    own = {"TELEGRAM_API_URL": "http://127.0.0.1:8081", "EMOSTYLE_WEBHOOK_URL": "http://bot:8080/hook"}
    for variable, value in (HOOK | own).items():
        monkeypatch.setenv(variable, value)

    assert BotSettings().webhook_url == "http://bot:8080/hook"
