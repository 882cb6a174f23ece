"""Our changes to RQ: one allowed task, retries in one step, and quick recovery of abandoned jobs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import TracebackType

from redis import Redis
from redis.client import Pipeline
from rq import Queue
from rq.intermediate_queue import IntermediateQueue
from rq.job import Job, JobStatus
from rq.worker import BaseWorker

from worker import tasks
from worker.shared.contract import TASK

FailureCallback = Callable[[Job, Redis, type[BaseException] | None, BaseException | None, TracebackType | None], None]


MAINTENANCE_LOCK_SECONDS = 10  # RQ's own lock outlives a killed worker by 15 minutes
TAKEN_SECONDS = 5  # after which a worker that has taken a job and not started it counts as dead; in RQ a minute


class ForbiddenTaskError(Exception):
    """A job names another function than the one task: the job fails, and the function is never imported."""


class PhotoJob(Job):
    """A job that runs the one task and the one callback only, even if its data in Redis name others."""

    def perform(self) -> object:
        """Run the task; raise ForbiddenTaskError for any other function."""
        if self.func_name != TASK:
            raise ForbiddenTaskError("this worker runs one task only")
        return super().perform()

    @property
    def failure_callback(self) -> FailureCallback:
        """Always `report_failure`, never one that a job names."""
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

        RQ marks the job as scheduled before it schedules it: if the worker dies in between, the job is lost.
        """
        pause = self.get_retry_interval()
        if not pause:
            super().retry(queue, pipeline)
            return
        self.retries_left = (self.retries_left or 1) - 1
        queue.schedule_job(self, datetime.now(UTC) + timedelta(seconds=pause), pipeline=pipeline)


class TakenJobs(IntermediateQueue):
    """The jobs that a worker has taken and not started; a living worker starts them within milliseconds."""

    def should_be_cleaned_up(self, job_id: str) -> bool:
        """Return whether a job has been here for longer than `TAKEN_SECONDS`, so that its worker must be dead."""
        seen = self.get_first_seen(job_id)
        return seen is not None and datetime.now(UTC) - seen > timedelta(seconds=TAKEN_SECONDS)

    def remove(self, job_id: str) -> None:
        """Remove a job, and forget when it was seen, so that its next worker gets the whole time."""
        super().remove(job_id)
        self.forget(job_id)

    def forget(self, job_id: str) -> None:
        """Forget when a job was seen here: it has been started."""
        self.connection.delete(self.get_first_seen_key(job_id))

    def cleanup(self, worker: BaseWorker, queue: Queue) -> None:
        """Requeue jobs of dead workers; `TAKEN_SECONDS` also count for jobs that RQ lists as started by mistake."""
        for job_id in self.get_job_ids():
            self.set_first_seen(job_id)
        super().cleanup(worker, queue)


class PhotoQueue(Queue):
    """The photo queue; its maintenance lock expires soon after the worker that holds it has died."""

    def acquire_maintenance_lock(self) -> bool:
        """Return whether this worker may look for abandoned jobs now."""
        return bool(self.connection.set(self.registry_cleaning_key, 1, nx=True, ex=MAINTENANCE_LOCK_SECONDS))

    @property
    def intermediate_queue(self) -> TakenJobs:
        """The jobs that are taken and not started."""
        return TakenJobs(self.key, connection=self.connection)
