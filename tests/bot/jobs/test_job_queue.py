from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import redis as redis_errors
from redis import Redis
from rq.job import Job
from rq.serializers import JSONSerializer

from bot.jobs.job_queue import PAUSES, RETRIES, JobQueue
from worker.shared.contract import Failed, Reason, StyleRequest, parse_result
from worker.shared.local_redis import open_redis


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    """A server of its own."""
    with open_redis(None, tmp_path) as handle, Redis.from_url(handle.url) as connection:
        yield connection


@pytest.fixture
def job_queue(redis: Redis) -> JobQueue:
    """The way into that server's queue."""
    return JobQueue(redis, 600, 60)


def submit(job_queue: JobQueue, request_id: str, person: int) -> None:
    asyncio.run(job_queue.submit(StyleRequest(request_id=request_id, ticket="t", submitted=0.0), b"photo", person))


@pytest.mark.parametrize("end", ["front", "back"])
def test_turns_stay_right_beside_a_job_that_is_tried_again(redis: Redis, job_queue: JobQueue, end: str) -> None:
    for request_id in ("retried", "a1", "a2", "a3"):
        submit(job_queue, request_id, person=1)
    redis.lrem("rq:queue:emostyle", 1, "retried")  # a worker took it and died; meanwhile its turn was forgotten
    redis.hdel("emostyle:turns", "retried")
    (redis.lpush if end == "front" else redis.rpush)("rq:queue:emostyle", "retried")

    submit(job_queue, "b1", person=2)
    submit(job_queue, "c1", person=3)
    submit(job_queue, "b2", person=2)

    waiting = [each for each in asyncio.run(job_queue.waiting()) if each != "retried"]
    assert waiting == ["a1", "b1", "c1", "a2", "b2", "a3"]
    assert asyncio.run(job_queue.waiting())[0 if end == "front" else -1] == "retried"


def test_a_plain_job_is_one_that_an_older_worker_takes(redis: Redis, job_queue: JobQueue) -> None:
    submit(job_queue, "r1", person=1)

    (text,) = Job.fetch("r1", connection=redis, serializer=JSONSerializer).args
    assert {"brush", "take"} & set(json.loads(text)) == set()
    assert json.loads(text)["version"] == 1  # which every worker looks at


def test_there_is_a_pause_for_every_try() -> None:
    assert len(PAUSES) == RETRIES
    assert sorted(PAUSES) == list(PAUSES)


def test_a_request_between_two_tries_can_be_cancelled(redis: Redis, job_queue: JobQueue) -> None:
    submit(job_queue, "r1", person=1)
    redis.lrem("rq:queue:emostyle", 1, "r1")
    redis.zadd("rq:scheduled:emostyle", {"r1": 2e9})

    asyncio.run(job_queue.cancel("r1", "t"))

    entries: Any = redis.xrange("emostyle:results")
    ((_, fields),) = entries
    assert parse_result(fields[b"result"]) == Failed(request_id="r1", ticket="t", reason=Reason.CANCELLED)
    assert redis.zcard("rq:scheduled:emostyle") == 0
    assert not redis.exists("emostyle:photo:r1")


@pytest.mark.parametrize("commands", range(1, 8))
def test_a_cancellation_that_is_cut_off_anywhere_and_made_again_has_its_result(
    redis: Redis, job_queue: JobQueue, monkeypatch: pytest.MonkeyPatch, commands: int
) -> None:
    submit(job_queue, "r1", person=1)
    execute: Any = Redis.execute_command
    done = itertools.count(1)

    def cut_off(self: Redis, *words: Any, **options: Any) -> Any:
        answer = execute(self, *words, **options)
        if next(done) == commands:
            raise redis_errors.ConnectionError
        return answer

    with monkeypatch.context() as patch, suppress(redis_errors.ConnectionError):
        patch.setattr(Redis, "execute_command", cut_off)
        asyncio.run(job_queue.cancel("r1", "t"))

    asyncio.run(job_queue.cancel("r1", "t"))

    assert redis.xlen("emostyle:results") == 1
    assert asyncio.run(job_queue.waiting()) == []
    assert not redis.exists("emostyle:photo:r1", "rq:job:r1")
