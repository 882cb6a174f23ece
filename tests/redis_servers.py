"""Redis servers with the options that a test needs: passwords, TLS, Sentinels. Each on a free port of this machine."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import redis

from worker.shared.local_redis import server_program

SECONDS = 30.0
START = Path(__file__).parents[1] / "deploy" / "redis" / "start.sh"


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Running:
    """A server that runs."""

    port: int
    process: subprocess.Popen[bytes]


@contextmanager
def running(folder: Path, *options: str, first: Sequence[str] = ()) -> Iterator[Running]:
    """Run a server in a folder until the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with _started([server_program(), *first], options, folder) as found:
        yield found


@contextmanager
def _started(
    program: Sequence[str], options: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator[Running]:
    port = free_port()
    command = [*program, "--port", str(port), "--dir", str(folder), *options]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_for_port(port, process)
        yield Running(port, process)
    finally:
        process.kill()
        process.wait()


@contextmanager
def server(folder: Path, *options: str) -> Iterator[int]:
    """Run a server until the block ends; yield its port."""
    with running(folder, *options) as found:
        yield found.port


class RefusedError(Exception):
    """The server does not know an option."""


def _wait_for_port(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server listens; raise RefusedError when it has ended instead."""
    deadline = time.monotonic() + SECONDS
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if process.poll() is not None:
            raise RefusedError
        assert time.monotonic() < deadline, "the server does not listen"
        time.sleep(0.02)


@dataclass(frozen=True)
class Certificates:
    """An authority, and what it has signed for a server at 127.0.0.1 and for a client."""

    folder: Path

    def path(self, name: str) -> Path:
        """Return one of `ca.pem`, `server.pem`, `server.key`, `client.pem`, `client.key`, `other.pem`."""
        return self.folder / name


def make_certificates(folder: Path) -> Certificates:
    """Make keys and certificates with the command `openssl`."""
    for name in ("ca", "other"):
        _openssl(folder, *_request(name), "-x509", "-days", "2", "-out", f"{name}.pem")
    for name in ("server", "client"):
        (folder / f"{name}.txt").write_text("subjectAltName=IP:127.0.0.1\n")
        _openssl(folder, *_request(name), "-out", f"{name}.csr")
        _openssl(
            folder, "x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-days", "2", "-extfile", f"{name}.txt", "-out", f"{name}.pem",
        )  # fmt: skip
    return Certificates(folder)


def _request(name: str) -> list[str]:
    return ["req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-subj", f"/CN={name}"]


def _openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


@contextmanager
def tls_in_front(port: int, certificates: Certificates) -> Iterator[int]:
    """Speak TLS in front of a server that does not, and ask for a certificate of the client; yield the port."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(certificates.path("ca.pem")))
    context.load_cert_chain(certificates.path("server.pem"), certificates.path("server.key"))
    context.verify_mode = ssl.CERT_REQUIRED
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        thread = threading.Thread(target=_accept, args=(listener, context, port), daemon=True)
        thread.start()
        yield int(listener.getsockname()[1])
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(SECONDS)


def _accept(listener: socket.socket, context: ssl.SSLContext, port: int) -> None:
    while True:
        try:
            plain, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_pipe, args=(plain, context, port), daemon=True).start()


def _pipe(plain: socket.socket, context: ssl.SSLContext, port: int) -> None:
    """Carry what one client says to the server, and the answers back, one thread for both ways."""
    with ExitStack() as stack, suppress(OSError):
        near = stack.enter_context(context.wrap_socket(plain, server_side=True))
        far = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
        near.settimeout(0.01)
        far.settimeout(0.01)
        while _carry(near, far) and _carry(far, near):
            pass


def _carry(source: socket.socket, target: socket.socket) -> bool:
    """Carry what is there; return False once the source has ended."""
    try:
        data = source.recv(65536)
    except TimeoutError:
        return True
    if data:
        target.settimeout(SECONDS)
        target.sendall(data)
        target.settimeout(0.01)
    return bool(data)


@dataclass(frozen=True)
class Pair:
    """A server, the replica that follows it, and a Sentinel that watches both."""

    first: subprocess.Popen[bytes]
    replica: redis.Redis
    sentinel: int  # port

    def kill_first(self) -> None:
        """Let the server die."""
        self.first.kill()

    def wait_for_replica(self, key: str) -> None:
        """Wait until the replica knows a key."""
        _wait_until(lambda: self.replica.exists(key), "the replica does not follow")


@contextmanager
def watched_pair(folder: Path, service: str, password: str) -> Iterator[Pair]:
    """Run a server, its replica and a Sentinel that watches them."""
    secret = ("--requirepass", password, "--masterauth", password)
    conf = folder / "sentinel.conf"
    with ExitStack() as stack:
        first = stack.enter_context(running(folder / "first", *secret))
        second = stack.enter_context(running(folder / "second", "--replicaof", f"127.0.0.1 {first.port}", *secret))
        replica = stack.enter_context(redis.Redis(port=second.port, password=password))
        _wait_until(lambda: replica.info("replication").get("master_link_status") == "up", "no replica")
        conf.write_text(
            f"sentinel monitor {service} 127.0.0.1 {first.port} 1\nsentinel auth-pass {service} {password}\n"
            f"sentinel down-after-milliseconds {service} 1000\nsentinel failover-timeout {service} 3000\n"
        )
        third = stack.enter_context(running(folder / "third", "--sentinel", first=[str(conf)]))
        sentinel = stack.enter_context(redis.Redis(port=third.port))
        _wait_until(lambda: sentinel.sentinel_slaves(service), "the Sentinel does not find the replica")
        yield Pair(first.process, replica, third.port)


def _wait_until(condition: Callable[[], object], otherwise: str) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.05)


@dataclass(frozen=True)
class WithUsers:
    """A server with the users that `deploy/redis/start.sh` makes."""

    port: int
    passwords: Mapping[str, str]

    def url(self, user: str) -> str:
        """Return the address with the name and password of a user."""
        return f"redis://{user}:{quote(self.passwords[user])}@127.0.0.1:{self.port}/0"


@contextmanager
def running_with_users(folder: Path, passwords: Mapping[str, str] | None = None) -> Iterator[WithUsers]:
    """Run a server by the script of the deployment; without passwords each user gets another one."""
    passwords = passwords or {"operator": "first one", "bot": "second", "worker": "third", "scaler": "fourth"}
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "valkey-server").symlink_to(server_program())
    secrets = {f"REDIS_{name.upper()}_PASSWORD": value for name, value in passwords.items() if name != "operator"}
    if len(set(passwords.values())) == 1:  # then nobody sets the others
        secrets.clear()
    environment = {
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "RUN_FOLDER": str(folder),
        "REDIS_PASSWORD": passwords["operator"],
        **secrets,
    }
    with _started(["sh", str(START)], (), folder, environment) as found:
        yield WithUsers(found.port, passwords)
