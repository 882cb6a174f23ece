"""Fixtures of the worker's tests: real Redis servers, requests, and a painter that needs no weights."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from redis import Redis
from rq import Callback, Queue
from rq.job import Job, Retry
from rq.serializers import JSONSerializer

from emostyle.emotions import EMOTIONS, Emotion
from emostyle.pipeline import FaceReading, PaintOptions, StyledPhoto
from emostyle.reading.faces import Box, Face
from emostyle.styles.palette import PALETTE
from worker import runtime
from worker.rq_worker import PhotoWorker
from worker.shared.contract import (
    FAILURE_CALLBACK,
    QUEUE,
    RESULT_FIELD,
    RESULTS_STREAM,
    TASK,
    StyleRequest,
    StyleResult,
    painting_key,
    parse_result,
    photo_key,
)
from worker.shared.local_redis import SERVERS, open_redis

SECONDS = 120.0  # how long something may take on a busy machine before a test gives up


def path_without_servers() -> str:
    """Return the PATH without the folders that hold a Redis server, so that only the wheel's is found."""
    folders = os.environ["PATH"].split(os.pathsep)
    return os.pathsep.join(f for f in folders if not any(Path(f, name).exists() for name in SERVERS))


@pytest.fixture
def until() -> Callable[[Callable[[], object]], None]:
    """Wait until a condition holds; fail the test when it does not come true."""

    def wait(condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + SECONDS
        while not condition():
            assert time.monotonic() < deadline, "it did not happen in time"
            time.sleep(0.02)

    return wait


@pytest.fixture(params=["wheel", "path"])
def any_server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run the test with the server of the wheel, and with the one on the PATH where there is one."""
    if request.param == "wheel":
        monkeypatch.setenv("PATH", path_without_servers())
    elif not any(shutil.which(name) for name in SERVERS):
        pytest.skip("no redis-server on the PATH")
    return str(request.param)


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one server for all tests."""
    with open_redis(None, tmp_path_factory.mktemp("redis")) as handle:
        yield handle.url


@pytest.fixture
def redis(redis_url: str) -> Iterator[Redis]:
    """A connection to a server that is empty."""
    with Redis.from_url(redis_url, socket_timeout=60) as connection:  # longer than any blocking read
        connection.flushall()
        yield connection


@pytest.fixture
def style_request() -> StyleRequest:
    """A request that leaves everything to the photo."""
    return StyleRequest(request_id="r1", ticket='{"chat": 42}', submitted=1.0)


class StandInPainter:
    """Stands at the edge of the worker in place of the networks: paints one colour, or raises what it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[bytes, PaintOptions]] = []
        self.error: BaseException | None = None
        self.seconds = 0.0  # how long a painting takes
        self.uncertain = False  # whether it doubts what it reads

    def paint(self, photo: bytes, options: PaintOptions, on_stage: Callable[[str], None]) -> StyledPhoto:
        on_stage("reading")
        self.asked.append((photo, options))
        if self.error:
            raise self.error
        if self.seconds:
            time.sleep(self.seconds)
        on_stage("painting")
        face = Face(Box(10, 20, 30, 40), (15.0, 30.0), (30.0, 30.0), 0.9)
        probabilities = dict.fromkeys(EMOTIONS, 1 / 7)
        return StyledPhoto(
            image=Image.new("RGB", (64, 48), (200, 30, 30)),
            emotion=Emotion.HAPPY,
            confidence=0.75,
            faces=(FaceReading(face, probabilities, probabilities),),
            mix={Emotion.HAPPY: 1.0},
            style=PALETTE[Emotion.HAPPY].style,
            strength=1.0,
            seconds={"paint": 0.5},
            uncertain=self.uncertain,
        )


@pytest.fixture
def painter() -> Iterator[StandInPainter]:
    """The painter of this process, through the door that the real one uses."""
    painter = StandInPainter()
    runtime.install(runtime.Runtime(painter, painting_ttl=500))
    yield painter
    runtime.uninstall()


def published(redis: Redis) -> list[StyleResult]:
    """Return all results that wait in the stream."""
    entries: Any = redis.xrange(RESULTS_STREAM)
    return [parse_result(fields[RESULT_FIELD.encode()]) for _, fields in entries]


class Desk:
    """Does what the bot does: puts photos and jobs into Redis, and reads results."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis
        self.queue = Queue(QUEUE, connection=redis, serializer=JSONSerializer)

    def submit(self, request: StyleRequest, photo: bytes = b"photo", timeout: int = 30, tries_again: int = 2) -> Job:
        self.redis.set(photo_key(request.request_id), photo, ex=600)
        return self.submit_text(request.model_dump_json(), request.request_id, timeout, tries_again)

    def submit_text(self, text: str, job_id: str = "r1", timeout: int = 30, tries_again: int = 2) -> Job:
        return self.enqueue(TASK, (text,), job_id, timeout, tries_again)

    def enqueue(self, task: str, args: Sequence[object], job_id: str, timeout: int = 30, tries_again: int = 0) -> Job:
        return self.queue.enqueue_call(
            task,
            args=tuple(args),
            job_id=job_id,
            description="paint",
            timeout=timeout,
            result_ttl=60,
            failure_ttl=60,
            retry=Retry(max=tries_again, interval=[0] * tries_again, enqueue_at_front=True) if tries_again else None,
            on_failure=Callback(FAILURE_CALLBACK),
        )

    def results(self) -> list[StyleResult]:
        return published(self.redis)

    def painting(self, request_id: str = "r1") -> bytes | None:
        value = self.redis.get(painting_key(request_id))
        assert value is None or isinstance(value, bytes)
        return value


@pytest.fixture
def desk(redis: Redis) -> Desk:
    """The bot's side of the queue."""
    return Desk(redis)


@pytest.fixture
def work(redis: Redis) -> Iterator[Callable[[], None]]:
    """Run a worker in this process until the queue is empty."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def run() -> None:
        PhotoWorker(redis, heartbeat_ttl=15).work(burst=True, logging_level="WARNING")

    yield run
    for number, handler in before.items():
        signal.signal(number, handler)
