"""What a container's health check is told."""

from __future__ import annotations

import asyncio

import pytest

from bot.health import main
from bot.observability import liveness
from bot.operations.http_server import WEB
from bot.redis_keys import ALIVE
from tests.bot.conftest import BotHouse, until_awaited

EVERYWHERE = ".".join("0000")  # as in a container


@pytest.fixture
def settings(house: BotHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", house.sandbox.token)
    monkeypatch.setenv("REDIS_URL", house.redis_url)


async def signs_of_life(house: BotHouse) -> int:
    return len(await house.redis.keys(f"{ALIVE}:*"))


@pytest.mark.usefixtures("settings")
async def test_a_bot_that_delivers_is_healthy(house: BotHouse, capsys: pytest.CaptureFixture[str]) -> None:
    async with house.bot():
        await until_awaited(lambda: signs_of_life(house), 1)
        capsys.readouterr()  # the bot itself says when it is ready, sooner or later
        code = main()
        said = capsys.readouterr().out

    assert code == 0
    assert "healthy" in said.splitlines()


@pytest.mark.usefixtures("settings")
def test_without_a_bot_there_is_no_health(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 1
    assert capsys.readouterr().out == "no bot on this machine is alive\n"


@pytest.mark.usefixtures("settings")
def test_without_redis_there_is_no_health(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:9/0")

    assert main() == 1
    assert capsys.readouterr().out == "Redis does not answer (ConnectionError)\n"


def test_a_wrong_setting_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 1
    assert "TELEGRAM_BOT_TOKEN" in capsys.readouterr().out


@pytest.mark.usefixtures("settings")
async def test_a_loop_that_hangs_is_no_health(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    house.changed["http_port"] = 0
    async with house.bot() as application:
        monkeypatch.setenv("EMOSTYLE_HTTP_PORT", str(application.bot_data[WEB].port))
        monkeypatch.setenv("EMOSTYLE_HTTP_HOST", EVERYWHERE)
        await until_awaited(lambda: signs_of_life(house), 1)
        assert await asyncio.to_thread(main) == 0

        monkeypatch.setattr(liveness, "LATE_SECONDS", -1.0)

        assert await asyncio.to_thread(main) == 1
        assert "hangs (last turn" in capsys.readouterr().out


@pytest.mark.usefixtures("settings")
async def test_a_bot_that_does_not_answer_is_no_health(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with house.bot():
        await until_awaited(lambda: signs_of_life(house), 1)
        monkeypatch.setenv("EMOSTYLE_HTTP_PORT", "9")

        assert await asyncio.to_thread(main) == 1
        assert "the bot does not answer (ConnectionRefusedError)" in capsys.readouterr().out
