from __future__ import annotations

import multiprocessing
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from redis import Redis

from worker.shared import local_redis
from worker.shared.local_redis import RedisHandle, address, open_redis, socket_path

Until = Callable[[Callable[[], object]], None]


def server_pid(handle: RedisHandle) -> int:
    with Redis.from_url(handle.url) as connection:
        return int(connection.info("server")["process_id"])


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def put(handle: RedisHandle, key: str, value: str) -> None:
    with Redis.from_url(handle.url) as connection:
        connection.set(key, value)


def get(handle: RedisHandle, key: str) -> bytes | None:
    with Redis.from_url(handle.url) as connection:
        value = connection.get(key)
    assert value is None or isinstance(value, bytes)
    return value


def kill(pid: int, until: Until) -> None:
    os.kill(pid, signal.SIGKILL)
    until(lambda: not is_running(pid))


def open_and_tell(data_dir: Path, answers: multiprocessing.SimpleQueue[int]) -> None:
    with open_redis(None, data_dir) as handle:
        answers.put(server_pid(handle))
        answers.empty()
        signal.pause()


def test_an_address_that_is_given_is_used_and_nothing_is_started(tmp_path: Path) -> None:
    with open_redis("redis://elsewhere:6379/0", tmp_path / "data") as handle:
        handle.revive()
        assert handle.url == address("redis://elsewhere:6379/0", tmp_path) == "redis://elsewhere:6379/0"

    assert not (tmp_path / "data").exists()


def test_a_server_starts_keeps_what_it_is_given_and_stops(tmp_path: Path, any_server: str) -> None:
    with open_redis(None, tmp_path / "data") as handle:
        pid = server_pid(handle)
        put(handle, "key", "value")

    assert not is_running(pid)
    with open_redis(None, tmp_path / "data") as handle:
        assert get(handle, "key") == b"value"
        assert server_pid(handle) != pid


def test_the_server_is_set_up_to_lose_nothing_and_to_be_private(tmp_path: Path, any_server: str) -> None:
    with open_redis(None, tmp_path / "data") as handle, Redis.from_url(handle.url) as connection:
        settings = {name: connection.config_get(name)[name] for name in ("port", "appendonly", "maxmemory-policy")}
        assert settings == {"port": "0", "appendonly": "yes", "maxmemory-policy": "noeviction"}
        assert connection.config_get("save")["save"] == ""

    kept = [path for path in (tmp_path / "data").rglob("*") if path.suffix in {".aof", ".rdb"}]
    assert kept
    for path in [tmp_path / "data", *kept]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_the_last_one_out_stops_the_server(tmp_path: Path) -> None:
    first, second = open_redis(None, tmp_path), open_redis(None, tmp_path)
    pid = server_pid(first)

    first.close()
    assert server_pid(second) == pid

    second.close()
    second.close()
    assert not is_running(pid)


def test_two_processes_at_the_same_moment_get_one_server(tmp_path: Path, until: Until) -> None:
    context = multiprocessing.get_context("spawn")
    answers = context.SimpleQueue()
    users = [context.Process(target=open_and_tell, args=(tmp_path, answers)) for _ in range(3)]
    for user in users:
        user.start()
    pids = {answers.get() for _ in users}
    assert len(pids) == 1

    for user in users:
        user.kill()
        user.join()
        user.close()

    # Killed users hold no share any more, so the next one to leave is the last one.
    with open_redis(None, tmp_path) as handle:
        assert {server_pid(handle)} == pids
    assert not is_running(pids.pop())


def test_a_server_that_was_killed_starts_again_on_its_data(tmp_path: Path, any_server: str, until: Until) -> None:
    with open_redis(None, tmp_path) as first:
        put(first, "key", "value")
        kill(server_pid(first), until)
        assert socket_path(tmp_path).exists()

        with open_redis(None, tmp_path) as second:
            assert get(second, "key") == b"value"


def test_a_user_can_revive_a_server_that_was_killed(tmp_path: Path, until: Until) -> None:
    with open_redis(None, tmp_path) as handle:
        put(handle, "key", "value")
        pid = server_pid(handle)
        handle.revive()
        assert server_pid(handle) == pid

        kill(pid, until)
        handle.revive()

        assert get(handle, "key") == b"value"


def test_closing_after_the_server_was_killed_is_no_error(tmp_path: Path, until: Until) -> None:
    handle = open_redis(None, tmp_path)
    kill(server_pid(handle), until)

    handle.close()

    with open_redis(None, tmp_path) as again:
        pid = server_pid(again)
    assert not is_running(pid)


def test_a_server_that_is_not_ready_yet_is_waited_for_and_not_doubled(tmp_path: Path, until: Until) -> None:
    with open_redis(None, tmp_path) as handle:
        pid = server_pid(handle)
        os.kill(pid, signal.SIGSTOP)
        # It answers nobody now, as a server that loads a long file.
        opener = subprocess.Popen([sys.executable, "-c", OPEN, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        with opener:
            until(lambda: asks(opener.pid))
            os.kill(pid, signal.SIGCONT)
            told = opener.communicate()[0]

        assert int(told) == pid


OPEN = """
import sys
from pathlib import Path
from redis import Redis
from worker.shared.local_redis import open_redis
with open_redis(None, Path(sys.argv[1])) as handle:
    print(Redis.from_url(handle.url).info("server")["process_id"])
"""


def asks(pid: int) -> bool:
    """Say whether a process holds a socket, and so waits for an answer."""
    try:
        return any(str(fd.readlink()).startswith("socket:") for fd in Path(f"/proc/{pid}/fd").iterdir())
    except FileNotFoundError:
        return False


def test_a_long_path_gets_a_short_socket_that_everybody_finds(
    tmp_path: Path, any_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_dir = tmp_path / ("long" * 20) / "and with spaces, 100% of them?"
    with open_redis(None, data_dir) as handle:
        socket = socket_path(data_dir)
        assert len(os.fsencode(socket)) <= local_redis.LONGEST_SOCKET_PATH
        assert stat.S_IMODE(socket.parent.stat().st_mode) == 0o700

        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        with open_redis(None, data_dir) as other:
            assert other.url == handle.url == address(None, data_dir)
            assert server_pid(other) == server_pid(handle)

    assert not socket.parent.exists()


def test_a_path_with_strange_letters_is_an_address_that_redis_reads(tmp_path: Path) -> None:
    with open_redis(None, tmp_path / "50% ü?") as handle:
        put(handle, "key", "value")
        assert get(handle, "key") == b"value"


def test_ctrl_c_in_the_terminal_does_not_reach_the_server(tmp_path: Path) -> None:
    with open_redis(None, tmp_path) as handle:
        assert os.getsid(server_pid(handle)) != os.getsid(0)
