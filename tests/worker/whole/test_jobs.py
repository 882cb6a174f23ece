"""The worker runs the one task that it knows, and answers what it cannot run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rq.intermediate_queue import IntermediateQueue
from rq.job import JobStatus

from tests.worker.conftest import Desk, StandInPainter
from worker.shared.contract import Failed, Reason, StyleRequest


@pytest.mark.parametrize("task", ["os.system", "worker.tasks.report_failure", "tests.worker.whole.bomb.explode"])
def test_a_job_that_names_another_function_fails_and_is_never_imported(
    task: str, desk: Desk, painter: StandInPainter, work: Callable[[], None], tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    job = desk.enqueue(task, [f"touch {trace}"], "evil")

    work()

    assert job.get_status() is JobStatus.FAILED
    ending = job.latest_result()
    assert ending
    assert "ForbiddenTaskError" in str(ending.exc_string)
    assert not trace.exists()
    assert "tests.worker.whole.bomb" not in sys.modules


def test_no_callback_or_address_that_a_job_names_is_called(
    desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Callable[[], None], tmp_path: Path
) -> None:
    job = desk.submit(style_request)
    desk.redis.hset(job.key, "success_callback_name", "tests.worker.whole.bomb.explode")
    desk.redis.hset(job.key, "failure_callback_name", "tests.worker.whole.bomb.explode")
    desk.redis.hset(job.key, "stopped_callback_name", "tests.worker.whole.bomb.explode")

    work()

    assert len(desk.results()) == 1
    assert "tests.worker.whole.bomb" not in sys.modules


def test_a_job_that_cannot_be_read_fails_and_the_worker_goes_on(
    desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Callable[[], None]
) -> None:
    broken = desk.submit(style_request.model_copy(update={"request_id": "broken"}), tries_again=0)
    desk.redis.hset(broken.key, "data", "neither JSON nor pickle")
    desk.submit(style_request)

    work()

    assert [result.request_id for result in desk.results()] == ["r1"]
    assert desk.redis.hget(broken.key, "status") == b"failed"


def test_a_job_that_was_taken_and_never_begun_is_answered(
    desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Callable[[], None]
) -> None:
    desk.submit(style_request, tries_again=0)
    taken = IntermediateQueue(desk.queue.key, desk.redis)
    desk.redis.lmove(desk.queue.key, taken.key)
    desk.redis.set(taken.get_first_seen_key("r1"), 0)  # long ago

    work()

    assert desk.results() == [Failed(request_id="r1", ticket=style_request.ticket, reason=Reason.FAILED)]
