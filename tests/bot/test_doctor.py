"""The doctor where the bot is, with a real Redis and the stand-in for Telegram."""

from __future__ import annotations

import asyncio
import json

import pytest
from pydantic import SecretStr
from telegram import WebhookInfo

from bot.doctor import _tell_updates, check_telegram, main
from emostyle.findings import Finding, Level
from tests.bot.conftest import BotHouse


async def run_main(house: BotHouse, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", house.sandbox.token)
    monkeypatch.setenv("TELEGRAM_API_URL", house.sandbox.url)
    monkeypatch.setenv("REDIS_URL", house.redis_url)
    monkeypatch.setattr("sys.argv", ["bot.doctor", *words])
    return await asyncio.to_thread(main)


async def test_a_bot_that_can_serve(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = await run_main(house, monkeypatch)

    told = capsys.readouterr().out
    assert code == 0
    assert "✓ Telegram: knows the bot as @" in told
    assert "✓ updates: by polling" in told
    assert "privacy mode: on" in told
    assert "weights, device: not here" in told
    assert house.sandbox.token not in told


async def test_a_token_that_telegram_does_not_know(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(house.sandbox.state, "token", "987654321:" + "y" * 35)

    code = await run_main(house, monkeypatch, "--json")

    told = capsys.readouterr().out
    assert code == 1
    (finding,) = [each for each in json.loads(told) if each["level"] == "failure"]
    assert finding["subject"] == "Telegram"
    assert "@BotFather" in finding["advice"]
    assert house.sandbox.token not in told


async def test_a_telegram_that_does_not_answer(house: BotHouse) -> None:
    house.changed["TELEGRAM_API_URL"] = "http://127.0.0.1:9"

    (finding,) = await check_telegram(house.settings)

    assert (finding.level, finding.said) == (Level.FAILURE, "does not answer (NetworkError)")


def test_a_missing_token_is_told_beside_what_else_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:9/0")
    monkeypatch.setattr("sys.argv", ["bot.doctor"])

    assert main() == 1
    told = capsys.readouterr().out
    assert "TELEGRAM_BOT_TOKEN: " in told
    assert "Redis: does not answer" in told


def told_of(house: BotHouse, info: WebhookInfo) -> list[Finding]:
    house.changed["TELEGRAM_BOT_TOKEN"] = SecretStr(house.sandbox.token)
    return list(_tell_updates(info, house.settings))


async def test_a_webhook_that_takes_the_updates_of_a_bot_that_polls(house: BotHouse) -> None:
    info = WebhookInfo("https://old.example.org/secret", False, 500, last_error_message="Connection refused")

    found = told_of(house, info)

    assert [finding.level for finding in found] == [Level.WARNING] * 3
    assert "old.example.org" in found[0].said
    assert "secret" not in str(found)


@pytest.mark.parametrize(
    ("known", "level", "said"),
    [
        ("https://bot.example.org/telegram", Level.OK, "by webhook"),
        ("", Level.WARNING, "has no webhook"),
        ("https://old.example.org/telegram", Level.WARNING, "old.example.org"),
    ],
)
async def test_a_bot_with_a_webhook(house: BotHouse, known: str, level: Level, said: str) -> None:
    house.changed |= {
        "webhook_url": "https://bot.example.org/telegram",
        "webhook_secret": "s" * 32,
        "http_port": 8080,
    }

    (finding,) = told_of(house, WebhookInfo(known, False, 0))

    assert finding.level is level
    assert said in finding.said
