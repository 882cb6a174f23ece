"""Chats in Redis: their settings, and which of them know the bot."""

from __future__ import annotations

import logging
from typing import Literal

import redis
from pydantic import BaseModel, ConfigDict, ValidationError
from redis.asyncio import Redis

from bot.i18n.translator import Language, Translator, language_of, translator_for
from bot.redis_keys import KNOWN_CHATS, chat_key
from bot.styles.paint_options import StyleChoice
from emostyle.emotions import Emotion

FIELD = "settings"
log = logging.getLogger(__name__)


class ChatSettings(BaseModel):
    """The settings of one chat; the defaults are those of a chat that chose nothing."""

    model_config = ConfigDict(frozen=True)

    version: Literal[1] = 1
    wish: StyleChoice = StyleChoice()
    as_file: bool = False  # answer every photo with a file
    language: Language | None = None  # None: the one of the person's app
    mixing: dict[Emotion, int] | None = None  # parts of a mix that is being put together

    @property
    def settled(self) -> ChatSettings:
        """The settings without what is being put together."""
        return self.model_copy(update={"mixing": None})


class Chats:
    """Reads and writes the settings of chats in Redis."""

    def __init__(self, store: Redis) -> None:
        self._redis = store

    async def settings(self, chat_id: int) -> ChatSettings:
        """Return the settings of a chat."""
        value = await self._redis.hget(chat_key(chat_id), FIELD)
        settings = read_settings(value) if isinstance(value, bytes) else ChatSettings()
        if settings is None:  # written by a version that knew more
            log.warning("settings of a chat cannot be read: using the defaults")
        return settings or ChatSettings()

    async def set(self, chat_id: int, settings: ChatSettings) -> None:
        """Remember the settings of a chat; the defaults are remembered by forgetting the chat."""
        if settings == ChatSettings():
            await self._redis.delete(chat_key(chat_id))
        else:
            await self._redis.hset(chat_key(chat_id), FIELD, settings.model_dump_json(exclude_defaults=True))

    async def forget(self, chat_id: int) -> bool:
        """Forget the settings of a chat; return whether there were any."""
        return bool(await self._redis.delete(chat_key(chat_id)))

    async def move(self, old: int, new: int) -> None:
        """Move the settings of a chat to its new number."""
        if await self._redis.exists(chat_key(old)):
            await self._redis.rename(chat_key(old), chat_key(new))

    async def known(self, chat_id: int) -> ChatSettings | None:
        """Return the settings of a chat, or None while Redis is away: a request for help is answered all the same."""
        try:
            return await self.settings(chat_id)
        except redis.RedisError:
            return None

    async def translator(self, chat_id: int, language_code: str | None) -> Translator:
        """Return the translator for a chat: into the language chosen there, otherwise into that of the person's app."""
        return translator_of(await self.known(chat_id), language_code)


def translator_of(settings: ChatSettings | None, language_code: str | None) -> Translator:
    """Return the translator into the language of the settings, otherwise into that of the person's app."""
    return translator_for((settings and settings.language) or language_of(language_code))


def read_settings(text: bytes | str) -> ChatSettings | None:
    """Return settings as they were remembered, or None for what this version cannot read."""
    try:
        return ChatSettings.model_validate_json(text)
    except ValidationError:
        return None


class KnownChats:
    """Remembers chats until they leave or want to be forgotten."""

    def __init__(self, store: Redis) -> None:
        self._redis = store

    async def add(self, chat_id: int) -> None:
        """Remember a chat."""
        await self._redis.sadd(KNOWN_CHATS, chat_id)

    async def remove(self, chat_id: int) -> bool:
        """Forget a chat; return whether it was known."""
        return bool(await self._redis.srem(KNOWN_CHATS, chat_id))

    async def all(self) -> list[int]:
        """Return all chats."""
        return sorted(int(chat_id) for chat_id in await self._redis.smembers(KNOWN_CHATS))
