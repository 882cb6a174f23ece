"""`python -m worker.health`: exit code 0 if a worker of this machine is alive and Redis answers, 1 otherwise."""

from __future__ import annotations

import socket
import sys
from datetime import UTC, datetime, timedelta

import redis
from rq import Queue, worker_registration
from rq.utils import decode_redis_hash, utcparse

from worker.settings import WorkerSettings
from worker.shared.contract import QUEUE
from worker.shared.settings import find_problem

SLACK = timedelta(seconds=15)  # after the TTL of a heartbeat; an idle worker sends one every 5 s


def check(connection: redis.Redis, hostname: str, heartbeat_ttl: int) -> str | None:
    """Return what is wrong with the workers of `hostname`, or None when one of them sent a heartbeat lately."""
    oldest = datetime.now(UTC) - timedelta(seconds=heartbeat_ttl) - SLACK
    try:
        keys = worker_registration.get_keys(queue=Queue(QUEUE, connection=connection))
        workers = [decode_redis_hash(connection.hgetall(key), decode_values=True) for key in keys]
    except redis.RedisError as error:
        return f"Redis does not answer ({type(error).__name__})"
    if any(worker.get("hostname") == hostname and _last_heartbeat(worker) > oldest for worker in workers):
        return None
    return f"no worker of {hostname} is alive"


def _last_heartbeat(worker: dict[str, str]) -> datetime:
    """Return the time of a worker's last heartbeat; the beginning of time for a worker that has ended."""
    beat = worker.get("last_heartbeat")
    return datetime.min.replace(tzinfo=UTC) if "death" in worker or not beat else utcparse(beat)


def main() -> int:
    """Print one line about the health of this machine's workers; return the exit code."""
    problem = find_problem(WorkerSettings, lambda redis, own: check(redis, socket.gethostname(), own.heartbeat_ttl))
    print(problem or "healthy")
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(main())
