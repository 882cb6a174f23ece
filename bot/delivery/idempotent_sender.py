"""Sends each reply at most once, whichever process sends it.

A process claims a reply in Redis before it sends it. If it dies in the middle of the call to Telegram, the reply may
have arrived or not: the process that finds the claim does not send the reply again, but says so in the chat.
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
from bot.telegram_api.rate_limiter import ReplyCall
from worker.shared.contract import job_key
from worker.shared.lua import read_lua, run_lua

T = TypeVar("T")

LOOK_SECONDS = 0.5  # between two checks whether another process still holds a claim

_SEE = read_lua(__file__, "see_result")
_CLAIM = read_lua(__file__, "claim_reply")
_END = read_lua(__file__, "end_claim")


class ReplyId(NamedTuple):
    """One reply: to a request, to an album, or the buttons behind an album."""

    record: str  # key of the record that holds its claim
    prefix: str = ""  # of its fields in that record

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
        """The field with the name of the process that claims the reply."""
        return f"{self.prefix}sending"

    @property
    def sent(self) -> str:
        """The field with the outcome, once the reply is sent."""
        return f"{self.prefix}sent"


class IdempotentSender:
    """Sends each reply at most once."""

    def __init__(self, sender: Sender, claims: SendClaims, status_messages: StatusMessages) -> None:
        self._sender, self._claims, self._status_messages = sender, claims, status_messages
        self._unsaved: dict[ReplyId, Sent] = {}  # outcomes that Redis has not stored yet

    async def was_sent(self, reply_id: ReplyId) -> bool:
        """Return whether a reply was sent."""
        return await self._claims.was_sent(reply_id)

    async def is_unconfirmed(self, reply_id: ReplyId) -> bool:
        """Return whether a reply may have arrived or not; the status message may say so."""
        return await self._claims.outcome(reply_id) == Outcome.UNCONFIRMED.name

    async def see(self, request_id: str) -> Seen:
        """Return whether the reply to a request was sent, and whether the request was cancelled."""
        return await self._claims.see(request_id)

    async def send(self, reply_id: ReplyId, reply: Reply, ticket: Ticket, *paintings: bytes) -> Sent | None:
        """Send a reply, or say in the chat that it may have arrived; return None if it was sent before."""
        claim = await self._claim(reply_id, ticket)
        if claim is Claim.SENT:
            return None
        sent = self._unsaved.get(reply_id, Sent(Outcome.UNCONFIRMED))
        if claim is Claim.OURS:
            call = ReplyCall()
            sent = await self._release_if_stopped(
                reply_id, call, self._sender.send(reply, ticket, *paintings, call=call)
            )
        await self._end(reply_id, sent, ticket, reply if isinstance(reply, TextReply) else _doubt(ticket))
        return sent

    async def send_text(self, reply: TextReply, ticket: Ticket) -> None:
        """Send a text without a claim: it may come twice if a process dies."""
        await self._sender.send(reply, ticket)

    async def send_kept(
        self, reply_id: ReplyId, reply: PictureReply | AlbumReply, ticket: Ticket, *file_ids: str
    ) -> bool:
        """Send pictures by Telegram's file ids; return False if Telegram cannot have sent them."""
        claim = await self._claim(reply_id, ticket)
        if claim is Claim.SENT:
            return True
        sent: Sent | None = self._unsaved.get(reply_id, Sent(Outcome.UNCONFIRMED))
        if claim is Claim.OURS:
            call = ReplyCall()
            sent = await self._release_if_stopped(
                reply_id, call, self._sender.send_kept(reply, ticket, *file_ids, call=call)
            )
        if sent is None:
            await self._claims.release(reply_id)
            return False
        await self._end(reply_id, sent, ticket, _doubt(ticket))
        return True

    async def _release_if_stopped(self, reply_id: ReplyId, call: ReplyCall, sending: Awaitable[T]) -> T:
        """Await `sending`; when it is cancelled before its call is in flight, release the claim for another process."""
        try:
            return await sending
        except asyncio.CancelledError:
            if not call.is_in_flight:
                await self._claims.release(reply_id)
            raise

    async def _claim(self, reply_id: ReplyId, ticket: Ticket) -> Claim:
        return Claim.OURS if ticket.edit_id is not None else await self._claims.claim(reply_id)  # edits can be repeated

    async def _end(self, reply_id: ReplyId, sent: Sent, ticket: Ticket, doubt: TextReply) -> None:
        """Record the outcome of a reply; if it is unconfirmed, say so in the chat first.

        If the process dies in between, the text `doubt` may come twice, but it is not lost, nor are an album's buttons.
        """
        self._unsaved[reply_id] = sent
        if sent.outcome is Outcome.UNCONFIRMED and not await self._status_messages.change(
            ticket, doubt.text, doubt.keyboard
        ):
            await self._sender.send(doubt, ticket)
        messages = messages_of(sent.messages) if len(sent.messages) > 1 else ""
        await self._claims.end(reply_id, sent.outcome.name, messages)
        del self._unsaved[reply_id]


def _doubt(ticket: Ticket) -> TextReply:
    return TextReply(translator_for(ticket.language).text(MessageId.UNCONFIRMED))


class Claim(Enum):
    """Whether this process may send a reply."""

    OURS = auto()
    SENT = auto()  # it was sent before
    UNKNOWN = auto()  # a process died while sending it


class Seen(NamedTuple):
    """The state of a request when its result is delivered."""

    was_sent: bool
    is_cancelled: bool


class SendClaims:
    """Claims replies for this process, and records their outcomes."""

    def __init__(self, store: Redis, heartbeat: Heartbeat) -> None:
        self._redis, self._heartbeat = store, heartbeat
        self._claimed: set[ReplyId] = set()  # by this process
        self._unsaved: dict[ReplyId, tuple[str, str]] = {}  # arguments of `end` that Redis has not stored yet

    async def was_sent(self, reply_id: ReplyId) -> bool:
        """Return whether a reply was sent."""
        if reply_id in self._unsaved:
            await self.end(reply_id, *self._unsaved[reply_id])
            return True
        return await self.outcome(reply_id) is not None

    async def outcome(self, reply_id: ReplyId) -> str | None:
        """Return the outcome of a reply; None if it was not sent."""
        value = await self._redis.hget(reply_id.record, reply_id.sent)
        return value.decode() if isinstance(value, bytes) else None

    async def see(self, request_id: str) -> Seen:
        """Return whether the reply to a request was sent, and whether the request was cancelled."""
        was_sent, is_cancelled = await run_lua(self._redis, _SEE, [request_key(request_id), job_key(request_id)])
        is_unsaved = ReplyId.to_request(request_id) in self._unsaved
        return Seen(
            bool(was_sent) or (is_unsaved and await self.was_sent(ReplyId.to_request(request_id))),
            bool(is_cancelled),
        )

    async def claim(self, reply_id: ReplyId) -> Claim:
        """Claim a reply; wait while another living process holds the claim. Raises redis.RedisError."""
        if reply_id in self._unsaved:
            await self.end(reply_id, *self._unsaved[reply_id])
        while True:
            fields = (reply_id.sending, reply_id.sent)
            was_sent, holder = await run_lua(
                self._redis, _CLAIM, [reply_id.record], *fields, self._heartbeat.name, str(RECORD_TTL)
            )
            if was_sent:
                return Claim.SENT
            if holder.decode() == self._heartbeat.name:
                break
            if await self._is_dead(holder.decode()):
                return Claim.UNKNOWN
            await asyncio.sleep(LOOK_SECONDS)
        if reply_id in self._claimed:
            return Claim.UNKNOWN
        self._claimed.add(reply_id)
        return Claim.OURS

    async def end(self, reply_id: ReplyId, outcome: str, messages: str = "") -> None:
        """Record the outcome of a reply and end its claim; raise redis.RedisError, and try again at the next use."""
        self._unsaved[reply_id] = outcome, messages
        fields = (reply_id.sending, reply_id.sent)
        await run_lua(self._redis, _END, [reply_id.record], *fields, outcome, messages, str(RECORD_TTL))
        self._unsaved.pop(reply_id, None)
        self._claimed.discard(reply_id)

    async def release(self, reply_id: ReplyId) -> None:
        """Release the claim on a reply that was not sent."""
        await self._redis.hdel(reply_id.record, reply_id.sending)
        self._claimed.discard(reply_id)

    async def _is_dead(self, process: str) -> bool:
        sign = await self._redis.get(alive_key(process))
        return sign == GONE or (sign is None and self._heartbeat.may_judge)
