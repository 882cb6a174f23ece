"""`python -m worker`: load the weights once, then paint every photo that comes through the queue."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import redis
from pydantic import ValidationError
from redis import Redis
from redis.backoff import ExponentialBackoff
from redis.retry import Retry

from emostyle.errors import EmoStyleError
from worker.settings import WorkerSettings
from worker.shared.backoff import backoff
from worker.shared.contract import WEIGHTS_FIELDS
from worker.shared.local_redis import LocalRedisError, open_redis
from worker.shared.logs import LogFormat, configure
from worker.shared.redis_connection import RedisSettings, connect, explain
from worker.shared.settings import describe, reveal

if TYPE_CHECKING:
    from emostyle.pipeline import Pipeline

USAGE, FAILED = 2, 1
SHOWN = 12  # hex digits of a sha256, enough to distinguish weights
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 15.0  # seconds between attempts to reach Redis
log = logging.getLogger("worker")


class RefusedError(Exception):
    """Redis refuses the user or the password, so waiting does not help."""


def main() -> int:
    """Run one worker until a signal stops it; return the exit code."""
    try:
        settings = WorkerSettings()
    except ValidationError as error:
        print(f"emostyle worker: {describe(error)}", file=sys.stderr)
        return USAGE
    configure_logging(settings.log_level, settings.log_format)
    leave_on_signals()
    try:
        with open_redis(reveal(settings.redis_url), settings.data_dir) as handle:
            reach_redis(settings, handle.url).close()  # before the weights are loaded, to fail at once
            pipeline = load(settings)
            print(f"ready: worker on {pipeline.device}", flush=True)
            work(settings, handle.url, weights_in_use())
    except (LocalRedisError, RefusedError, EmoStyleError) as error:
        print(f"emostyle worker: {error}", file=sys.stderr)
        return FAILED
    return 0


def load(settings: WorkerSettings) -> Pipeline:
    """Load the weights, warm the pipeline up, and install it for the tasks of this process; raise EmoStyleError."""
    # Threads that spin while they wait take the cores from the other workers: docs/decisions/0005-workers.md. OpenMP
    # reads this once, when torch is imported.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    # torch takes seconds to import; wrong settings should fail at once.
    import torch

    from emostyle.pipeline import Pipeline
    from emostyle.runtime.allocator import keep_freed_memory
    from worker import runtime

    keep_freed_memory()
    if settings.threads:
        torch.set_num_threads(settings.threads)
    log.info("loading the weights")
    pipeline = Pipeline.load(settings.device, settings.styles_dir)
    pipeline.warm_up()
    runtime.install(runtime.Runtime(pipeline, settings.painting_ttl))
    return pipeline


def weights_in_use() -> dict[str, str]:
    """Return the first digits of the sha256 of each shipped weight file, which `load` has checked."""
    from emostyle.weights.headers import EMOTION_WEIGHTS, STYLE_WEIGHTS, sha256_of

    files = (EMOTION_WEIGHTS, STYLE_WEIGHTS)
    return {name: sha256_of(file)[:SHOWN] for name, file in zip(WEIGHTS_FIELDS, files, strict=True)}


def work(settings: WorkerSettings, url: str, weights: Mapping[str, str] | None = None) -> None:
    """Run a worker until a signal stops it; when a job loses the connection to Redis, run a new one."""
    from worker.rq_worker import PhotoWorker

    while True:
        worker = PhotoWorker(reach_redis(settings, url), settings.heartbeat_ttl, weights=weights)
        try:
            worker.work(logging_level="WARNING")
        except redis.RedisError as error:
            words = "connection to Redis lost (%s); connecting again in %.0f s"
            log.warning(words, type(error).__name__, FIRST_PAUSE)
        if worker.stop_was_requested:
            return
        leave_on_signals()
        time.sleep(FIRST_PAUSE)


def reach_redis(settings: RedisSettings, url: str) -> Redis:
    """Return a connection to Redis, waiting until the server answers; raise RefusedError."""
    connection = connect(settings, url, retry=Retry(ExponentialBackoff(cap=2, base=0.1), retries=3))
    pauses = backoff(FIRST_PAUSE, LONGEST_PAUSE)
    while True:
        try:
            connection.ping()
        except (redis.AuthenticationError, redis.exceptions.NoPermissionError):
            raise RefusedError("Redis refuses the name or password in REDIS_URL.") from None
        except redis.RedisError as error:
            pause = next(pauses)
            log.warning("Redis does not answer (%s); trying again in %.0f s", explain(error), pause)
            time.sleep(pause)
        else:
            return connection


def leave_on_signals() -> None:
    """Exit at once on SIGTERM and SIGINT; while RQ works, its own signal handlers replace these."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))


def configure_logging(level: str, form: LogFormat = "text") -> None:
    """Log to standard error, with error messages, because a worker sees no names or texts; RQ logs warnings only."""
    configure(level, form, with_error_messages=True, quiet=["rq"])


if __name__ == "__main__":
    sys.exit(main())
