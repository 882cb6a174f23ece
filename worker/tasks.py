"""The one task that a worker runs, and what happens to a job that died without a result."""

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
    """Paint the photo of one request and publish its result, whatever happens.

    Only an error of Redis leaves this function: without Redis no answer is possible, and RQ tries again.
    """
    job = get_current_job()
    if job is None:
        raise RuntimeError("This task runs in a worker only: start one with `python -m worker`.")
    try:
        request = parse_request(request_json)
    except ContractError as error:
        log.warning("request refused: %s", error)
        if not _refuse(job.connection, request_json):
            raise
        return
    photo = job.connection.eval(_TAKE_PHOTO, 2, job_key(request.request_id), photo_key(request.request_id))
    if isinstance(photo, int):
        log.info("job skipped: it has its result already")
        return
    result, painting = _attempt(job.connection, request, photo)
    if painting and not has_room(job.connection, len(painting), PAINTINGS):
        log.error("painting dropped, Redis is almost full: too many paintings wait to be delivered")
        result, painting = results.failed(request, Reason.FAILED), b""
    results.publish(job.connection, result, painting, runtime.current().painting_ttl)


def report_failure(
    job: Job,
    connection: Redis,
    kind: type[BaseException] | None,
    error: BaseException | None,
    traceback: TracebackType | None,
) -> None:
    """Answer a job that died without a result, once its last try has failed; RQ calls this after every try."""
    name = kind.__name__ if kind else "an unknown error"
    if job.retries_left:
        log.warning("job failed (%s); RQ tries it again", name)
        connection.hincrby(WORKER_COUNTS, RETRIES, 1)
        return
    log.error("job failed on its last try: %s", name)
    give_up(job, connection, name, results.reason_of(error) if error else Reason.FAILED)


def give_up(job: Job, connection: Redis, name: str, reason: Reason) -> None:
    """Set a job aside after the error `name`, and answer it with `reason`, unless it has its answer."""
    if not connection.hexists(job_key(job.id), PUBLISHED):
        dead_letters.note(connection, job.id, name, 1 + len(job.retry_intervals or []) - (job.retries_left or 0))
    try:
        request_json = job.args[0] if job.args else ""
    except DeserializationError:
        return
    _refuse(connection, request_json, reason)


def _attempt(connection: Redis, request: StyleRequest, photo: object) -> tuple[Styled | Failed, bytes]:
    """Return the result of a request, and the bytes of the painting if there is one."""
    if not isinstance(photo, bytes):
        return results.failed(request, Reason.EXPIRED), b""
    try:
        return _paint(request, photo, _teller(connection, request.request_id))
    except Exception as error:
        # The boundary of a job: whatever went wrong, the person is answered and the worker goes on.
        reason = results.reason_of(error)
        if reason is Reason.FAILED:
            log.exception("painting failed")
        elif results.ran_out_of_memory(error):  # a warning, because the operator can change it
            log.warning("out of memory (%s)", type(error).__name__)
        else:
            log.info("not painted: %s", reason)
        return results.failed(request, reason), b""


def _paint(request: StyleRequest, photo: bytes, tell: Callable[[str], None]) -> tuple[Styled, bytes]:
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
    styled_photo = runtime.current().painter.paint(photo, options, tell)
    painting = images.encode(styled_photo.image, "png" if request.lossless else "jpeg")
    times = " ".join(f"{stage} {seconds:.2f}" for stage, seconds in styled_photo.seconds.items())
    log.info("painted in style %s (waited %.2f %s s)", styled_photo.style, waited, times)
    media_type: StyledMediaType = "image/png" if request.lossless else "image/jpeg"
    return results.styled(request, styled_photo, media_type, waited), painting


def _teller(connection: Redis, request_id: str) -> Callable[[str], None]:
    """Return the callback for stages: it writes the stage to Redis, and raises StoppedError after a cancellation."""

    def tell(stage: str) -> None:
        try:
            is_stopped = bool(connection.eval(_ENTER_STAGE, 1, job_key(request_id), Stage(stage).value, JOB_TTL))
        except redis.RedisError as error:  # a status message must not cost the painting
            log.warning("stage not recorded, Redis unavailable (%s)", type(error).__name__)
            return
        if is_stopped:
            raise results.StoppedError
        log.info("%s", stage)

    return tell


def _refuse(connection: Redis, request_json: object, reason: Reason = Reason.FAILED) -> bool:
    """Answer a request that cannot be read or run; return False if its recipient cannot be read."""
    envelope = parse_envelope(request_json) if isinstance(request_json, str) else None
    if envelope is None:
        return False
    results.publish(connection, Failed(request_id=envelope.request_id, ticket=envelope.ticket, reason=reason))
    return True
