"""What is remembered of a chat: the emotion that everything in it is painted in, and its language."""

from __future__ import annotations

import redis
from redis.asyncio import Redis

from bot.languages import Language, language_of
from bot.voices import Voice, voice_of
from emostyle.emotions import Emotion


class Chats:
    """Reads and writes the settings of chats in Redis."""

    def __init__(self, store: Redis) -> None:
        self._redis = store

    async def voice(self, chat_id: int, language_code: str | None) -> Voice:
        """Return the voice for a chat: in the language chosen there, otherwise in the one of the person's app."""
        try:
            value = await self._redis.hget(_key(chat_id), "language")
        except redis.RedisError:  # who only wants help gets it all the same
            value = None
        return voice_of(Language(value.decode()) if isinstance(value, bytes) else language_of(language_code))

    async def style(self, chat_id: int) -> Emotion | None:
        """Return the emotion chosen for a chat, or None when faces are read."""
        value = await self._redis.hget(_key(chat_id), "style")
        return Emotion(value.decode()) if isinstance(value, bytes) else None

    async def set_style(self, chat_id: int, emotion: Emotion | None) -> None:
        """Remember the emotion chosen for a chat; None goes back to reading faces and forgets the chat."""
        if emotion is None:
            await self._redis.delete(_key(chat_id))
        else:
            await self._redis.hset(_key(chat_id), "style", emotion.value)


def _key(chat_id: int) -> str:
    return f"emostyle:chat:{chat_id}"
