"""Photos, and a worker that paints them at once, for tests of the bot."""

from __future__ import annotations

import io
import zlib
from typing import Any

from PIL import Image
from redis.asyncio import Redis
from rq.serializers import JSONSerializer

from emostyle.emotions import EMOTIONS, Emotion
from emostyle.styles.palette import PALETTE
from worker.shared.contract import (
    QUEUE,
    RESULT_FIELD,
    RESULTS_STREAM,
    FaceReading,
    Failed,
    Reason,
    Styled,
    StyledMediaType,
    StyleRequest,
    StyleResult,
    painting_key,
    parse_request,
    photo_key,
)

SECONDS = 30.0  # how long something may take before a test gives up


def picture(form: str = "JPEG", color: tuple[int, int, int] = (200, 30, 30)) -> bytes:
    """Return the bytes of a small picture."""
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), color).save(stream, form)
    return stream.getvalue()


def face(emotion: Emotion) -> FaceReading:
    """Return a face that shows an emotion."""
    probabilities = {each: 0.7 if each is emotion else 0.05 for each in EMOTIONS}
    return FaceReading(left=1, top=2, width=3, height=4, probabilities=probabilities)


def styled(request: StyleRequest, *faces: Emotion, media_type: StyledMediaType = "image/jpeg") -> Styled:
    """Return what a worker says of a request that it painted."""
    shown = faces or (Emotion.SAD,)
    emotion = request.emotion or max(request.mix or {shown[0]: 1}, key=lambda each: (request.mix or {}).get(each, 1))
    return Styled(
        request_id=request.request_id,
        ticket=request.ticket,
        emotion=emotion,
        confidence=None if request.emotion or request.mix or request.style else 0.7,
        faces=tuple(face(each) for each in shown),
        style=request.style or PALETTE[emotion].style,
        width=64,
        height=48,
        media_type=media_type,
        seconds={"paint": 0.1},
    )


class StandInWorker:
    """Stands at the edge of the bot in place of the worker: takes jobs from RQ's list, and publishes results."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self.photos: dict[str, Any] = {}  # what was painted, by request

    async def take(self) -> StyleRequest:
        """Wait for the next job and return its request."""
        popped: Any = await self._redis.blpop([f"rq:queue:{QUEUE}"], timeout=SECONDS)
        assert popped is not None, "no job came"
        data: Any = await self._redis.hget(f"rq:job:{popped[1].decode()}", "data")
        function, _, args, _ = JSONSerializer.loads(zlib.decompress(data))
        assert function == "worker.tasks.paint"
        return parse_request(args[0])

    async def waiting(self) -> int:
        """Return how many jobs wait."""
        count: Any = await self._redis.llen(f"rq:queue:{QUEUE}")
        return int(count)

    async def photo(self, request: StyleRequest) -> bytes:
        """Return the photo of a request."""
        data = await self._redis.get(photo_key(request.request_id))
        assert isinstance(data, bytes)
        return data

    async def photo_was(self, request: StyleRequest) -> bytes:
        """Return the photo of a request that was answered."""
        assert isinstance(self.photos[request.request_id], bytes)
        return bytes(self.photos[request.request_id])

    async def publish(self, result: StyleResult, painting: bytes = b"") -> None:
        """Publish a result, and its painting if there is one."""
        self.photos[result.request_id] = await self._redis.get(photo_key(result.request_id))
        if painting:
            await self._redis.set(painting_key(result.request_id), painting, ex=60)
        await self._redis.xadd(RESULTS_STREAM, {RESULT_FIELD: result.model_dump_json()})

    async def paint(self, *faces: Emotion) -> StyleRequest:
        """Take a job and paint it, as a worker does that found faces with these emotions."""
        request = await self.take()
        await self.finish(request, *faces)
        return request

    async def finish(self, request: StyleRequest, *faces: Emotion, painting: bytes = b"") -> None:
        """Paint a request that was taken."""
        result = styled(request, *faces, media_type="image/png" if request.lossless else "image/jpeg")
        await self.publish(result, painting or picture("PNG" if request.lossless else "JPEG", (10, 20, 30)))

    async def fail(self, reason: Reason) -> StyleRequest:
        """Take a job and say why it cannot be painted."""
        request = await self.take()
        await self.publish(Failed(request_id=request.request_id, ticket=request.ticket, reason=reason))
        return request
