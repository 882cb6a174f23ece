"""`/broadcast`: one text to all chats that know the bot, paced, and resumed by the next bot when this one ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from typing import cast

from redis.asyncio import Redis
from telegram import Bot
from telegram.error import Forbidden, RetryAfter, TelegramError

from bot.chats import KnownChats
from bot.coordination.leader import Leadership
from bot.coordination.loops import end
from bot.handlers.message import IncomingMessage
from bot.i18n.message_ids import MessageId
from bot.i18n.translator import Language, translator_for
from bot.redis_keys import BROADCAST, BROADCAST_LEFT, request_id_for, request_key
from bot.telegram_api.errors import seconds_of
from worker.shared.lua import read_lua, run_lua

PAUSE = 0.1  # seconds between two chats: a third of what Telegram allows, so that answers are not held up
IDLE = 1.0  # seconds between two looks for something to send
LOOK_SECONDS = 1.0  # between two looks whether Telegram has taken it
BEGUN_TTL = 86_400  # seconds; an update may be handled again for as long as it is kept
log = logging.getLogger(__name__)

_BEGIN = read_lua(__file__, "begin_broadcast")


class Broadcast:
    """Sends one text to everybody."""

    def __init__(self, store: Redis, bot: Bot, known_chats: KnownChats, leadership: Leadership) -> None:
        self._redis, self._bot, self._known_chats, self._leadership = store, bot, known_chats, leadership
        self._sending: asyncio.Task[bool] | None = None

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
        begun = request_key(request_id_for(incoming.message, incoming.bot.id))
        fields = (incoming.command.rest, str(incoming.chat_id), incoming.translator.language.value)
        keys = (BROADCAST, BROADCAST_LEFT, begun)
        return bool(await run_lua(self._redis, _BEGIN, keys, str(BEGUN_TTL), *fields, *map(str, chats)))

    async def step(self) -> float:
        """Send to one chat after the other while we lead; return the seconds until there is something to do."""
        if self._sending is None and self._leadership.is_ours:
            self._sending = asyncio.create_task(self.send_next())
        if self._sending is None:
            return IDLE
        done, _ = await asyncio.wait({self._sending}, timeout=LOOK_SECONDS)  # Telegram may ask for a long wait
        if not done:
            return 0.0
        sending, self._sending = self._sending, None
        return PAUSE if sending.result() else IDLE

    async def close(self) -> None:
        """Break off a call that is under way."""
        if self._sending is not None:
            await end([self._sending])

    async def send_next(self) -> bool:
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
        translator = translator_for(Language(news[b"language"].decode()))
        done = translator.text(MessageId.BROADCAST_DONE, count=int(news[b"reached"]))
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
            log.warning("broadcast not delivered to one chat: %s", type(error).__name__)
            return False
        return True
