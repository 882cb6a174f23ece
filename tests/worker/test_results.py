from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
from redis import Redis
from rq.timeouts import JobTimeoutException

from emostyle import errors
from emostyle.errors import EmoStyleError, UnreadablePhotoError
from tests.worker.conftest import published
from worker import results
from worker.shared.contract import JOB_TTL, Failed, Reason, StyleRequest, job_key, painting_key, photo_key


def leaves(kind: type[EmoStyleError]) -> Iterator[type[EmoStyleError]]:
    children = kind.__subclasses__()
    if not children:
        yield kind
    for child in children:
        yield from leaves(child)


OUR_FAULT = {errors.UnknownEmotionError, errors.WeightsError, errors.MissingPackageError}


def make(kind: type[EmoStyleError]) -> EmoStyleError:
    return kind.__new__(kind)


@pytest.mark.parametrize("kind", list(leaves(EmoStyleError)))
def test_every_error_of_the_tree_has_a_reason_of_its_own_or_is_our_fault(kind: type[EmoStyleError]) -> None:
    reason = results.reason_of(make(kind))

    assert (reason is Reason.FAILED) == (kind in OUR_FAULT)


def test_every_reason_is_reached() -> None:
    reached = {results.reason_of(make(kind)) for kind in leaves(EmoStyleError)}
    reached |= {results.reason_of(error) for error in (JobTimeoutException(), results.StoppedError())}
    reached.add(Reason.EXPIRED)  # a photo that is gone raises nothing

    assert reached == set(Reason)


def test_an_error_that_nobody_foresaw_is_our_fault() -> None:
    assert results.reason_of(KeyError("x")) is Reason.FAILED


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB."),
        RuntimeError("MPS backend out of memory (MPS allocated: 9.0 GB)"),
        RuntimeError(
            "[enforce fail at alloc_cpu.cpp:124] err == 0. DefaultCPUAllocator: can't allocate memory: you tried"
        ),
        RuntimeError("std::bad_alloc"),
    ],
)
def test_too_little_memory_is_a_photo_that_is_too_large(error: Exception) -> None:
    later = ValueError("and then the rest went wrong")
    later.__context__ = error

    assert results.reason_of(error) is Reason.TOO_LARGE
    assert results.reason_of(later) is Reason.TOO_LARGE


def test_what_torch_itself_raises_without_memory_is_a_photo_that_is_too_large() -> None:
    with pytest.raises(RuntimeError) as caught:
        torch.empty(2**56)

    assert results.reason_of(caught.value) is Reason.TOO_LARGE


def test_a_timeout_that_was_turned_into_another_error_is_still_a_timeout() -> None:
    error = UnreadablePhotoError("damaged")
    error.__context__ = OSError("cut short")
    error.__context__.__cause__ = JobTimeoutException("too long")

    assert results.reason_of(error) is Reason.TIMED_OUT


def test_causes_that_go_in_a_circle_end() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first

    assert results.reason_of(first) is Reason.FAILED


def test_a_result_is_published_once_with_its_painting_and_the_photo_goes(
    redis: Redis, style_request: StyleRequest
) -> None:
    redis.set(photo_key("r1"), b"photo")
    result = results.failed(style_request, Reason.TOO_SMALL)

    assert results.publish(redis, result, b"painting", 50)
    assert not results.publish(redis, results.failed(style_request, Reason.FAILED), b"another", 50)

    assert published(redis) == [result]
    assert redis.get(painting_key("r1")) == b"painting"
    assert 0 < redis.ttl(painting_key("r1")) <= 50
    assert not redis.exists(photo_key("r1"))


def test_a_failure_stores_no_painting(redis: Redis, style_request: StyleRequest) -> None:
    results.publish(redis, results.failed(style_request, Reason.NO_FACE))

    assert not redis.exists(painting_key("r1"))


def test_the_marker_of_a_published_result_ends(redis: Redis) -> None:
    results.publish(redis, Failed(request_id="r1", ticket="", reason=Reason.FAILED))

    assert 0 < redis.ttl(job_key("r1")) <= JOB_TTL
