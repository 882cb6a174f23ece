"""The way into the queue: the only file of the bot that knows RQ."""

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

TRIES_AGAIN = 2  # after a worker died in the job
PAUSES = [0, 20]  # seconds before each of them: a worker may die for other reasons than this photo, but hardly twice
WAITING_TTL = 86_400  # seconds that a job waits longer than its photo, so that a worker can say that it expired
RECORD_TTL = 600  # seconds that RQ remembers an ended job and whom it was for; its own default goes up to a year


_PUT_PHOTO = read_lua(__file__, "put_photo")
_TAKE_TURN = read_lua(__file__, "take_turn")
_CANCEL = read_lua(__file__, "cancel_job")
_EXPIRE = read_lua(__file__, "expire_job")
TURNS_TTL = 3600  # seconds after the last new request that turns are remembered


@dataclass(frozen=True, slots=True)
class WorkerInfo:
    """What one worker says of itself."""

    state: str  # RQ's word: started, idle, busy, suspended
    weights: tuple[str, ...]  # how the sha256 of each begins, in the order of WEIGHTS_FIELDS


class JobQueue:
    """Puts photos into Redis and jobs into the queue, and takes them out again."""

    def __init__(self, connection: redis.Redis, photo_ttl: int, job_timeout: int) -> None:
        self._connection = connection
        self._queue = Queue(QUEUE, connection=connection, serializer=JSONSerializer)
        self._photo_ttl, self._job_timeout = photo_ttl, job_timeout  # seconds

    async def submit(self, request: StyleRequest, photo: bytes, person_id: int) -> int | None:
        """Queue a photo in its person's turn; return how many wait before it, or None for a request queued already.

        Raises redis.RedisError when Redis does not take it.
        """
        return await asyncio.to_thread(self._submit, request, photo, person_id)

    async def is_answered(self, request_id: str) -> bool:
        """Return whether a request has its result."""
        return bool(await asyncio.to_thread(self._connection.hexists, job_key(request_id), PUBLISHED))

    async def waiting(self) -> list[str]:
        """Return the requests that wait, the next one first."""
        return await asyncio.to_thread(self._waiting)

    async def workers(self) -> int:
        """Return how many workers there are."""
        keys = await asyncio.to_thread(worker_registration.get_keys, queue=self._queue)
        return len(keys)

    async def colleagues(self) -> list[WorkerInfo]:
        """Return what the workers say of themselves."""
        return await asyncio.to_thread(self._colleagues)

    async def cancel(self, request_id: str, ticket: str) -> None:
        """End a request with a result of its own; a worker that has it already stops at its next stage."""
        await asyncio.to_thread(self._cancel, request_id, ticket)

    @property
    def key(self) -> str:
        """The key of the list of requests that wait."""
        return str(self._queue.key)

    @property
    def longest_wait(self) -> int:
        """Seconds after which RQ forgets a job that no worker took."""
        return self._photo_ttl + WAITING_TTL

    async def expire(self, request_id: str, ticket: str) -> None:
        """End a request that is in no queue any more with a result, unless it has one."""
        await asyncio.to_thread(self._expire, request_id, ticket)

    def _colleagues(self) -> list[WorkerInfo]:
        keys = worker_registration.get_keys(queue=self._queue)
        notes = [self._connection.hmget(key, ["state", *WEIGHTS_FIELDS]) for key in keys]
        words = [[value.decode() if isinstance(value, bytes) else "" for value in note] for note in notes]
        return [WorkerInfo(state, tuple(weights)) for state, *weights in words if state]  # a killed one says nothing

    def _submit(self, request: StyleRequest, photo: bytes, person_id: int) -> int | None:
        if not has_room(self._connection, len(photo), PHOTOS):
            raise redis.OutOfMemoryError("photos have to leave room for their paintings")
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
            description="paint",  # RQ's own would show the arguments, and so whom the photo is from
            timeout=self._job_timeout,
            ttl=self.longest_wait,
            result_ttl=RECORD_TTL,
            failure_ttl=RECORD_TTL,
            retry=Retry(max=TRIES_AGAIN, interval=PAUSES, enqueue_at_front=True),
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
            self._queue.scheduled_job_registry.key,  # between two tries
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
