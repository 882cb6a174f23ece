"""Redis by a plain address, over TLS, and by Sentinels, with the settings that people make."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import redis
from pydantic import ValidationError
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from tests.redis_servers import (
    SECONDS,
    Certificates,
    RefusedError,
    free_port,
    make_certificates,
    server,
    tls_in_front,
    watched_pair,
)
from worker.shared.redis_connection import connect, connect_async, explain, read_sentinels
from worker.shared.settings import SharedSettings, describe, reveal


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in SharedSettings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def settings_of(**values: object) -> SharedSettings:
    return SharedSettings.model_validate({name.upper(): str(value) for name, value in values.items()})


def url_of(settings: SharedSettings) -> str:
    return reveal(settings.redis_url) or ""


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    if not shutil.which("openssl"):
        pytest.skip("no openssl on the PATH")
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@contextmanager
def with_tls_built_in(folder: Path, certificates: Certificates) -> Iterator[int]:
    port = free_port()
    options = ["--tls-port", str(port), "--tls-ca-cert-file", str(certificates.path("ca.pem"))]
    options += ["--tls-cert-file", str(certificates.path("server.pem"))]
    options += ["--tls-key-file", str(certificates.path("server.key"))]
    try:
        with server(folder, *options):
            yield port
    except RefusedError:
        pytest.skip("the Redis server here speaks no TLS itself")


@pytest.fixture(params=["in front", "built in"])
def tls_port(request: pytest.FixtureRequest, tmp_path: Path, certificates: Certificates) -> Iterator[int]:
    if request.param == "built in":
        with with_tls_built_in(tmp_path / "redis", certificates) as port:
            yield port
    else:
        with server(tmp_path / "redis") as plain, tls_in_front(plain, certificates) as port:
            yield port


async def test_tls_with_an_authority_and_a_certificate_of_our_own(tls_port: int, certificates: Certificates) -> None:
    settings = settings_of(
        redis_url=f"rediss://127.0.0.1:{tls_port}/1",
        redis_ca=certificates.path("ca.pem"),
        redis_certificate=certificates.path("client.pem"),
        redis_key=certificates.path("client.key"),
    )
    with connect(settings, url_of(settings)) as both:
        both.set("said", "by the one")
        async with connect_async(settings, url_of(settings)) as other:
            assert await other.get("said") == b"by the one"


@pytest.mark.parametrize(
    ("host", "authority", "said"),
    [
        ("127.0.0.1", "other.pem", "its certificate is refused: self-signed certificate in certificate chain"),
        ("localhost", "ca.pem", "its certificate is refused: Hostname mismatch"),
    ],
)
def test_a_server_that_is_another_one_is_refused_and_said_so(
    host: str, authority: str, said: str, tls_port: int, certificates: Certificates
) -> None:
    settings = settings_of(redis_url=f"rediss://:hunter2@{host}:{tls_port}/0", redis_ca=certificates.path(authority))
    with connect(settings, url_of(settings)) as client, pytest.raises(redis.ConnectionError) as caught:
        client.ping()

    assert explain(caught.value).startswith(said)
    assert "hunter2" not in explain(caught.value)


def test_a_client_without_a_certificate_is_refused(tls_port: int, certificates: Certificates) -> None:
    settings = settings_of(redis_url=f"rediss://127.0.0.1:{tls_port}/0", redis_ca=certificates.path("ca.pem"))

    with connect(settings, url_of(settings)) as client, pytest.raises(redis.ConnectionError):
        client.ping()


@pytest.mark.parametrize(
    ("values", "name", "said"),
    [
        ({"redis_ca": "FILE"}, "REDIS_CA", "needs rediss:// in REDIS_URL"),
        ({"redis_url": "redis://h", "redis_certificate": "FILE"}, "REDIS_CERTIFICATE", "needs rediss://"),
        ({"redis_url": "rediss://h", "redis_key": "FILE"}, "REDIS_KEY", "needs REDIS_CERTIFICATE"),
        ({"redis_url": "rediss://h", "redis_ca": "/no/such/hunter2"}, "REDIS_CA", "does not point to a file"),
        ({"redis_sentinels": "a:1"}, "REDIS_SENTINELS", "needs REDIS_URL"),
        ({"redis_url": "unix:///s", "redis_sentinels": "a:1"}, "REDIS_SENTINELS", "needs REDIS_URL"),
        ({"redis_url": "redis://h", "redis_sentinels": "hunter2@a:1"}, "REDIS_SENTINELS", "must be host:port"),
    ],
)
def test_settings_that_do_not_go_together_are_named(
    values: dict[str, str], name: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    made = {key: value.replace("FILE", str(tmp_path / "file")) for key, value in values.items()}

    with pytest.raises(ValidationError) as caught:
        settings_of(**made)

    assert f"{name}: " in describe(caught.value)
    assert said in describe(caught.value)
    assert "hunter2" not in describe(caught.value)


def test_sentinels_are_read_from_a_line() -> None:
    assert read_sentinels("one:1, two,[::1]:3") == [("one", 1), ("two", 26379), ("::1", 3)]


def until_set(client: redis.Redis, value: str) -> None:
    deadline = time.monotonic() + SECONDS
    while True:
        with suppress(redis.RedisError):
            client.set("said", value)
            return
        assert time.monotonic() < deadline, "no server takes it"
        time.sleep(0.1)


async def test_sentinels_lead_to_the_next_server_when_one_dies(tmp_path: Path) -> None:
    with watched_pair(tmp_path, "photos", "hunter2") as pair:
        settings = settings_of(
            redis_url="redis://:hunter2@unused/0",
            redis_sentinels=f"127.0.0.1:{free_port()},127.0.0.1:{pair.sentinel}",  # the first one is away
            redis_sentinel_service="photos",
        )
        with connect(settings, url_of(settings)) as client:
            until_set(client, "before")
            queue = Queue("q", connection=client, serializer=JSONSerializer)
            job = queue.enqueue("builtins.len", "four")
            pair.wait_for_replica(job.key)

            pair.kill_first()

            until_set(client, "after")
            async with connect_async(settings, url_of(settings)) as other:
                assert await other.get("said") == b"after"
            SimpleWorker([queue], connection=client, serializer=JSONSerializer).work(burst=True)
            assert job.return_value() == 4


def test_sentinels_that_do_not_know_the_service_are_told(tmp_path: Path) -> None:
    settings = settings_of(redis_url="redis://:hunter2@unused/0", redis_sentinels=f"127.0.0.1:{free_port()}")

    with connect(settings, url_of(settings)) as client, pytest.raises(redis.ConnectionError) as caught:
        client.ping()

    assert explain(caught.value) == "no Sentinel answers and knows REDIS_SENTINEL_SERVICE"
