"""Sends each reply at most once, whichever process sends it.

A process claims a reply in Redis before it sends it. One that dies in the middle of a call to Telegram leaves nobody
who knows whether the picture arrived: whoever finds its claim does not send again, but says so in the chat.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from enum import Enum, auto
from typing import TypeVar

from redis.asyncio import Redis

from bot.coordination.heartbeat import GONE, Heartbeat
from bot.delivery.sender import Outcome, Sender, Sent
from bot.i18n.message_ids import MessageId
from bot.i18n.translator import translator_for
from bot.jobs.album_results import SentAlbums
from bot.jobs.tickets import Ticket
from bot.messages.replies import AlbumReply, PictureReply, Reply, TextReply
from bot.progress.status_messages import StatusMessages
from bot.redis_keys import alive_key, sending_key, sent_key
from bot.telegram_api.http import watched_calls

T = TypeVar("T")


class IdempotentSender:
    """Sends replies by name: that of a request, of an album, or of what follows one."""

    def __init__(self, sender: Sender, claims: SendClaims, albums: SentAlbums, status_messages: StatusMessages) -> None:
        self._sender, self._claims, self._albums, self._status_messages = sender, claims, albums, status_messages
        self._unsaved: dict[str, Sent] = {}  # how sending ended, while Redis cannot be told

    async def was_sent(self, name: str) -> bool:
        """Return whether a reply was sent."""
        return await self._claims.was_answered(name)

    async def send(self, name: str, reply: Reply, ticket: Ticket, *paintings: bytes) -> Sent | None:
        """Send a reply, and say in the chat when nobody knows whether it arrived; return None if it was sent before."""
        claim = await self._claim(name, ticket)
        if claim is Claim.ANSWERED:
            return None
        sent = self._unsaved.get(name, Sent(Outcome.UNCONFIRMED))
        if claim is Claim.OURS:
            sent = await self._release_if_stopped(name, self._sender.send(reply, ticket, *paintings))
        await self._end(name, sent, ticket, reply if isinstance(reply, TextReply) else _doubt(ticket))
        return sent

    async def send_text(self, reply: TextReply, ticket: Ticket) -> None:
        """Send a sentence that may come twice when a process is killed."""
        await self._sender.send(reply, ticket)

    async def send_kept(self, name: str, reply: PictureReply | AlbumReply, ticket: Ticket, *file_ids: str) -> bool:
        """Send pictures that Telegram has; return False when it has them no more."""
        claim = await self._claim(name, ticket)
        if claim is Claim.ANSWERED:
            return True
        sent: Sent | None = self._unsaved.get(name, Sent(Outcome.UNCONFIRMED))
        if claim is Claim.OURS:
            sent = await self._release_if_stopped(name, self._sender.send_kept(reply, ticket, *file_ids))
        if sent is None:
            await self._claims.release(name)
            return False
        await self._end(name, sent, ticket, _doubt(ticket))
        return True

    async def _release_if_stopped(self, name: str, sending: Awaitable[T]) -> T:
        """Send, and leave to another process what this one is told to stop before Telegram can have read it."""
        with watched_calls() as calls:
            try:
                return await sending
            except asyncio.CancelledError:
                if not calls.is_under_way:
                    await self._claims.release(name)
                raise

    async def _claim(self, name: str, ticket: Ticket) -> Claim:
        return Claim.OURS if ticket.edit_id is not None else await self._claims.claim(name)  # edits can be repeated

    async def _end(self, name: str, sent: Sent, ticket: Ticket, doubt: TextReply) -> None:
        """Count a reply as sent; a kill may repeat the words of doubt, but not lose them, nor an album's buttons."""
        self._unsaved[name] = sent
        if sent.outcome is Outcome.UNCONFIRMED and not await self._status_messages.change(
            ticket, doubt.text, doubt.keyboard
        ):
            await self._sender.send(doubt, ticket)
        await self._albums.keep(name, sent.messages)
        await self._claims.answered(name, sent.outcome.name)
        del self._unsaved[name]


def _doubt(ticket: Ticket) -> TextReply:
    return TextReply(translator_for(ticket.language).text(MessageId.UNCONFIRMED))


SENT_TTL = 7 * 86_400  # seconds that answers are remembered
CLAIM_TTL = 7 * 86_400  # seconds that a claim holds unless its end deletes it
LOOK_SECONDS = 0.5  # between two looks at what another process does


class Claim(Enum):
    """Whose an answer is."""

    OURS = auto()
    ANSWERED = auto()  # by whoever had it before
    UNKNOWN = auto()  # a process died while it sent it


class SendClaims:
    """Knows what was sent, and who is sending what."""

    def __init__(self, store: Redis, heartbeat: Heartbeat) -> None:
        self._redis, self._heartbeat = store, heartbeat
        self._begun: set[str] = set()  # what this process has begun to send
        self._answered: set[str] = set()  # what Redis could not yet be told of

    async def was_answered(self, name: str) -> bool:
        """Return whether a request or an album was answered."""
        return name in self._answered or bool(await self._redis.exists(sent_key(name)))

    async def claim(self, name: str) -> Claim:
        """Begin to send an answer; waits while another living process sends it. Raises redis.RedisError."""
        while (holder := await self._holder(name)) != self._heartbeat.name:
            if await self._is_dead(holder):
                return Claim.UNKNOWN
            await asyncio.sleep(LOOK_SECONDS)
        if await self.was_answered(name):
            await self._redis.delete(sending_key(name))
            return Claim.ANSWERED
        if name in self._begun:
            return Claim.UNKNOWN
        self._begun.add(name)
        return Claim.OURS

    async def answered(self, name: str, outcome: str) -> None:
        """Remember how an answer ended; what Redis cannot be told of is remembered here. Raises redis.RedisError."""
        self._answered.add(name)
        await self._redis.set(sent_key(name), outcome, ex=SENT_TTL)
        await self._redis.delete(sending_key(name))
        self._answered.discard(name)
        self._begun.discard(name)

    async def release(self, name: str) -> None:
        """Give up a claim: nothing was sent."""
        await self._redis.delete(sending_key(name))
        self._begun.discard(name)

    async def _holder(self, name: str) -> str:
        known = await self._redis.set(sending_key(name), self._heartbeat.name, nx=True, ex=CLAIM_TTL, get=True)
        return known.decode() if isinstance(known, bytes) else self._heartbeat.name

    async def _is_dead(self, process: str) -> bool:
        sign = await self._redis.get(alive_key(process))
        return sign == GONE or (sign is None and self._heartbeat.may_judge)
