"""Where the time of each photo went, from RQ's own records and from the chats."""

from __future__ import annotations

import json
import statistics
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

from redis import Redis
from rq.job import Job as RqJob
from rq.serializers import JSONSerializer

from bot.sandbox.chats.messages import Message
from bot.sandbox.chats.state import SandboxState

STAGES = ("taken", "waiting", "painting", "delivering", "whole")  # in order; the last is all of them together
Place = tuple[int, int]  # chat and message


@dataclass(frozen=True, slots=True)
class Job:
    """What RQ remembers of one job; times are Unix times in seconds."""

    place: Place  # of the photo
    worker: str
    queued: float
    started: float
    ended: float


@dataclass(slots=True)
class Clock:
    """Notes when each photo was sent and when its painting came; Unix times in seconds."""

    sent: dict[Place, float] = field(default_factory=dict)
    came: dict[Place, float] = field(default_factory=dict)  # by the photo that the painting replies to

    async def listen(self, state: SandboxState) -> None:
        """Note paintings until it is cancelled."""
        with state.events.listen() as events:
            while True:
                event = await events.get()
                message = event["message"] if event is not None and event["type"] == "message" else None
                if isinstance(message, Message) and message.sender == state.bot and message.data and message.reply_to:
                    self.came[place_of(message.reply_to)] = time.time()


def place_of(message: Message) -> Place:
    """Return where a message stands."""
    return message.chat.id, message.message_id


def jobs_of(store: Redis) -> list[Job]:
    """Return all jobs that RQ remembers and that have ended."""
    ids = [key.decode().removeprefix("rq:job:") for key in store.scan_iter("rq:job:*", count=1000)]
    found = RqJob.fetch_many(ids, connection=store, serializer=JSONSerializer)
    return [_job(record) for record in found if record is not None and record.ended_at is not None]


def _job(record: RqJob) -> Job:
    ticket = json.loads(json.loads(record.args[0])["ticket"])
    queued, started, ended = map(_seconds, (record.enqueued_at, record.started_at, record.ended_at))
    return Job((ticket["chat_id"], ticket["message_id"]), str(record.worker_name), queued, started, ended)


def _seconds(moment: datetime | None) -> float:
    if moment is None:
        raise ValueError("a job that has ended was queued and started before")
    return moment.timestamp() if moment.tzinfo else moment.replace(tzinfo=UTC).timestamp()


def durations(clock: Clock, jobs: Iterable[Job]) -> dict[str, list[float]]:
    """Return the seconds of every photo by stage."""
    found: dict[str, list[float]] = {stage: [] for stage in STAGES}
    for job in jobs:
        if job.place not in clock.came or job.place not in clock.sent:
            continue
        moments = (clock.sent[job.place], job.queued, job.started, job.ended, clock.came[job.place])
        for stage, before, after in zip(STAGES, moments, moments[1:], strict=False):
            found[stage].append(after - before)
        found["whole"].append(moments[-1] - moments[0])
    return found


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the value below which `percent` of a hundred lie."""
    if len(values) < 2:
        return values[0] if values else 0.0
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def busy_share(jobs: Iterable[Job]) -> float:
    """Return how much of the time in which photos waited the workers were painting, 0..1."""
    by_worker = defaultdict[str, list[Job]](list)
    for job in sorted(jobs, key=lambda job: job.started):
        by_worker[job.worker].append(job)
    busy = idle = 0.0
    for own in by_worker.values():
        busy += sum(job.ended - job.started for job in own)
        # Between two jobs a worker is idle only from the moment in which the next one could have been begun.
        idle += sum(max(0.0, after.started - max(before.ended, after.queued)) for before, after in pairwise(own))
    return busy / (busy + idle) if busy else 0.0
