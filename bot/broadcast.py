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

from bot.ids import request_id_for
from bot.keys import Key
from bot.known_chats import KnownChats
from bot.languages import Language
from bot.leadership import Leadership
from bot.pulse import turn
from bot.sending import seconds_of
from bot.talks import Talk
from bot.voices import voice_of

NEWS, LEFT = "emostyle:broadcast", "emostyle:broadcast:left"  # hash of what is sent; list of chats that wait for it
PAUSE = 0.1  # seconds between two chats: a third of what Telegram allows, so that answers are not held up
IDLE = 1.0  # seconds between two looks for something to send
BEGUN_TTL = 86_400  # seconds; an update may be handled again for as long as it is kept
log = logging.getLogger(__name__)

# One step, and one that changes nothing when it is made again: nobody is to be told twice.
_BEGIN = """
if redis.call('EXISTS', KEYS[3]) == 1 then return 1 end
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('SET', KEYS[3], '1', 'EX', ARGV[1])
redis.call('DEL', KEYS[2])
for i = 5, #ARGV do redis.call('RPUSH', KEYS[2], ARGV[i]) end
redis.call('HSET', KEYS[1], 'text', ARGV[2], 'from', ARGV[3], 'language', ARGV[4], 'reached', 0)
return 1
"""


class Broadcast:
    """Sends one text to everybody."""

    def __init__(self, store: Redis, bot: Bot, known_chats: KnownChats, leadership: Leadership) -> None:
        self._redis, self._bot, self._known_chats, self._leadership = store, bot, known_chats, leadership
        self._is_ending = False

    async def begin(self, talk: Talk) -> None:
        """Begin to send the text behind the command; one broadcast at a time."""
        chats = await self._known_chats.all()
        if not talk.command.rest:
            await talk.answer(talk.voice.say(Key.BROADCAST_HOW))
        elif not chats:
            await talk.answer(talk.voice.say(Key.BROADCAST_DONE, count=0))
        elif await self._begin(talk, chats):
            await talk.answer(talk.voice.say(Key.BROADCAST_BEGUN, count=len(chats)))
        else:
            left = int(await self._redis.llen(LEFT))
            await talk.answer(talk.voice.say(Key.BROADCAST_BUSY, left=left))

    async def _begin(self, talk: Talk, chats: Sequence[int]) -> bool:
        """Have a text sent, once for its message; return False when another one is under way."""
        begun = f"emostyle:broadcast:begun:{request_id_for(talk.message, talk.bot.id)}"
        fields = (talk.command.rest, str(talk.chat_id), talk.voice.language.value)
        call: Any = self._redis.eval(_BEGIN, 3, NEWS, LEFT, begun, str(BEGUN_TTL), *fields, *map(str, chats))
        return bool(await call)

    async def run(self) -> None:
        """Send what there is to send, while we lead, until it is ended."""
        while not self._is_ending:
            turn()
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
        news = await cast("Awaitable[dict[bytes, bytes]]", self._redis.hgetall(NEWS))
        if not news:
            return False
        # Taken off the list first: a bot that dies now leaves one chat out, rather than telling it twice.
        chat_id = await self._redis.lpop(LEFT)
        if isinstance(chat_id, bytes):
            if await self._send(int(chat_id), news[b"text"].decode()):
                await self._redis.hincrby(NEWS, "reached", 1)
            return True
        await self._redis.delete(NEWS)
        done = voice_of(Language(news[b"language"].decode())).say(Key.BROADCAST_DONE, count=int(news[b"reached"]))
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
