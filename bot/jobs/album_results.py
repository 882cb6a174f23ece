"""State of albums, which get one reply: results wait for the last one, then the messages wait for their buttons."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import cast

from pydantic import BaseModel, ConfigDict, TypeAdapter
from redis.asyncio import Redis
from telegram import Message

from bot.i18n.message_ids import MessageId
from bot.jobs.painting_records import new_token
from bot.jobs.tickets import AlbumPlace
from bot.redis_keys import RECORD_TTL, album_key
from worker.shared.contract import Failed, Reason, Styled, painting_key
from worker.shared.lua import read_lua, run_lua

RESULT = b"result:"  # prefix of fields with results, before the place

_PUT = read_lua(__file__, "put_result")
_FORGET = read_lua(__file__, "forget_results")
_REFUSE = read_lua(__file__, "refuse_album")


class AlbumResult(BaseModel):
    """The result of one photo of an album."""

    model_config = ConfigDict(frozen=True)

    result: Styled | Failed | None = None
    trouble: MessageId | None = None  # why it was not queued
    was_stopped: bool = False  # cancelled before it was queued

    @property
    def is_styled(self) -> bool:
        """Whether it was painted."""
        return isinstance(self.result, Styled)

    @property
    def is_faceless(self) -> bool:
        """Whether an emotion was to be read, and there was no face."""
        return isinstance(self.result, Failed) and self.result.reason is Reason.NO_FACE

    @property
    def is_stopped(self) -> bool:
        """Whether it was cancelled."""
        return self.was_stopped or (isinstance(self.result, Failed) and self.result.reason is Reason.CANCELLED)


class AlbumResults:
    """Stores the results of albums until all of them have come."""

    def __init__(self, store: Redis) -> None:
        self._redis = store

    async def put(self, place: AlbumPlace, part: AlbumResult) -> int:
        """Store a result; return how many the album has now."""
        paintings = [painting_key(part.result.request_id)] if part.result is not None else []
        texts = (part.model_dump_json(), AlbumResult().model_dump_json())
        return int(
            await run_lua(
                self._redis, _PUT, [album_key(place.album), *paintings], str(place.place), *texts, str(RECORD_TTL)
            )
        )

    async def all(self, album: str) -> list[AlbumResult]:
        """Return the results of an album in the order of its photos."""
        found = await cast("Awaitable[dict[bytes, bytes]]", self._redis.hgetall(album_key(album)))
        results = {int(name.removeprefix(RESULT)): text for name, text in found.items() if name.startswith(RESULT)}
        return [AlbumResult.model_validate_json(results[place]) for place in sorted(results)]

    async def forget(self, album: str) -> None:
        """Delete the results of an album that got its reply, with their paintings."""
        await run_lua(self._redis, _FORGET, [album_key(album)], painting_key(""))

    async def refuse(self, album: str) -> None:
        """Mark an album as unwanted, and delete its paintings."""
        empty = AlbumResult().model_dump_json()
        await run_lua(self._redis, _REFUSE, [album_key(album)], empty, str(RECORD_TTL), painting_key(""))

    async def is_refused(self, album: str) -> bool:
        """Return whether an album is unwanted."""
        return bool(await self._redis.hexists(album_key(album), "unwanted"))


class SentMessage(BaseModel):
    """One message that the bot sent."""

    model_config = ConfigDict(frozen=True)

    chat_id: int
    message_id: int
    token: str  # of its buttons


_MESSAGES = TypeAdapter(tuple[SentMessage, ...])


def messages_of(sent: Sequence[Message]) -> str:
    """Return the messages of an album that wait for their buttons, as the JSON that is stored."""
    messages = tuple(SentMessage(chat_id=each.chat_id, message_id=each.message_id, token=new_token()) for each in sent)
    return _MESSAGES.dump_json(messages).decode()


class SentAlbums:
    """Reads the messages of albums, which the sender stores when it ends its claim."""

    def __init__(self, store: Redis) -> None:
        self._redis = store

    async def find(self, album: str) -> tuple[SentMessage, ...]:
        """Return the messages of an album that wait for its buttons; none if it has them, or was not confirmed."""
        value = await self._redis.hget(album_key(album), "messages")
        return _MESSAGES.validate_json(value) if isinstance(value, bytes) else ()

    async def forget(self, album: str) -> None:
        """Delete the messages of an album that has its buttons, or gets none."""
        await self._redis.hdel(album_key(album), "messages")
