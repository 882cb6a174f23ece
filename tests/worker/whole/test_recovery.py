from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from redis import Redis
from rq.job import JobStatus

from tests.worker.conftest import Desk, StandInPainter
from tests.worker.whole.dying_worker import MOMENTS
from worker.rq_overrides import PhotoJob, PhotoQueue, TakenJobs
from worker.shared.contract import Styled, StyleRequest

ROOT = Path(__file__).parents[3]
HEARTBEAT_TTL = 4  # seconds
Until = Callable[[Callable[[], object]], None]


@pytest.fixture
def start(redis_url: str, redis: Redis) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Start a worker that dies at a moment."""
    started: list[subprocess.Popen[str]] = []

    def run(moment: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.worker.whole.dying_worker", redis_url, str(HEARTBEAT_TTL), moment]
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, text=True)
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("moment", [moment for moment in MOMENTS if moment != "looking"])
def test_a_photo_is_answered_once_wherever_its_worker_is_killed(
    moment: str, start: Callable[[str], subprocess.Popen[str]], desk: Desk, style_request: StyleRequest, until: Until
) -> None:
    victim = start(moment)
    job = desk.submit(style_request)
    assert victim.wait(180) < 0

    start("never")
    until(lambda: job.get_status() is JobStatus.FINISHED)

    (result,) = desk.results()
    assert isinstance(result, Styled)


def test_a_job_that_begins_is_no_longer_taken_for_stuck(
    desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Callable[[], None]
) -> None:
    taken = TakenJobs(desk.queue.key, desk.redis)
    taken.set_first_seen("r1")
    desk.submit(style_request)

    work()

    assert taken.get_first_seen("r1") is None


def test_a_pause_before_a_try_ends_without_a_scheduler(
    desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Callable[[], None]
) -> None:
    job = desk.submit(style_request)
    desk.queue.remove(job)
    desk.queue.scheduled_job_registry.schedule(job, time_ago(5))

    work()

    assert len(desk.results()) == 1


def test_a_job_is_said_to_be_scheduled_only_when_it_is(desk: Desk, style_request: StyleRequest, redis: Redis) -> None:
    desk.submit(style_request)
    queue = PhotoQueue("emostyle", connection=redis, serializer=desk.queue.serializer)
    job = PhotoJob.fetch("r1", connection=redis, serializer=desk.queue.serializer)
    job.retry_intervals, job.retries_left = [0, 20], 1

    pipeline = redis.pipeline()
    job.retry(queue, pipeline)  # and a worker that is killed here
    assert job.get_status(refresh=True) is JobStatus.QUEUED
    pipeline.execute()

    assert job.get_status(refresh=True) is JobStatus.SCHEDULED
    assert queue.scheduled_job_registry.get_job_ids() == ["r1"]


def time_ago(seconds: float) -> datetime:
    return datetime.fromtimestamp(time.time() - seconds, UTC)


def test_a_job_that_was_seen_before_is_given_back_after_some_seconds(redis: Redis) -> None:
    taken = TakenJobs("rq:queue:emostyle", redis)

    taken.set_first_seen("r1")
    assert not taken.should_be_cleaned_up("r1")
    redis.set(taken.get_first_seen_key("r1"), time.time() - 6)
    assert taken.should_be_cleaned_up("r1")
    taken.remove("r1")
    assert not taken.should_be_cleaned_up("r1")
