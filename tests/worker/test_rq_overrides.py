"""What RQ does otherwise here."""

from __future__ import annotations

from inspect import signature
from types import FunctionType

import pytest
from redis import Redis

from tests.worker.conftest import Desk
from worker import tasks
from worker.rq_overrides import MAINTENANCE_LOCK_SECONDS, ForbiddenTaskError, PhotoJob, PhotoQueue, TakenJobs
from worker.rq_worker import PhotoWorker


def job_of(desk: Desk, task: str) -> PhotoJob:
    desk.enqueue(task, ("x",), "r1")
    job = PhotoJob.fetch("r1", connection=desk.redis, serializer=desk.queue.serializer)
    assert isinstance(job, PhotoJob)
    return job


def test_another_function_is_never_imported(desk: Desk) -> None:
    with pytest.raises(ForbiddenTaskError):
        job_of(desk, "os.getcwd").perform()


def test_callbacks_and_webhooks_that_a_job_names_are_not_used(desk: Desk) -> None:
    job = job_of(desk, "os.getcwd")

    assert job.failure_callback is tasks.report_failure
    assert job.success_callback is None
    assert job.stopped_callback is None


def test_only_one_worker_looks_for_abandoned_jobs_and_its_lock_ends_soon(redis: Redis) -> None:
    queue = PhotoQueue("emostyle", connection=redis)

    assert queue.acquire_maintenance_lock()
    assert not queue.acquire_maintenance_lock()
    assert 0 < redis.ttl(queue.registry_cleaning_key) <= MAINTENANCE_LOCK_SECONDS


OURS = {"_heartbeats", "_send_heartbeats", "_give_up", "forget"}  # all other functions of these classes override RQ's


@pytest.mark.parametrize("ours", [PhotoWorker, PhotoJob, PhotoQueue, TakenJobs])
def test_what_we_override_is_there_in_this_release_of_rq_with_the_same_parameters(ours: type) -> None:
    theirs = ours.__mro__[1]
    for name, value in vars(ours).items():
        if isinstance(value, property):
            assert hasattr(theirs, name), name
        elif isinstance(value, FunctionType) and name not in OURS | {"__init__"}:
            assert list(signature(value).parameters) == list(signature(getattr(theirs, name)).parameters), name
