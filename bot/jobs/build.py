"""Builds the objects that store the state of jobs."""

from __future__ import annotations

from dataclasses import dataclass

import redis
from redis.asyncio import Redis

from bot.jobs.album_results import AlbumResults
from bot.jobs.cancellation import Cancellations
from bot.jobs.job_queue import JobQueue
from bot.jobs.measures import Eta
from bot.jobs.painting_records import PaintingCache, PaintingRecords
from bot.jobs.pending import Pending
from bot.settings import BotSettings


@dataclass(frozen=True, slots=True)
class Jobs:
    """The objects of this room that other rooms use."""

    queue: JobQueue
    pending: Pending
    cancellations: Cancellations
    eta: Eta
    albums: AlbumResults
    records: PaintingRecords
    cache: PaintingCache


def build_jobs(settings: BotSettings, store: Redis, connection: redis.Redis) -> Jobs:
    """Build the objects of this room; RQ uses `connection`."""
    queue, pending, albums = (
        JobQueue(connection, settings.photo_ttl, settings.job_timeout),
        Pending(store),
        AlbumResults(store),
    )
    return Jobs(
        queue=queue,
        pending=pending,
        cancellations=Cancellations(store, queue, pending, albums),
        eta=Eta(store, queue),
        albums=albums,
        records=PaintingRecords(store, settings.buttons_ttl),
        cache=PaintingCache(store, settings.cache_ttl),
    )
