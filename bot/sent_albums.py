"""Which messages an album was sent as, for as long as its buttons are still to come: its process may be killed."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, TypeAdapter
from redis.asyncio import Redis
from telegram import Message

from bot.redis_keys import sent_album_key
from bot.shown import new_token

TTL = 86_400  # seconds


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
            await self._redis.set(sent_album_key(name), _MESSAGES.dump_json(sent), ex=TTL)

    async def find(self, name: str) -> tuple[SentMessage, ...]:
        """Return the messages of an album; none when it has its buttons, or was not confirmed."""
        value = await self._redis.get(sent_album_key(name))
        return _MESSAGES.validate_json(value) if isinstance(value, bytes) else ()

    async def forget(self, name: str) -> None:
        """Forget an album that has its buttons."""
        await self._redis.delete(sent_album_key(name))
