"""The way into the queue: the only file of the bot that knows RQ."""

from __future__ import annotations

import asyncio

import redis
from rq import Callback, Queue
from rq.exceptions import DuplicateJobError
from rq.job import Retry
from rq.serializers import JSONSerializer

from worker.contract import FAILURE_CALLBACK, QUEUE, TASK, StyleRequest, photo_key, published_key

TRIES_AGAIN = 2  # after a worker died in the job
WAITING_TTL = 86_400  # seconds that a job waits longer than its photo, so that a worker can say that it expired
RECORD_TTL = 600  # seconds that RQ remembers an ended job and whom it was for; its own default goes up to a year


class Gateway:
    """Puts photos into Redis and jobs into the queue."""

    def __init__(self, connection: redis.Redis, photo_ttl: int, job_timeout: int) -> None:
        self._connection = connection
        self._queue = Queue(QUEUE, connection=connection, serializer=JSONSerializer)
        self._photo_ttl, self._job_timeout = photo_ttl, job_timeout  # seconds

    async def submit(self, request: StyleRequest, photo: bytes) -> int | None:
        """Queue a photo; return how many wait before it, or None when this request was queued already.

        Raises redis.RedisError when Redis does not take it.
        """
        return await asyncio.to_thread(self._submit, request, photo)

    def _submit(self, request: StyleRequest, photo: bytes) -> int | None:
        if self._connection.exists(published_key(request.request_id)):  # it remembers longer than RQ does
            return None
        ahead = self._queue.count
        self._connection.set(photo_key(request.request_id), photo, ex=self._photo_ttl)
        try:
            self._queue.enqueue_call(
                TASK,
                args=(request.model_dump_json(),),
                job_id=request.request_id,
                description="paint",  # RQ's own would show the arguments, and so whom the photo is from
                timeout=self._job_timeout,
                ttl=self._photo_ttl + WAITING_TTL,
                result_ttl=RECORD_TTL,
                failure_ttl=RECORD_TTL,
                retry=Retry(max=TRIES_AGAIN),
                on_failure=Callback(FAILURE_CALLBACK),
                unique=True,
            )
        except DuplicateJobError:
            return None
        return ahead
