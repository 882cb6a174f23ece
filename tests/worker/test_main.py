"""`python -m worker` as a process of its own, with the real weights."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis import Redis

from emostyle.pipeline import PaintOptions, StyledPhoto
from tests.worker.conftest import Desk, StandInPainter
from worker import __main__ as program
from worker import runtime
from worker.__main__ import RefusedError, reach_redis
from worker.settings import WorkerSettings
from worker.shared.contract import Styled, StyleRequest
from worker.shared.local_redis import open_redis, socket_path

ROOT = Path(__file__).parents[2]
Until = Callable[[Callable[[], object]], None]
Worker = subprocess.Popen[str]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Worker]]:
    """Start `python -m worker` in an empty folder; what is left at the end is killed."""
    started: list[Worker] = []

    def run(**settings: str) -> Worker:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("EMOSTYLE_", "REDIS_"))}
        process = subprocess.Popen(
            [sys.executable, "-m", "worker"],
            cwd=tmp_path,
            env={**kept, "PYTHONPATH": str(ROOT), "EMOSTYLE_DEVICE": "cpu", "EMOSTYLE_THREADS": "1", **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


def ready_line(worker: Worker) -> str:
    assert worker.stdout
    return worker.stdout.readline()


def test_a_folder_of_styles_that_is_none_ends_the_start_in_one_line(start: Callable[..., Worker]) -> None:
    worker = start(EMOSTYLE_STYLES_DIR="nowhere")

    _, said = worker.communicate(timeout=60)

    assert worker.returncode == 1
    assert said.splitlines()[-1] == (
        "emostyle worker: EMOSTYLE_STYLES_DIR names nowhere, which is no folder. Make it, or leave the setting out."
    )


def test_it_starts_its_own_redis_paints_a_photo_and_ends(
    start: Callable[..., Worker], tmp_path: Path, face_photo: bytes, style_request: StyleRequest, until: Until
) -> None:
    worker = start()
    assert ready_line(worker) == "ready: worker on cpu\n"
    url = f"unix://{socket_path(tmp_path / '.emostyle')}?db=0"
    with Redis.from_url(url) as connection:
        desk = Desk(connection)
        desk.submit(style_request.model_copy(update={"max_side": 128}), face_photo, timeout=60)
        until(desk.results)
        (result,) = desk.results()
    assert isinstance(result, Styled)

    worker.send_signal(signal.SIGTERM)
    rest, said = worker.communicate(timeout=30)

    assert worker.returncode == 0
    assert rest == ""  # one line on standard output, everything else on standard error
    assert [line for line in said.splitlines() if "painted in style" in line and "[request=r1]" in line]
    assert '"chat"' not in said
    assert not socket_path(tmp_path / ".emostyle").exists()


@pytest.mark.parametrize(
    ("settings", "code", "said"),
    [
        ({"EMOSTYLE_DEVICE": "gpu"}, 2, "EMOSTYLE_DEVICE"),
        ({"REDIS_URL": "localhost"}, 2, "REDIS_URL"),
        ({"EMOSTYLE_DEVICE": "cuda:77"}, 1, "cuda:77"),
    ],
)
def test_what_cannot_work_is_told_in_one_line(
    settings: dict[str, str], code: int, said: str, start: Callable[..., Worker], redis_url: str
) -> None:
    _, told = start(**{"REDIS_URL": redis_url, "EMOSTYLE_LOG_LEVEL": "ERROR", **settings}).communicate(timeout=60)

    assert said in told
    assert told.startswith("emostyle worker: ")
    assert told.count("\n") == 1


def test_a_redis_that_comes_later_is_waited_for(tmp_path: Path, until: Until, caplog: pytest.LogCaptureFixture) -> None:
    found: list[Redis] = []
    url = f"unix://{tmp_path / 'data' / 'redis.sock'}"
    waiting = threading.Thread(target=lambda: found.append(reach_redis(WorkerSettings(), url)))
    waiting.start()
    until(lambda: "Redis does not answer (ConnectionError); trying again in 1 s" in caplog.text)

    with open_redis(None, tmp_path / "data"):
        waiting.join(30)
        assert found[0].ping()
        found[0].close()


def test_a_redis_that_refuses_the_password_is_not_waited_for(tmp_path: Path) -> None:
    with open_redis(None, tmp_path) as handle, Redis.from_url(handle.url) as connection:
        connection.config_set("requirepass", "right")

        with pytest.raises(RefusedError, match="REDIS_URL"):
            reach_redis(WorkerSettings(), handle.url.replace("unix://", "unix://:wrong@"))
        connection.config_set("requirepass", "")


class LosingPainter(StandInPainter):
    """A painter during whose first painting the Redis server dies."""

    def __init__(self, server: int) -> None:
        super().__init__()
        self._server = server

    def paint(self, photo: bytes, options: PaintOptions, on_stage: Callable[[str], None]) -> StyledPhoto:
        if not self.asked:
            os.kill(self._server, signal.SIGKILL)
        return super().paint(photo, options, on_stage)


@pytest.fixture
def own_signals() -> Iterator[None]:
    """Give this process its signal handlers back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("own_signals")
def test_a_redis_that_is_lost_in_a_job_is_waited_for_with_the_same_weights(
    tmp_path: Path, style_request: StyleRequest, until: Until, caplog: pytest.LogCaptureFixture
) -> None:
    with open_redis(None, tmp_path) as handle, Redis.from_url(handle.url) as connection:
        painter = LosingPainter(int(connection.info("server")["process_id"]))
        runtime.install(runtime.Runtime(painter))
        desk = Desk(connection)
        desk.submit(style_request)

        def bring_redis_back_and_stop() -> None:
            until(lambda: "connection to Redis lost" in caplog.text)
            handle.revive()
            until(desk.results)
            os.kill(os.getpid(), signal.SIGTERM)

        helper = threading.Thread(target=bring_redis_back_and_stop)
        helper.start()
        program.work(WorkerSettings(heartbeat_ttl=4), handle.url)
        helper.join()

        assert [result.request_id for result in desk.results()] == ["r1"]
        assert len(painter.asked) == 2
    runtime.uninstall()
