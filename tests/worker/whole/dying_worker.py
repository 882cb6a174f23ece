"""A worker that kills itself with -9: python -m tests.worker.whole.dying_worker REDIS_URL HEARTBEAT_TTL MOMENT.

With the moment `never` it is a worker that lives. It says that it is ready and begins when it reads a line.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from typing import Any

from redis import Redis

from tests.worker.conftest import StandInPainter
from worker import runtime
from worker.rq_worker import PhotoWorker

MOMENTS = ("taken", "prepared", "started", "published", "looking")


class DyingWorker(PhotoWorker):
    """Dies where it is told to."""

    moment = "never"
    looks = 0

    def _reach(self, moment: str) -> None:
        if self.moment == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def execute_job(self, *arguments: Any) -> None:
        self._reach("taken")  # it stands between the queue and the jobs that were started
        super().execute_job(*arguments)

    def prepare_execution(self, *arguments: Any) -> Any:
        execution = super().prepare_execution(*arguments)
        self._reach("prepared")  # it counts as started, and its status is still that it waits
        return execution

    def prepare_job_execution(self, *arguments: Any) -> None:
        super().prepare_job_execution(*arguments)
        self._reach("started")

    def handle_job_success(self, *arguments: Any, **options: Any) -> None:
        self._reach("published")  # the person has the answer, and RQ does not know it
        super().handle_job_success(*arguments, **options)

    def clean_registries(self) -> None:
        self.looks += 1
        if self.looks > 1 and self.queues[0].acquire_maintenance_lock():
            self._reach("looking")
            self.queues[0].release_maintenance_lock()
        super().clean_registries()


def main() -> int:
    url, heartbeat_ttl, moment = sys.argv[1:]
    logging.disable(logging.CRITICAL)
    runtime.install(runtime.Runtime(StandInPainter()))
    worker = DyingWorker(Redis.from_url(url), int(heartbeat_ttl))
    worker.moment = moment
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    worker.work(logging_level="CRITICAL")
    return 0


if __name__ == "__main__":
    sys.exit(main())
