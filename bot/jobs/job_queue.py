"""The RQ queue; this is the only file of the bot that knows RQ."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import redis
from rq import Callback, Queue, worker_registration
from rq.exceptions import DuplicateJobError
from rq.job import Job, Retry
from rq.serializers import JSONSerializer

from bot.redis_keys import TURNS
from worker.shared.contract import (
    FAILURE_CALLBACK,
    JOB_TTL,
    PUBLISHED,
    QUEUE,
    RESULT_FIELD,
    RESULTS_STREAM,
    TASK,
    WEIGHTS_FIELDS,
    Failed,
    Reason,
    StyleRequest,
    job_key,
    photo_key,
)
from worker.shared.lua import read_lua
from worker.shared.redis_memory import PHOTOS, has_room

RETRIES = 2  # after a worker died in the job
# Seconds before each retry: one death may have another cause than this photo, two hardly.
PAUSES = [0, 20]
WAITING_TTL = 86_400  # seconds that a job stays in the queue without its photo, so that a worker can report the expiry
RECORD_TTL = 600  # seconds that RQ keeps an ended job, which holds the ticket; RQ's default is up to a year


_PUT_PHOTO = read_lua(__file__, "put_photo")
_TAKE_TURN = read_lua(__file__, "take_turn")
_CANCEL = read_lua(__file__, "cancel_job")
_EXPIRE = read_lua(__file__, "expire_job")
TURNS_TTL = 3600  # seconds that turns are kept after the last new request


@dataclass(frozen=True, slots=True)
class WorkerInfo:
    """What one worker has registered in Redis."""

    state: str  # RQ's word: started, idle, busy, suspended
    weights: tuple[str, ...]  # first digits of the sha256 of each file, in the order of WEIGHTS_FIELDS


class JobQueue:
    """Stores photos, queues their jobs, and cancels or expires jobs."""

    def __init__(self, connection: redis.Redis, photo_ttl: int, job_timeout: int) -> None:
        self._connection = connection
        self._queue = Queue(QUEUE, connection=connection, serializer=JSONSerializer)
        self._photo_ttl, self._job_timeout = photo_ttl, job_timeout  # seconds

    async def submit(self, request: StyleRequest, photo: bytes, person_id: int) -> int | None:
        """Queue a photo in its person's turn; return how many jobs are ahead, or None if it was queued before.

        Raises redis.RedisError.
        """
        return await asyncio.to_thread(self._submit, request, photo, person_id)

    async def is_answered(self, request_id: str) -> bool:
        """Return whether a request has its result."""
        return bool(await asyncio.to_thread(self._connection.hexists, job_key(request_id), PUBLISHED))

    async def waiting(self) -> list[str]:
        """Return the ids of the requests that wait, the next one first."""
        return await asyncio.to_thread(self._waiting)

    async def workers(self) -> int:
        """Return how many workers are registered."""
        keys = await asyncio.to_thread(worker_registration.get_keys, queue=self._queue)
        return len(keys)

    async def worker_infos(self) -> list[WorkerInfo]:
        """Return what each worker has registered."""
        return await asyncio.to_thread(self._worker_infos)

    async def cancel(self, request_id: str, ticket: str) -> None:
        """Cancel a request: publish a result if it still waits; otherwise its worker stops at the next stage."""
        await asyncio.to_thread(self._cancel, request_id, ticket)

    @property
    def key(self) -> str:
        """The key of the list of requests that wait."""
        return str(self._queue.key)

    @property
    def longest_wait(self) -> int:
        """Seconds after which RQ deletes a job that no worker took."""
        return self._photo_ttl + WAITING_TTL

    async def expire(self, request_id: str, ticket: str) -> None:
        """Publish the result EXPIRED for a request whose job RQ has deleted, unless it has a result."""
        await asyncio.to_thread(self._expire, request_id, ticket)

    def _worker_infos(self) -> list[WorkerInfo]:
        keys = worker_registration.get_keys(queue=self._queue)
        rows = [self._connection.hmget(key, ["state", *WEIGHTS_FIELDS]) for key in keys]
        texts = [[value.decode() if isinstance(value, bytes) else "" for value in row] for row in rows]
        return [WorkerInfo(state, tuple(weights)) for state, *weights in texts if state]  # "" for a killed worker

    def _submit(self, request: StyleRequest, photo: bytes, person_id: int) -> int | None:
        if not has_room(self._connection, len(photo), PHOTOS):
            raise redis.OutOfMemoryError("photo not stored: Redis must keep memory for paintings")
        keys = (job_key(request.request_id), photo_key(request.request_id))
        if not self._connection.eval(_PUT_PHOTO, len(keys), *keys, photo, str(self._photo_ttl)):
            return None
        try:
            self._enqueue(request)
        except DuplicateJobError:
            return None
        turn = (request.request_id, str(person_id), str(TURNS_TTL))
        ahead: Any = self._connection.eval(_TAKE_TURN, 2, self._queue.key, TURNS, *turn)
        return int(ahead)

    def _enqueue(self, request: StyleRequest) -> None:
        self._queue.enqueue_call(
            TASK,
            args=(request.text,),
            job_id=request.request_id,
            description="paint",  # RQ's default shows the arguments, and with them the ticket
            timeout=self._job_timeout,
            ttl=self.longest_wait,
            result_ttl=RECORD_TTL,
            failure_ttl=RECORD_TTL,
            retry=Retry(max=RETRIES, interval=PAUSES, enqueue_at_front=True),
            on_failure=Callback(FAILURE_CALLBACK),
            unique=True,
        )

    def _waiting(self) -> list[str]:
        ids = self._connection.lrange(self._queue.key, 0, -1)
        return [each.decode() if isinstance(each, bytes) else each for each in ids]

    def _cancel(self, request_id: str, ticket: str) -> None:
        stopped = Failed(request_id=request_id, ticket=ticket, reason=Reason.CANCELLED).model_dump_json()
        keys = [
            self._queue.key,
            self._queue.scheduled_job_registry.key,  # jobs that wait for a retry
            TURNS,
            Job.key_for(request_id),
            photo_key(request_id),
            job_key(request_id),
            RESULTS_STREAM,
        ]
        self._connection.eval(_CANCEL, len(keys), *keys, request_id, str(JOB_TTL), RESULT_FIELD, stopped)

    def _expire(self, request_id: str, ticket: str) -> None:
        expired = Failed(request_id=request_id, ticket=ticket, reason=Reason.EXPIRED).model_dump_json()
        keys = [Job.key_for(request_id), job_key(request_id), RESULTS_STREAM]
        self._connection.eval(_EXPIRE, len(keys), *keys, RESULT_FIELD, expired, str(JOB_TTL))
