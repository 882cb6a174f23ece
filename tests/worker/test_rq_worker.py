from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis import ConnectionError as RedisConnectionError
from redis import Redis

from tests.worker.conftest import Desk, StandInPainter
from worker import dead_letters
from worker.rq_overrides import MAINTENANCE_LOCK_SECONDS, PhotoQueue
from worker.rq_worker import PhotoWorker
from worker.shared.contract import Failed, Reason, Styled, StyleRequest, photo_key

ROOT = Path(__file__).parents[2]
HEARTBEAT_TTL = 3  # seconds
Until = Callable[[Callable[[], object]], None]
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(redis_url: str, redis: Redis) -> Iterator[Start]:
    """Start worker processes; whatever of them is left at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def run(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.worker.stand_in_worker", redis_url, str(HEARTBEAT_TTL), *arguments]
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "OMP_NUM_THREADS": "1"}, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


def painting_process(redis: Redis) -> int:
    """Wait until a worker has begun to paint, and return its process number."""
    answer = redis.blpop(["test:painting"], timeout=180)
    assert answer, "no worker began to paint"
    return int(answer[1])


def go_on(redis: Redis) -> None:
    redis.rpush("test:go-on", "1")


def test_a_killed_worker_s_photo_is_painted_by_another(
    start: Start, desk: Desk, style_request: StyleRequest, until: Until
) -> None:
    workers = {process.pid: process for process in (start(), start())}
    desk.submit(style_request)

    first = painting_process(desk.redis)
    workers[first].kill()
    second = painting_process(desk.redis)
    go_on(desk.redis)
    until(desk.results)

    assert {first, second} == set(workers)
    (result,) = desk.results()
    assert isinstance(result, Styled)
    assert not desk.redis.exists(photo_key("r1"))


def test_a_photo_that_kills_every_worker_is_answered_in_the_end(
    start: Start, desk: Desk, style_request: StyleRequest, until: Until
) -> None:
    workers = {process.pid: process for process in (start(), start())}
    desk.submit(style_request, tries_again=0)

    workers[painting_process(desk.redis)].kill()
    until(desk.results)

    assert desk.results() == [Failed(request_id="r1", ticket=style_request.ticket, reason=Reason.FAILED)]
    assert not desk.redis.exists(photo_key("r1"))


def test_a_worker_that_is_stuck_ends_itself(start: Start, desk: Desk, style_request: StyleRequest) -> None:
    worker = start("stuck")
    desk.submit(style_request, timeout=1)

    assert painting_process(desk.redis) == worker.pid
    assert worker.wait(180) == 1
    assert desk.results() == [Failed(request_id="r1", ticket=style_request.ticket, reason=Reason.TIMED_OUT)]
    assert [each.reason for each in dead_letters.read(desk.redis)] == ["StuckError"]


def test_a_long_painting_is_not_taken_for_abandoned(
    start: Start, desk: Desk, style_request: StyleRequest, until: Until
) -> None:
    start(), start()
    desk.submit(style_request)
    painting_process(desk.redis)

    # Longer than a heartbeat lives: another worker has looked for abandoned jobs meanwhile.
    assert desk.redis.blpop(["test:painting"], timeout=HEARTBEAT_TTL + 3) is None
    go_on(desk.redis)
    until(desk.results)

    assert len(desk.results()) == 1


def test_sigterm_lets_a_worker_finish_its_photo(
    start: Start, desk: Desk, style_request: StyleRequest, until: Until
) -> None:
    worker = start()
    desk.submit(style_request)
    desk.submit(style_request.model_copy(update={"request_id": "r2"}))
    painting_process(desk.redis)

    worker.send_signal(signal.SIGTERM)
    until(lambda: b"shutdown_requested_date" in desk.redis.hgetall(worker_key(desk.redis)))
    go_on(desk.redis)

    assert worker.wait(180) == 0
    assert [result.request_id for result in desk.results()] == ["r1"]
    assert desk.queue.job_ids == ["r2"]


def test_a_worker_that_drains_leaves_the_rest_to_the_others(
    start: Start, desk: Desk, style_request: StyleRequest, until: Until
) -> None:
    names = [f"r{number}" for number in range(1, 6)]
    for name in names:
        desk.submit(style_request.model_copy(update={"request_id": name}))
    workers = {process.pid: process for process in (start(), start())}
    leaving, staying = painting_process(desk.redis), painting_process(desk.redis)

    workers[leaving].send_signal(signal.SIGTERM)
    until(lambda: is_told_to_end(desk.redis, leaving))
    for _ in names:
        go_on(desk.redis)

    assert workers[leaving].wait(180) == 0
    until(lambda: len(desk.results()) == len(names))
    assert sorted(result.request_id for result in desk.results()) == names
    assert all(isinstance(result, Styled) for result in desk.results())
    assert desk.redis.lrange("test:painting", 0, -1) == [str(staying).encode()] * 3
    assert workers[staying].poll() is None


def is_told_to_end(redis: Redis, process: int) -> bool:
    workers = [redis.hgetall(key) for key in redis.smembers("rq:workers")]
    return any(w.get(b"pid") == str(process).encode() and b"shutdown_requested_date" in w for w in workers)


def worker_key(redis: Redis) -> str:
    (key,) = redis.smembers("rq:workers")
    return key.decode() if isinstance(key, bytes) else str(key)


def test_an_idle_worker_ends_on_sigterm(start: Start, desk: Desk, until: Until) -> None:
    worker = start()
    until(lambda: desk.redis.smembers("rq:workers"))
    until(lambda: desk.redis.hget(worker_key(desk.redis), "state") == b"idle")

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(180) == 0
    assert not desk.redis.smembers("rq:workers")


def test_the_lock_of_a_worker_that_died_while_it_looked_ends_soon(redis: Redis) -> None:
    queue = PhotoQueue("emostyle", connection=redis)

    assert queue.acquire_maintenance_lock()
    assert not queue.acquire_maintenance_lock()
    assert 0 < redis.ttl(queue.registry_cleaning_key) <= MAINTENANCE_LOCK_SECONDS


def test_a_heart_that_cannot_reach_redis_beats_on(
    desk: Desk, painter: StandInPainter, style_request: StyleRequest, caplog: pytest.LogCaptureFixture
) -> None:
    desk.submit(style_request)
    painter.seconds = 1.5

    DeafWorker(desk.redis, heartbeat_ttl=2).work(burst=True, logging_level="WARNING")

    assert len(desk.results()) == 1
    assert caplog.text.count("heartbeat not sent, Redis unavailable (ConnectionError)") >= 2


class DeafWorker(PhotoWorker):
    """A worker whose heartbeats do not reach Redis."""

    def maintain_heartbeats(self, *_: object) -> None:
        raise RedisConnectionError("gone")
