"""RQ's SimpleWorker with a heartbeat during jobs and an allow-list of one task.

SimpleWorker works in its own process, so weights load once, but it is silent during a job, and another worker notices
its death only after the job's timeout and a minute. A thread that sends RQ's own heartbeats makes that
`EMOSTYLE_HEARTBEAT_TTL` and a few seconds.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from contextvars import copy_context
from datetime import UTC, datetime, timedelta
from threading import Event
from types import FrameType, TracebackType

import redis
from redis import Redis
from redis.client import Pipeline
from rq import Queue, SimpleWorker
from rq.exceptions import AbandonedJobError
from rq.executions import Execution
from rq.intermediate_queue import IntermediateQueue
from rq.job import Job, JobStatus
from rq.registry import StartedJobRegistry
from rq.scheduler import RQScheduler
from rq.serializers import JSONSerializer
from rq.worker import BaseWorker

from emostyle.threads import beside
from worker import tasks
from worker.contract import QUEUE, TASK, Reason
from worker.logs import about

FailureCallback = Callable[[Job, Redis, type[BaseException] | None, BaseException | None, TracebackType | None], None]
MAINTENANCE_SECONDS = 5  # between two looks for abandoned jobs
MAINTENANCE_LOCK_SECONDS = 10  # RQ's own lock would outlive a worker that was killed while it looked by 15 minutes
TAKEN_SECONDS = 5  # between taking a job and starting it, after which its worker counts as dead; RQ's own is a minute
BEATS = 4  # in the time of one heartbeat's life
PATIENCE = 15.0  # seconds beyond its timeout after which a job counts as stuck
STUCK = 1  # exit code
log = logging.getLogger(__name__)


class ForbiddenTaskError(Exception):
    """A job that names another function than the one task. It is failed, and the function is never imported."""


class PhotoJob(Job):
    """A job that can run the one task and report to the one callback, whatever Redis says."""

    def perform(self) -> object:
        """Run the task; raise ForbiddenTaskError for any other function."""
        if self.func_name != TASK:
            raise ForbiddenTaskError("this worker runs one task only")
        return super().perform()

    @property
    def failure_callback(self) -> FailureCallback:
        """Always ours, never one that a job names."""
        return tasks.report_failure

    @property
    def success_callback(self) -> None:
        """None: a task publishes its result itself."""
        return None

    @property
    def stopped_callback(self) -> None:
        """None, as for success."""
        return None

    def send_webhooks(self, status: str | JobStatus, *, exc_string: str | None = None) -> None:
        """Call no address that a job names."""

    def retry(self, queue: Queue, pipeline: Pipeline) -> None:
        """Queue or schedule the next try in one step.

        RQ's own says that the job is scheduled before it is: a worker killed in between would lose it.
        """
        pause = self.get_retry_interval()
        if not pause:
            super().retry(queue, pipeline)
            return
        self.retries_left = (self.retries_left or 1) - 1
        queue.schedule_job(self, datetime.now(UTC) + timedelta(seconds=pause), pipeline=pipeline)


class TakenJobs(IntermediateQueue):
    """The jobs that a worker took and has not started, which is a matter of milliseconds while it lives."""

    def should_be_cleaned_up(self, job_id: str) -> bool:
        """Return whether a job has been here for so long that its worker must be dead."""
        seen = self.get_first_seen(job_id)
        return seen is not None and datetime.now(UTC) - seen > timedelta(seconds=TAKEN_SECONDS)

    def remove(self, job_id: str) -> None:
        """Take a job out, and forget when it was seen: its next worker gets the same time."""
        super().remove(job_id)
        self.forget(job_id)

    def forget(self, job_id: str) -> None:
        """Forget when a job was seen here: it has been started."""
        self.connection.delete(self.get_first_seen_key(job_id))

    def cleanup(self, worker: BaseWorker, queue: Queue) -> None:
        """Give jobs of dead workers back; the clock runs also for those that are known as started and did not start."""
        for job_id in self.get_job_ids():
            self.set_first_seen(job_id)
        super().cleanup(worker, queue)


class PhotoQueue(Queue):
    """The photo queue, whose lock for maintenance ends soon after a worker that died with it."""

    def acquire_maintenance_lock(self) -> bool:
        """Return whether this worker may look for abandoned jobs now."""
        return bool(self.connection.set(self.registry_cleaning_key, 1, nx=True, ex=MAINTENANCE_LOCK_SECONDS))

    @property
    def intermediate_queue(self) -> TakenJobs:
        """The jobs between queue and start."""
        return TakenJobs(self.key, connection=self.connection)


class PhotoWorker(SimpleWorker):
    """Works on the photo queue of one Redis server."""

    queue_class = PhotoQueue
    job_class = PhotoJob

    def __init__(
        self,
        connection: Redis,
        heartbeat_ttl: int,
        name: str | None = None,
        patience: float = PATIENCE,
        maintenance_seconds: int = MAINTENANCE_SECONDS,
        weights: Mapping[str, str] | None = None,
    ) -> None:
        self.heartbeat_ttl, self.patience = heartbeat_ttl, patience  # seconds
        self.weights = weights or {}  # how the sha256 of each begins, by WEIGHTS_FIELDS
        self.stop_was_requested = False  # tells a wanted end from RQ giving up
        super().__init__(
            [QUEUE],
            name=name,
            connection=connection,
            serializer=JSONSerializer,
            # RQ looks for abandoned jobs between two waits for work, and waits 15 s less than this.
            worker_ttl=15 + maintenance_seconds,
            maintenance_interval=maintenance_seconds,
            log_job_description=False,
        )

    def register_birth(self) -> None:
        """Tell Redis of this worker, and of its weights, so that the metrics know who paints with which."""
        super().register_birth()  # type: ignore[no-untyped-call]
        for name, sha256 in self.weights.items():
            self.connection.hset(self.key, name, sha256)

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """Finish the running job and stop; RQ calls this on SIGTERM and SIGINT."""
        self.stop_was_requested = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]

    def get_heartbeat_ttl(self, job: Job, working_time: float = 0.0) -> int:
        """Return how many seconds a job counts as alive after a heartbeat."""
        return self.heartbeat_ttl

    def execute_job(self, job: Job, queue: Queue) -> None:
        """Run a job in this process while a thread tells Redis that it is alive."""
        execution = self.prepare_execution(job)
        TakenJobs(queue.key, self.connection).forget(job.id)
        with about(request=job.id), self._heart(job, execution):
            log.info("taken")
            self.perform_job(job, queue, execution)
        self.set_state("idle")

    def clean_registries(self) -> None:
        """Look for abandoned jobs as RQ does, and queue those whose pause before the next try is over.

        RQ's scheduler is a process of its own, whose lock outlives it by a minute when it is killed.
        """
        super().clean_registries()  # type: ignore[no-untyped-call]
        scheduler = RQScheduler(
            [QUEUE], self.connection, logging_level=logging.WARNING, serializer=self.serializer, name=self.name
        )
        scheduler.prepare_registries([QUEUE])
        scheduler.enqueue_scheduled_jobs()
        scheduler.connection.close()

    def handle_job_failure(
        self,
        job: Job,
        queue: Queue,
        started_job_registry: StartedJobRegistry | None = None,
        exc_string: str = "",
        execution: Execution | None = None,
    ) -> None:
        """Retry or fail a job as RQ does; and answer one that a worker took and died before it began."""
        with about(request=job.id):
            if execution is None:  # RQ tells its callback of every other death
                tasks.report_failure(job, self.connection, AbandonedJobError, AbandonedJobError(), None)
            super().handle_job_failure(job, queue, started_job_registry, exc_string, execution)

    def _heart(self, job: Job, execution: Execution) -> AbstractContextManager[None]:
        run = copy_context().run  # its lines are about the same request
        return beside(lambda done: run(self._beat, job, execution, done), "heart")

    def _beat(self, job: Job, execution: Execution, done: Event) -> None:
        limit = job.timeout or self.queue_class.DEFAULT_TIMEOUT
        stuck_at = time.monotonic() + limit + self.patience
        while not done.wait(self.heartbeat_ttl / BEATS):
            if time.monotonic() > stuck_at:
                # The signal of the timeout does not get through to native code: only a new process helps.
                log.critical("the job is stuck; this worker ends")
                self._answer_stuck(job)
                os._exit(STUCK)
            try:
                self.maintain_heartbeats(job, execution)
            except redis.RedisError as error:
                log.warning("no heartbeat: %s", type(error).__name__)

    def _answer_stuck(self, job: Job) -> None:
        """Answer a job that is stuck, so that it takes no other worker's time; the next one finds it answered."""
        try:
            tasks.give_up(job, self.connection, "StuckError", Reason.TIMED_OUT)
        except redis.RedisError as error:
            log.warning("no answer: %s", type(error).__name__)
