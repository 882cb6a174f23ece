"""The launcher looks after the local Redis server."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError

from bot.launch import __main__ as launch
from tests.bot.conftest import until
from worker.shared.local_redis import open_redis


async def test_a_redis_server_that_is_killed_comes_back_with_what_it_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "REVIVE_SECONDS", 0.05)
    with open_redis(None, tmp_path / "data") as handle, Redis.from_url(handle.url) as redis:
        redis.set("photo", "bytes")
        keeping = asyncio.create_task(launch.keep_redis(handle.revive))
        os.kill(int((tmp_path / "data" / "redis.pid").read_text()), signal.SIGKILL)

        await until(lambda: held(redis, "photo") == b"bytes")

        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


async def test_a_redis_that_cannot_be_revived_is_logged_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(launch, "REVIVE_SECONDS", 0.05)
    data, away = tmp_path / "data", tmp_path / "away"
    with open_redis(None, data) as handle, Redis.from_url(handle.url) as redis:
        os.kill(int((data / "redis.pid").read_text()), signal.SIGKILL)
        data.rename(away)
        keeping = asyncio.create_task(launch.keep_redis(handle.revive))
        await until(lambda: caplog.text.count("No such file") > 1)

        away.rename(data)

        await until(lambda: held(redis, "photo") == b"")
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


def held(redis: Redis, key: str) -> object:
    """Return what a server holds, b"" for nothing, None when it does not answer."""
    try:
        return redis.get(key) or b""
    except RedisError:
        return None
