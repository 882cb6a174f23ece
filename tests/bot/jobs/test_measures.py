"""Estimates come from the last paintings and from the workers that are there."""

from __future__ import annotations

from typing import cast

import pytest
from redis.asyncio import Redis

from bot.jobs.job_queue import JobQueue
from bot.jobs.measures import KEPT, Eta


class Queue:
    """A queue with some workers."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    async def workers(self) -> int:
        return self._workers


def eta_of(redis: Redis, workers: int) -> Eta:
    return Eta(redis, cast("JobQueue", Queue(workers)))


@pytest.mark.parametrize(("workers", "ahead", "seconds"), [(1, 0, 5), (1, 3, 20), (2, 3, 10), (4, 3, 5)])
async def test_workers_share_what_is_ahead(redis: Redis, workers: int, ahead: int, seconds: int) -> None:
    eta = eta_of(redis, workers)
    for each in (4.0, 5.0, 60.0):
        await eta.add("sad", each)

    assert await eta.until_done(ahead) == seconds


async def test_without_workers_or_measures_nobody_knows(redis: Redis) -> None:
    assert await eta_of(redis, 1).until_done(0) is None
    await eta_of(redis, 0).add("sad", 5.0)
    assert await eta_of(redis, 0).until_done(0) is None


async def test_only_the_last_paintings_count(redis: Redis) -> None:
    eta = eta_of(redis, 1)
    await eta.add("sad", 0.0)  # measured nothing
    for each in (*([100.0] * KEPT), *([1.0] * KEPT)):
        await eta.add("sad", each)

    assert await eta.median() == 1.0
