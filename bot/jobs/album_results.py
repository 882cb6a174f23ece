"""Albums that are answered as one: results wait in Redis for the last, then the messages wait for their buttons."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import cast

from pydantic import BaseModel, ConfigDict, TypeAdapter
from redis.asyncio import Redis
from telegram import Message

from bot.i18n.message_ids import MessageId
from bot.jobs.painting_records import new_token
from bot.jobs.tickets import AlbumPlace
from bot.redis_keys import album_key, sent_album_key, unwanted_album_key
from worker.shared.contract import Failed, Reason, Styled, painting_key

RESULTS_TTL = 2 * 86_400  # seconds that parts wait for the others


class AlbumResult(BaseModel):
    """What became of one photo of an album."""

    model_config = ConfigDict(frozen=True)

    result: Styled | Failed | None = None
    trouble: MessageId | None = None  # why there is not even a request
    was_stopped: bool = False  # before there was one

    @property
    def is_styled(self) -> bool:
        """Whether it was painted."""
        return isinstance(self.result, Styled)

    @property
    def is_faceless(self) -> bool:
        """Whether there was no face to read, and nothing else was wished."""
        return isinstance(self.result, Failed) and self.result.reason is Reason.NO_FACE

    @property
    def is_stopped(self) -> bool:
        """Whether the person did not want it any more."""
        return self.was_stopped or (isinstance(self.result, Failed) and self.result.reason is Reason.CANCELLED)


class AlbumResults:
    """Keeps the parts of albums until all are there."""

    def __init__(self, store: Redis) -> None:
        self._redis = store

    async def put(self, place: AlbumPlace, part: AlbumResult) -> int:
        """Keep a part and return how many there are."""
        key = album_key(place.album)
        async with self._redis.pipeline() as pipe:  # in one step: of two processes only one sees the last part come
            pipe.hset(key, str(place.place), part.model_dump_json())
            pipe.expire(key, RESULTS_TTL)
            pipe.hlen(key)
            *_, count = await pipe.execute()
        if await self.is_refused(place.album):
            await self._empty(place.album)
        return int(count)

    async def all(self, album: str) -> list[AlbumResult]:
        """Return the parts of an album in the order of its photos."""
        found = await cast("Awaitable[dict[bytes, bytes]]", self._redis.hgetall(album_key(album)))
        return [AlbumResult.model_validate_json(found[place]) for place in sorted(found, key=int)]

    async def forget(self, album: str) -> None:
        """Forget an album that was answered, with the paintings of its parts."""
        results = [part.result for part in await self.all(album)]
        paintings = [painting_key(result.request_id) for result in results if isinstance(result, Styled)]
        await self._redis.delete(album_key(album), *paintings)

    async def refuse(self, album: str) -> None:
        """Note that nothing of an album is wanted any more, and delete what is painted already."""
        await self._redis.set(
            unwanted_album_key(album), "1", ex=RESULTS_TTL
        )  # for longer than any of its photos can wait
        await self._empty(album)

    async def _empty(self, album: str) -> None:
        """Replace stored parts by empty markers, so that the completion count still works."""
        found = await cast("Awaitable[dict[bytes, bytes]]", self._redis.hgetall(album_key(album)))
        for place, text in found.items():
            part = AlbumResult.model_validate_json(text)
            if isinstance(part.result, Styled):
                await self._redis.delete(painting_key(part.result.request_id))
            await self._redis.hset(album_key(album), place.decode(), AlbumResult().model_dump_json())

    async def is_refused(self, album: str) -> bool:
        """Return whether nothing of an album is wanted any more."""
        return bool(await self._redis.exists(unwanted_album_key(album)))


SENT_TTL = 86_400  # seconds


class SentMessage(BaseModel):
    """One message of ours."""

    model_config = ConfigDict(frozen=True)

    chat_id: int
    message_id: int
    token: str  # of its buttons


_MESSAGES = TypeAdapter(tuple[SentMessage, ...])


class SentAlbums:
    """Remembers messages by the name of their album."""

    def __init__(self, store: Redis) -> None:
        self._redis = store

    async def keep(self, name: str, messages: Sequence[Message]) -> None:
        """Remember an album; one message is none."""
        if len(messages) > 1:
            sent = tuple(
                SentMessage(chat_id=each.chat_id, message_id=each.message_id, token=new_token()) for each in messages
            )
            await self._redis.set(sent_album_key(name), _MESSAGES.dump_json(sent), ex=SENT_TTL)

    async def find(self, name: str) -> tuple[SentMessage, ...]:
        """Return the messages of an album; none when it has its buttons, or was not confirmed."""
        value = await self._redis.get(sent_album_key(name))
        return _MESSAGES.validate_json(value) if isinstance(value, bytes) else ()

    async def forget(self, name: str) -> None:
        """Forget an album that has its buttons."""
        await self._redis.delete(sent_album_key(name))
