"""`/broadcast`: one text to all chats that know the bot, paced, and resumed by the next bot when this one ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from typing import Any, cast

import redis
from redis.asyncio import Redis
from telegram import Bot
from telegram.error import Forbidden, RetryAfter, TelegramError

from bot.chats import KnownChats
from bot.coordination.leader import Leadership
from bot.handlers.message import IncomingMessage
from bot.i18n.message_ids import MessageId
from bot.i18n.translator import Language, translator_for
from bot.ids import request_id_for
from bot.observability.liveness import beat
from bot.redis_keys import BROADCAST, BROADCAST_LEFT, begun_broadcast_key
from bot.telegram_api.errors import seconds_of
from worker.shared.lua import read_lua

PAUSE = 0.1  # seconds between two chats: a third of what Telegram allows, so that answers are not held up
IDLE = 1.0  # seconds between two looks for something to send
BEGUN_TTL = 86_400  # seconds; an update may be handled again for as long as it is kept
log = logging.getLogger(__name__)

_BEGIN = read_lua(__file__, "begin_broadcast")


class Broadcast:
    """Sends one text to everybody."""

    def __init__(self, store: Redis, bot: Bot, known_chats: KnownChats, leadership: Leadership) -> None:
        self._redis, self._bot, self._known_chats, self._leadership = store, bot, known_chats, leadership
        self._is_ending = False

    async def begin(self, incoming: IncomingMessage) -> None:
        """Begin to send the text behind the command; one broadcast at a time."""
        chats = await self._known_chats.all()
        if not incoming.command.rest:
            await incoming.answer(incoming.translator.text(MessageId.BROADCAST_HOW))
        elif not chats:
            await incoming.answer(incoming.translator.text(MessageId.BROADCAST_DONE, count=0))
        elif await self._begin(incoming, chats):
            await incoming.answer(incoming.translator.text(MessageId.BROADCAST_BEGUN, count=len(chats)))
        else:
            left = int(await self._redis.llen(BROADCAST_LEFT))
            await incoming.answer(incoming.translator.text(MessageId.BROADCAST_BUSY, left=left))

    async def _begin(self, incoming: IncomingMessage, chats: Sequence[int]) -> bool:
        """Have a text sent, once for its message; return False when another one is under way."""
        begun = begun_broadcast_key(request_id_for(incoming.message, incoming.bot.id))
        fields = (incoming.command.rest, str(incoming.chat_id), incoming.translator.language.value)
        call: Any = self._redis.eval(
            _BEGIN, 3, BROADCAST, BROADCAST_LEFT, begun, str(BEGUN_TTL), *fields, *map(str, chats)
        )
        return bool(await call)

    async def run(self) -> None:
        """Send what there is to send, while we lead, until it is ended."""
        while not self._is_ending:
            beat()
            try:
                is_busy = self._leadership.is_ours and await self.step()
            except redis.RedisError as error:
                log.debug("no look for a broadcast: %s", type(error).__name__)  # the delivery warns of it
                is_busy = False
            await asyncio.sleep(PAUSE if is_busy else IDLE)

    def end(self) -> None:
        """Let `run` end with its next turn: while it connects, redis-py can swallow a cancellation."""
        self._is_ending = True

    async def step(self) -> bool:
        """Send to the next chat, or tell who began it that it is done; return whether there was anything to do."""
        news = await cast("Awaitable[dict[bytes, bytes]]", self._redis.hgetall(BROADCAST))
        if not news:
            return False
        # Taken off the list first: a bot that dies now leaves one chat out, rather than telling it twice.
        chat_id = await self._redis.lpop(BROADCAST_LEFT)
        if isinstance(chat_id, bytes):
            if await self._send(int(chat_id), news[b"text"].decode()):
                await self._redis.hincrby(BROADCAST, "reached", 1)
            return True
        await self._redis.delete(BROADCAST)
        done = translator_for(Language(news[b"language"].decode())).text(
            MessageId.BROADCAST_DONE, count=int(news[b"reached"])
        )
        await self._send(int(news[b"from"]), done)
        return True

    async def _send(self, chat_id: int, text: str) -> bool:
        try:
            await self._bot.send_message(chat_id, text)
        except RetryAfter as error:
            await asyncio.sleep(seconds_of(error))
            return await self._send(chat_id, text)
        except Forbidden:
            await self._known_chats.remove(chat_id)
            return False
        except TelegramError as error:
            log.warning("a broadcast did not reach a chat: %s", type(error).__name__)
            return False
        return True
