"""Sending each reply once, whichever process sends it, and saying so when nobody knows whether it arrived."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from bot.keys import Key
from bot.progress import Progress
from bot.replies import AlbumReply, PictureReply, Reply, TextReply
from bot.sending import Outcome, Sender, Sent
from bot.sendings import Claim, Sendings
from bot.sent_albums import SentAlbums
from bot.tickets import Ticket
from bot.under_way import watched
from bot.voices import voice_of

T = TypeVar("T")


class Once:
    """Sends replies by name: that of a request, of an album, or of what follows one."""

    def __init__(self, sender: Sender, sendings: Sendings, albums: SentAlbums, progress: Progress) -> None:
        self._sender, self._sendings, self._albums, self._progress = sender, sendings, albums, progress
        self._unsaved: dict[str, Sent] = {}  # how sending ended, while Redis cannot be told

    async def was_sent(self, name: str) -> bool:
        """Tell whether a reply was sent."""
        return await self._sendings.was_answered(name)

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

    async def send_kept(self, name: str, reply: PictureReply | AlbumReply, ticket: Ticket, *file_ids: str) -> bool:
        """Send pictures that Telegram has; return False when it has them no more."""
        claim = await self._claim(name, ticket)
        if claim is Claim.ANSWERED:
            return True
        sent: Sent | None = self._unsaved.get(name, Sent(Outcome.UNCONFIRMED))
        if claim is Claim.OURS:
            sent = await self._release_if_stopped(name, self._sender.send_kept(reply, ticket, *file_ids))
        if sent is None:
            await self._sendings.release(name)
            return False
        await self._end(name, sent, ticket, _doubt(ticket))
        return True

    async def _release_if_stopped(self, name: str, sending: Awaitable[T]) -> T:
        """Send, and leave to another process what this one is told to stop before Telegram can have read it."""
        with watched() as calls:
            try:
                return await sending
            except asyncio.CancelledError:
                if not calls.is_under_way:
                    await self._sendings.release(name)
                raise

    async def _claim(self, name: str, ticket: Ticket) -> Claim:
        return Claim.OURS if ticket.edit_id is not None else await self._sendings.claim(name)  # edits can be repeated

    async def _end(self, name: str, sent: Sent, ticket: Ticket, doubt: TextReply) -> None:
        """Count a reply as sent; a kill may repeat the words of doubt, but not lose them, nor an album's buttons."""
        self._unsaved[name] = sent
        if sent.outcome is Outcome.UNCONFIRMED and not await self._progress.change(ticket, doubt.text, doubt.keyboard):
            await self._sender.send(doubt, ticket)
        await self._albums.keep(name, sent.messages)
        await self._sendings.answered(name, sent.outcome.name)
        del self._unsaved[name]


def _doubt(ticket: Ticket) -> TextReply:
    return TextReply(voice_of(ticket.language).say(Key.UNCONFIRMED))
