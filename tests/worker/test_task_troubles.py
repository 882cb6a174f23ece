"""What the task cannot paint is answered, and with nobody's name in the log."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

import pytest
from rq.job import JobStatus

from emostyle.errors import (
    NoFaceError,
    OptionError,
    PhotoTooLargeError,
    PhotoTooSmallError,
    UnreadablePhotoError,
    UnsupportedPhotoError,
)
from tests.worker.conftest import Desk, StandInPainter
from worker.shared.contract import RESULTS_STREAM, Failed, Reason, StyleRequest, painting_key, photo_key
from worker.shared.logs import AboutFilter

Work = Callable[[], None]


def only_failure(desk: Desk) -> Failed:
    (result,) = desk.results()
    assert isinstance(result, Failed)
    return result


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (NoFaceError(), Reason.NO_FACE),
        (UnreadablePhotoError("x"), Reason.UNREADABLE),
        (UnsupportedPhotoError("x"), Reason.UNSUPPORTED),
        (PhotoTooLargeError("x"), Reason.TOO_LARGE),
        (PhotoTooSmallError("x"), Reason.TOO_SMALL),
        (OptionError("x"), Reason.FAILED),
        (RuntimeError("x"), Reason.FAILED),
        (MemoryError(), Reason.TOO_LARGE),
        (RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB."), Reason.TOO_LARGE),
    ],
)
def test_every_error_of_the_painter_becomes_a_result(
    error: Exception,
    reason: Reason,
    desk: Desk,
    painter: StandInPainter,
    style_request: StyleRequest,
    work: Work,
) -> None:
    painter.error = error
    job = desk.submit(style_request)

    work()

    assert only_failure(desk) == Failed(request_id="r1", ticket=style_request.ticket, reason=reason)
    assert len(painter.asked) == 1
    assert job.get_status() is JobStatus.FINISHED
    assert not desk.redis.exists(photo_key("r1"))


def test_a_photo_that_is_gone_is_told(
    desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Work
) -> None:
    desk.submit(style_request)
    desk.redis.delete(photo_key("r1"))

    work()

    assert only_failure(desk).reason is Reason.EXPIRED
    assert painter.asked == []


def test_a_painting_that_takes_too_long_is_told_and_the_worker_goes_on(
    desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Work
) -> None:
    painter.seconds = 20
    desk.submit(style_request, timeout=1)
    desk.submit(style_request.model_copy(update={"request_id": "r2"}), timeout=1)

    work()

    assert [(r.request_id, r.reason) for r in desk.results() if isinstance(r, Failed)] == [
        ("r1", Reason.TIMED_OUT),
        ("r2", Reason.TIMED_OUT),
    ]


def test_a_request_that_was_answered_is_not_painted_again(
    desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Work
) -> None:
    for _ in range(2):
        desk.submit(style_request)
        work()

    assert len(desk.results()) == len(painter.asked) == 1


def test_a_painting_leaves_room_for_the_marks_without_which_nothing_is_delivered(
    desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Work
) -> None:
    desk.submit(style_request)
    used = int(desk.redis.info("memory")["used_memory"])
    desk.redis.config_set("maxmemory", int(used / 0.92))
    try:
        work()
    finally:
        desk.redis.config_set("maxmemory", 0)

    assert only_failure(desk).reason is Reason.FAILED
    assert not desk.redis.exists(painting_key("r1"))


@pytest.mark.parametrize("change", [{"version": 2}, {"max_side": 1}, {"nobody_knows": 1}])
def test_a_request_that_is_not_understood_is_answered_when_it_says_whom(
    change: dict[str, int], desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Work
) -> None:
    desk.submit_text(json.dumps({**style_request.model_dump(), **change}))

    work()

    assert only_failure(desk) == Failed(request_id="r1", ticket=style_request.ticket, reason=Reason.FAILED)


@pytest.mark.parametrize(
    "text",
    [
        *("", "no JSON", "[]", "{}", '{"request_id": "r1"}', '{"request_id": 1, "ticket": 2}'),
        *("[" * 50_000, r'{"request_id": "\ud800", "ticket": ""}'),
    ],
    ids=range(8),
)
def test_a_request_that_says_nobody_to_answer_fails_its_job(
    text: str, desk: Desk, painter: StandInPainter, work: Work
) -> None:
    job = desk.submit_text(text)

    work()

    assert desk.results() == []
    assert job.get_status() is JobStatus.FAILED


def test_a_ticket_of_any_length_is_not_handed_on(desk: Desk, painter: StandInPainter, work: Work) -> None:
    desk.submit_text(json.dumps({"request_id": "r1", "ticket": "x" * 5000}))

    work()

    assert desk.results() == []


def test_a_result_that_redis_refuses_is_not_taken_for_published(
    desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Work
) -> None:
    desk.redis.set(RESULTS_STREAM, "no stream, so nothing can be added to it")
    job = desk.submit(style_request, tries_again=1)

    work()

    assert len(painter.asked) == 2
    assert job.get_status() is JobStatus.FAILED
    assert desk.redis.exists(photo_key("r1"))

    desk.redis.delete(RESULTS_STREAM)
    desk.queue.enqueue_job(job)
    work()

    assert len(desk.results()) == 1


def test_no_log_line_says_whom_a_photo_is_from(
    desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Work, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ids = AboutFilter()
    caplog.handler.addFilter(ids)
    secret = style_request.model_copy(update={"ticket": "chat-4711"})
    desk.submit(secret)
    painter.error = RuntimeError("boom")
    work()
    desk.submit_text(json.dumps({**secret.model_dump(), "request_id": "r2", "version": 9}), job_id="r2")
    desk.submit_text('{"ticket": "chat-4711"}', job_id="r3")
    desk.enqueue("os.getcwd", ["chat-4711"], "r4")
    work()

    ours = "\n".join(record.getMessage() for record in caplog.records if record.levelno > logging.DEBUG)
    assert "boom" in caplog.text
    assert "job failed on its last try" in ours
    assert {"request": "r1"} in [getattr(record, "about", None) for record in caplog.records]
    assert "4711" not in caplog.text
    caplog.handler.removeFilter(ids)
