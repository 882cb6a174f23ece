"""Sends each reply at most once, whichever process sends it.

A process claims a reply in Redis before it sends it. One that dies in the middle of a call to Telegram leaves nobody
who knows whether the picture arrived: whoever finds its claim does not send again, but says so in the chat.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from enum import Enum, auto
from typing import NamedTuple, TypeVar

from redis.asyncio import Redis

from bot.coordination.heartbeat import GONE, Heartbeat
from bot.delivery.sender import Outcome, Sender, Sent
from bot.i18n.message_ids import MessageId
from bot.i18n.translator import translator_for
from bot.jobs.album_results import messages_of
from bot.jobs.tickets import Ticket
from bot.messages.replies import AlbumReply, PictureReply, Reply, TextReply
from bot.progress.status_messages import StatusMessages
from bot.redis_keys import RECORD_TTL, album_key, alive_key, request_key
from bot.telegram_api.http import watched_calls
from worker.shared.contract import job_key
from worker.shared.lua import read_lua, run_lua

T = TypeVar("T")

LOOK_SECONDS = 0.5  # between two looks at what another process does

_SEE = read_lua(__file__, "see_result")
_CLAIM = read_lua(__file__, "claim_reply")
_END = read_lua(__file__, "end_claim")


class ReplyId(NamedTuple):
    """One reply: to a request, to an album, or the buttons behind an album."""

    record: str  # key of the record that holds its claim
    prefix: str = ""  # of the fields there

    @classmethod
    def to_request(cls, request_id: str) -> ReplyId:
        """Return the reply to a request."""
        return cls(request_key(request_id))

    @classmethod
    def to_album(cls, album: str) -> ReplyId:
        """Return the reply to an album."""
        return cls(album_key(album))

    @classmethod
    def buttons_of(cls, album: str) -> ReplyId:
        """Return the message with the buttons of an album."""
        return cls(album_key(album), "buttons:")

    @property
    def sending(self) -> str:
        """The field with the process that has begun to send it."""
        return f"{self.prefix}sending"

    @property
    def sent(self) -> str:
        """The field that says how sending ended."""
        return f"{self.prefix}sent"


class IdempotentSender:
    """Sends replies."""

    def __init__(self, sender: Sender, claims: SendClaims, status_messages: StatusMessages) -> None:
        self._sender, self._claims, self._status_messages = sender, claims, status_messages
        self._unsaved: dict[ReplyId, Sent] = {}  # how sending ended, while Redis cannot be told

    async def was_sent(self, reply_id: ReplyId) -> bool:
        """Return whether a reply was sent."""
        return await self._claims.was_answered(reply_id)

    async def is_unconfirmed(self, reply_id: ReplyId) -> bool:
        """Return whether nobody knows if a reply arrived, which its status message may say."""
        return await self._claims.outcome(reply_id) == Outcome.UNCONFIRMED.name

    async def see(self, request_id: str) -> Seen:
        """Return what became of a request until its result is delivered."""
        return await self._claims.see(request_id)

    async def send(self, reply_id: ReplyId, reply: Reply, ticket: Ticket, *paintings: bytes) -> Sent | None:
        """Send a reply, and say in the chat when nobody knows whether it arrived; return None if it was sent before."""
        claim = await self._claim(reply_id, ticket)
        if claim is Claim.ANSWERED:
            return None
        sent = self._unsaved.get(reply_id, Sent(Outcome.UNCONFIRMED))
        if claim is Claim.OURS:
            sent = await self._release_if_stopped(reply_id, self._sender.send(reply, ticket, *paintings))
        await self._end(reply_id, sent, ticket, reply if isinstance(reply, TextReply) else _doubt(ticket))
        return sent

    async def send_text(self, reply: TextReply, ticket: Ticket) -> None:
        """Send a sentence that may come twice when a process is killed."""
        await self._sender.send(reply, ticket)

    async def send_kept(
        self, reply_id: ReplyId, reply: PictureReply | AlbumReply, ticket: Ticket, *file_ids: str
    ) -> bool:
        """Send pictures that Telegram has; return False when it has them no more."""
        claim = await self._claim(reply_id, ticket)
        if claim is Claim.ANSWERED:
            return True
        sent: Sent | None = self._unsaved.get(reply_id, Sent(Outcome.UNCONFIRMED))
        if claim is Claim.OURS:
            sent = await self._release_if_stopped(reply_id, self._sender.send_kept(reply, ticket, *file_ids))
        if sent is None:
            await self._claims.release(reply_id)
            return False
        await self._end(reply_id, sent, ticket, _doubt(ticket))
        return True

    async def _release_if_stopped(self, reply_id: ReplyId, sending: Awaitable[T]) -> T:
        """Send, and leave to another process what this one is told to stop before Telegram can have read it."""
        with watched_calls() as calls:
            try:
                return await sending
            except asyncio.CancelledError:
                if not calls.is_in_flight:
                    await self._claims.release(reply_id)
                raise

    async def _claim(self, reply_id: ReplyId, ticket: Ticket) -> Claim:
        return Claim.OURS if ticket.edit_id is not None else await self._claims.claim(reply_id)  # edits can be repeated

    async def _end(self, reply_id: ReplyId, sent: Sent, ticket: Ticket, doubt: TextReply) -> None:
        """Count a reply as sent; a kill may repeat the words of doubt, but not lose them, nor an album's buttons."""
        self._unsaved[reply_id] = sent
        if sent.outcome is Outcome.UNCONFIRMED and not await self._status_messages.change(
            ticket, doubt.text, doubt.keyboard
        ):
            await self._sender.send(doubt, ticket)
        messages = messages_of(sent.messages) if len(sent.messages) > 1 else ""
        await self._claims.answered(reply_id, sent.outcome.name, messages)
        del self._unsaved[reply_id]


def _doubt(ticket: Ticket) -> TextReply:
    return TextReply(translator_for(ticket.language).text(MessageId.UNCONFIRMED))


class Claim(Enum):
    """Whose an answer is."""

    OURS = auto()
    ANSWERED = auto()  # by whoever had it before
    UNKNOWN = auto()  # a process died while it sent it


class Seen(NamedTuple):
    """What became of a request until its result is delivered."""

    was_sent: bool
    is_cancelled: bool  # in the queue or later


class SendClaims:
    """Knows what was sent, and who is sending what."""

    def __init__(self, store: Redis, heartbeat: Heartbeat) -> None:
        self._redis, self._heartbeat = store, heartbeat
        self._begun: set[ReplyId] = set()  # what this process has begun to send
        self._answered: dict[ReplyId, tuple[str, str]] = {}  # how it ended, while Redis cannot be told

    async def was_answered(self, reply_id: ReplyId) -> bool:
        """Return whether a reply was sent."""
        if reply_id in self._answered:
            await self.answered(reply_id, *self._answered[reply_id])
            return True
        return await self.outcome(reply_id) is not None

    async def outcome(self, reply_id: ReplyId) -> str | None:
        """Return how a reply ended, if it was sent."""
        value = await self._redis.hget(reply_id.record, reply_id.sent)
        return value.decode() if isinstance(value, bytes) else None

    async def see(self, request_id: str) -> Seen:
        """Return whether a request was answered, and whether it was cancelled."""
        was_sent, is_cancelled = await run_lua(self._redis, _SEE, [request_key(request_id), job_key(request_id)])
        is_unsaved = ReplyId.to_request(request_id) in self._answered
        return Seen(
            bool(was_sent) or (is_unsaved and await self.was_answered(ReplyId.to_request(request_id))),
            bool(is_cancelled),
        )

    async def claim(self, reply_id: ReplyId) -> Claim:
        """Begin to send an answer; waits while another living process sends it. Raises redis.RedisError."""
        if reply_id in self._answered:
            await self.answered(reply_id, *self._answered[reply_id])
        while True:
            fields = (reply_id.sending, reply_id.sent)
            was_sent, holder = await run_lua(
                self._redis, _CLAIM, [reply_id.record], *fields, self._heartbeat.name, str(RECORD_TTL)
            )
            if was_sent:
                return Claim.ANSWERED
            if holder.decode() == self._heartbeat.name:
                break
            if await self._is_dead(holder.decode()):
                return Claim.UNKNOWN
            await asyncio.sleep(LOOK_SECONDS)
        if reply_id in self._begun:
            return Claim.UNKNOWN
        self._begun.add(reply_id)
        return Claim.OURS

    async def answered(self, reply_id: ReplyId, outcome: str, messages: str = "") -> None:
        """Remember how an answer ended; what Redis cannot be told of is remembered here. Raises redis.RedisError."""
        self._answered[reply_id] = outcome, messages
        fields = (reply_id.sending, reply_id.sent)
        await run_lua(self._redis, _END, [reply_id.record], *fields, outcome, messages, str(RECORD_TTL))
        self._answered.pop(reply_id, None)
        self._begun.discard(reply_id)

    async def release(self, reply_id: ReplyId) -> None:
        """Give up a claim: nothing was sent."""
        await self._redis.hdel(reply_id.record, reply_id.sending)
        self._begun.discard(reply_id)

    async def _is_dead(self, process: str) -> bool:
        sign = await self._redis.get(alive_key(process))
        return sign == GONE or (sign is None and self._heartbeat.may_judge)
