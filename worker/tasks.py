"""The one task that a worker runs, and the callback for jobs that failed without a result."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from types import TracebackType

import redis
from redis import Redis
from rq import get_current_job
from rq.exceptions import DeserializationError
from rq.job import Job

from emostyle.imaging import images
from emostyle.pipeline import PaintOptions
from worker import dead_letters, results, runtime
from worker.shared.contract import (
    JOB_TTL,
    PUBLISHED,
    RETRIES,
    WORKER_COUNTS,
    ContractError,
    Failed,
    Reason,
    Stage,
    Styled,
    StyledMediaType,
    StyleRequest,
    job_key,
    parse_envelope,
    parse_request,
    photo_key,
)
from worker.shared.lua import read_lua
from worker.shared.redis_memory import PAINTINGS, has_room

log = logging.getLogger(__name__)

_TAKE_PHOTO = read_lua(__file__, "take_photo")
_ENTER_STAGE = read_lua(__file__, "enter_stage")


def paint(request_json: str) -> None:
    """Paint the photo of a request and publish the result, a painting or a failure.

    Raises redis.RedisError, after which RQ tries the job again, and ContractError for a request without a ticket.
    """
    job = get_current_job()
    if job is None:
        raise RuntimeError("This task runs in a worker only: start one with `python -m worker`.")
    try:
        request = parse_request(request_json)
    except ContractError as error:
        log.warning("request not understood: %s", error)
        if not _publish_failure(job.connection, request_json):
            raise
        return
    photo = job.connection.eval(_TAKE_PHOTO, 2, job_key(request.request_id), photo_key(request.request_id))
    if isinstance(photo, int):
        log.info("job skipped: it has its result already")
        return
    result, painting = _attempt(job.connection, request, photo)
    if painting and not has_room(job.connection, len(painting), PAINTINGS):
        log.error("painting dropped, Redis is almost full of paintings that no bot has delivered: publishing a failure")
        result, painting = results.failed(request, Reason.FAILED), b""
    results.publish(job.connection, result, painting, runtime.current().painting_ttl)


def report_failure(
    job: Job,
    connection: Redis,
    kind: type[BaseException] | None,
    error: BaseException | None,
    traceback: TracebackType | None,
) -> None:
    """Give a job up if its last try has failed; RQ calls this after every try that failed."""
    name = kind.__name__ if kind else "an unknown error"
    if job.retries_left:
        log.warning("job failed (%s); RQ tries it again", name)
        connection.hincrby(WORKER_COUNTS, RETRIES, 1)
        return
    log.error("job failed on its last try (%s): it becomes a dead letter", name)
    give_up(job, connection, name, results.reason_of(error) if error else Reason.FAILED)


def give_up(job: Job, connection: Redis, name: str, reason: Reason) -> None:
    """Record a dead letter with the error `name`, and publish a failure with `reason`, unless the job has a result."""
    if not connection.hexists(job_key(job.id), PUBLISHED):
        dead_letters.note(connection, job.id, name, 1 + len(job.retry_intervals or []) - (job.retries_left or 0))
    try:
        request_json = job.args[0] if job.args else ""
    except DeserializationError:
        return
    _publish_failure(connection, request_json, reason)


def _attempt(connection: Redis, request: StyleRequest, photo: object) -> tuple[Styled | Failed, bytes]:
    """Return the result of a request, and the bytes of the painting if there is one."""
    if not isinstance(photo, bytes):
        return results.failed(request, Reason.EXPIRED), b""
    try:
        return _paint(request, photo, _stage_callback(connection, request.request_id))
    except Exception as error:
        # The boundary of a job: after any error the person gets a reply, and the worker takes the next job.
        reason = results.reason_of(error)
        if reason is Reason.FAILED:
            log.exception("painting failed: publishing a failure")
        elif results.ran_out_of_memory(error):  # a warning, because the operator can add memory
            log.warning("out of memory (%s): publishing that the photo is too large", type(error).__name__)
        else:
            log.info("photo not painted: %s", reason)
        return results.failed(request, reason), b""


def _paint(request: StyleRequest, photo: bytes, on_stage: Callable[[str], None]) -> tuple[Styled, bytes]:
    waited = max(0.0, time.time() - request.submitted)
    options = PaintOptions(
        emotion=request.emotion,
        mix=request.mix,
        style=request.style,
        by_face=request.by_face,
        strength=request.strength,
        keep_colors=request.keep_colors,
        brush=request.brush,
        take=request.take,
        max_side=request.max_side,
    )
    styled_photo = runtime.current().painter.paint(photo, options, on_stage)
    painting = images.encode(styled_photo.image, "png" if request.lossless else "jpeg")
    times = " ".join(f"{stage} {seconds:.2f}" for stage, seconds in styled_photo.seconds.items())
    log.info("painted in style %s (seconds: waited %.2f %s)", styled_photo.style, waited, times)
    media_type: StyledMediaType = "image/png" if request.lossless else "image/jpeg"
    return results.styled(request, styled_photo, media_type, waited), painting


def _stage_callback(connection: Redis, request_id: str) -> Callable[[str], None]:
    """Return the callback for stages: it writes the stage to Redis, and raises StoppedError after a cancellation."""

    def on_stage(stage: str) -> None:
        try:
            is_stopped = bool(connection.eval(_ENTER_STAGE, 1, job_key(request_id), Stage(stage).value, JOB_TTL))
        except redis.RedisError as error:  # only the status message needs the stage
            log.warning("stage not recorded, Redis unavailable (%s): painting goes on", type(error).__name__)
            return
        if is_stopped:
            raise results.StoppedError
        log.info("stage begins: %s", stage)

    return on_stage


def _publish_failure(connection: Redis, request_json: object, reason: Reason = Reason.FAILED) -> bool:
    """Publish a failure for a request that cannot be read or painted; return False if it has no readable ticket."""
    envelope = parse_envelope(request_json) if isinstance(request_json, str) else None
    if envelope is None:
        return False
    results.publish(connection, Failed(request_id=envelope.request_id, ticket=envelope.ticket, reason=reason))
    return True
