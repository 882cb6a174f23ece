"""Results of jobs: which error becomes which reason, and how a result is published exactly once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redis import Redis
from rq.timeouts import BaseTimeoutException

from emostyle.errors import (
    MissingStyleError,
    NoFaceError,
    PhotoTooLargeError,
    PhotoTooSmallError,
    UnknownStyleError,
    UnreadablePhotoError,
    UnsupportedPhotoError,
)
from emostyle.pipeline import FaceReading, StyledPhoto
from worker.shared import contract
from worker.shared.contract import RESULT_FIELD, RESULTS_STREAM, Failed, Reason, Styled, StyledMediaType, StyleRequest
from worker.shared.lua import read_lua


class StoppedError(Exception):
    """The person cancelled this photo."""


# The first class that fits decides; any other error is a fault of the program: FAILED.
REASONS: tuple[tuple[type[BaseException], Reason], ...] = (
    (StoppedError, Reason.CANCELLED),
    (NoFaceError, Reason.NO_FACE),
    (UnreadablePhotoError, Reason.UNREADABLE),
    (UnsupportedPhotoError, Reason.UNSUPPORTED),
    (PhotoTooLargeError, Reason.TOO_LARGE),
    (PhotoTooSmallError, Reason.TOO_SMALL),
    (UnknownStyleError, Reason.NO_STYLE),
    (MissingStyleError, Reason.NO_STYLE),
)
# torch does not have an error class for it on every device, so the message decides.
_NO_MEMORY = re.compile(r"out of memory|allocate memory|bad_alloc|failed to allocate", re.IGNORECASE)
_PUBLISH = read_lua(__file__, "publish_result")


def reason_of(error: BaseException) -> Reason:
    """Return why there is no painting after `error`.

    RQ raises its timeout at any point of the program, so it may be only the cause of `error`.
    """
    if any(isinstance(cause, BaseTimeoutException) for cause in _causes(error)):
        return Reason.TIMED_OUT
    other = Reason.TOO_LARGE if ran_out_of_memory(error) else Reason.FAILED
    return next((reason for kind, reason in REASONS if isinstance(error, kind)), other)


def ran_out_of_memory(error: BaseException) -> bool:
    """Return whether the machine or its GPU had too little memory for a photo."""
    return any(
        isinstance(cause, MemoryError) or (isinstance(cause, Exception) and _NO_MEMORY.search(str(cause)))
        for cause in _causes(error)
    )


def styled(request: StyleRequest, photo: StyledPhoto, media_type: StyledMediaType, waited: float) -> Styled:
    """Return the result for a painted photo, which waited `waited` seconds for a worker."""
    return Styled(
        request_id=request.request_id,
        ticket=request.ticket,
        emotion=photo.emotion,
        confidence=photo.confidence,
        uncertain=photo.uncertain,
        faces=tuple(_face(reading) for reading in photo.faces),
        style=photo.style,
        width=photo.image.width,
        height=photo.image.height,
        media_type=media_type,
        seconds={contract.WAITED: round(waited, 4), **photo.seconds},
    )


def failed(request: StyleRequest, reason: Reason) -> Failed:
    """Return the result for a photo that was not painted."""
    return Failed(request_id=request.request_id, ticket=request.ticket, reason=reason)


def publish(connection: Redis, result: Styled | Failed, painting: bytes = b"", painting_ttl: int = 86_400) -> bool:
    """Publish a result with its painting, unless the job has a result already, and delete the photo.

    The painting is kept for `painting_ttl` seconds. Returns whether the result was published.
    """
    keys = [
        contract.job_key(result.request_id),
        RESULTS_STREAM,
        contract.painting_key(result.request_id),
        contract.photo_key(result.request_id),
    ]
    entry = (RESULT_FIELD, result.model_dump_json())
    return bool(connection.eval(_PUBLISH, len(keys), *keys, contract.JOB_TTL, *entry, painting, painting_ttl))


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or cause.__context__


def _face(reading: FaceReading) -> contract.FaceReading:
    box = reading.face.box
    return contract.FaceReading(
        left=box.left,
        top=box.top,
        width=box.width,
        height=box.height,
        probabilities={emotion: round(share, 4) for emotion, share in reading.probabilities.items()},
    )
