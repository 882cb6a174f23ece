"""RQ's SimpleWorker with a heartbeat during jobs and an allow-list of one task.

SimpleWorker runs jobs in its own process, so the weights load once. But it sends no heartbeat during a job: other
workers notice its death only a minute after the job's timeout. Here a thread sends RQ's heartbeats, and they notice it
after `EMOSTYLE_HEARTBEAT_TTL` and a few seconds.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from contextvars import copy_context
from threading import Event
from types import FrameType

import redis
from redis import Redis
from rq import Queue, SimpleWorker
from rq.exceptions import AbandonedJobError
from rq.executions import Execution
from rq.job import Job
from rq.registry import StartedJobRegistry
from rq.scheduler import RQScheduler
from rq.serializers import JSONSerializer

from worker import tasks
from worker.rq_overrides import PhotoJob, PhotoQueue, TakenJobs
from worker.shared.contract import QUEUE, Reason
from worker.shared.logs import about
from worker.shared.threads import beside

MAINTENANCE_SECONDS = 5  # between two searches for abandoned jobs
BEATS = 4  # heartbeats within the TTL of one
PATIENCE = 15.0  # seconds after its timeout until a job counts as stuck
STUCK = 1  # exit code
log = logging.getLogger(__name__)


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
        self.weights = weights or {}  # first digits of the sha256 of each file, by WEIGHTS_FIELDS
        self.stop_was_requested = False  # distinguishes a requested stop from RQ giving up
        super().__init__(
            [QUEUE],
            name=name,
            connection=connection,
            serializer=JSONSerializer,
            # RQ waits for work 15 s less than this, and looks for abandoned jobs between two waits.
            worker_ttl=15 + maintenance_seconds,
            maintenance_interval=maintenance_seconds,
            log_job_description=False,
        )

    def register_birth(self) -> None:
        """Register this worker with the hashes of its weights, which the metrics show."""
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
        """Run a job in this process while a thread sends heartbeats."""
        execution = self.prepare_execution(job)
        TakenJobs(queue.key, self.connection).forget(job.id)
        with about(request=job.id), self._heartbeats(job, execution):
            log.info("job taken")
            self.perform_job(job, queue, execution)
        self.set_state("idle")

    def clean_registries(self) -> None:
        """Requeue abandoned jobs as RQ does, and queue the jobs whose pause before a retry is over.

        RQ's own scheduler would be another process, and its lock would outlive its death by a minute.
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
        """Retry or fail a job as RQ does; also call the failure callback if the job was taken but never started."""
        with about(request=job.id):
            if execution is None:  # in all other cases RQ calls it
                tasks.report_failure(job, self.connection, AbandonedJobError, AbandonedJobError(), None)
            super().handle_job_failure(job, queue, started_job_registry, exc_string, execution)

    def _heartbeats(self, job: Job, execution: Execution) -> AbstractContextManager[None]:
        run = copy_context().run  # the thread's log lines carry the id of the same request
        return beside(lambda done: run(self._send_heartbeats, job, execution, done), "heartbeats")

    def _send_heartbeats(self, job: Job, execution: Execution, done: Event) -> None:
        limit = job.timeout or self.queue_class.DEFAULT_TIMEOUT
        stuck_at = time.monotonic() + limit + self.patience
        while not done.wait(self.heartbeat_ttl / BEATS):
            if time.monotonic() > stuck_at:
                # The signal of the timeout does not interrupt native code: only a new process helps.
                log.critical("job runs %.0f s after its timeout: giving it up and ending this worker", self.patience)
                self._give_up(job)
                os._exit(STUCK)
            try:
                self.maintain_heartbeats(job, execution)
            except redis.RedisError as error:
                log.warning("heartbeat not sent, Redis unavailable (%s): sending the next one", type(error).__name__)

    def _give_up(self, job: Job) -> None:
        """Publish a failure for a stuck job, so that the worker that gets it next skips it."""
        try:
            tasks.give_up(job, self.connection, "StuckError", Reason.TIMED_OUT)
        except redis.RedisError as error:
            words = "stuck job not given up, Redis unavailable (%s): another worker will try it again"
            log.warning(words, type(error).__name__)
