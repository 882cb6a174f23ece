"""A worker process whose painter stands in for the networks: python stand_in_worker.py REDIS_URL HEARTBEAT_TTL [stuck].

It tells its process number when it begins to paint, and paints when it is told to go on.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable

from redis import Redis

from emostyle.pipeline import PaintOptions, StyledPhoto
from tests.worker.conftest import StandInPainter
from worker import runtime
from worker.__main__ import configure_logging
from worker.rq_worker import PhotoWorker


class WaitingPainter(StandInPainter):
    """Paints when a word comes, or, when it is stuck, never hears anything again."""

    def __init__(self, connection: Redis, stuck: bool) -> None:
        super().__init__()
        self._redis, self._stuck = connection, stuck

    def paint(self, photo: bytes, options: PaintOptions, on_stage: Callable[[str], None]) -> StyledPhoto:
        self._redis.rpush("test:painting", os.getpid())
        if self._stuck:  # as in native code that does not come back: no signal gets through
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
            time.sleep(60)
        self._redis.blpop(["test:go-on"])
        return super().paint(photo, options, on_stage)


def main() -> int:
    url, heartbeat_ttl, *rest = sys.argv[1:]
    configure_logging("INFO")
    runtime.install(runtime.Runtime(WaitingPainter(Redis.from_url(url, socket_timeout=60), bool(rest))))
    worker = PhotoWorker(Redis.from_url(url), int(heartbeat_ttl), patience=1, maintenance_seconds=1)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    worker.work(logging_level="WARNING")
    return 0 if worker.stop_was_requested else 1


if __name__ == "__main__":
    sys.exit(main())
